import type { Instant } from '../domain/calendar/instant.ts'
import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { type RiskStateStore, stopsEntries } from '../ports/store/risk-state-store.ts'

/** The risk conditions that stop entries today, by name and reason; null when none stands. Exits go on under all. */
export async function entriesForbidden(
  tx: RiskStateStore,
  account: string,
  now: Instant,
): Promise<string | null> {
  const standing = await tx.riskFlags(account, newYorkDayOf(now))
  const flags = standing.filter(({ flag }) => stopsEntries(flag))
  if (flags.length === 0) return null
  return flags.map(({ flag, reason }) => `${flag}: ${reason}`).join('; ')
}
