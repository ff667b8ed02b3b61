import { instant } from '../domain/calendar/instant.ts'
import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { fillEvidence } from '../engine/reconcile/fill-evidence.ts'
import type { AccountEngine } from './account-engine.ts'

/**
 * Prices what was closed without a price, where evidence has come up meanwhile; the broker's gain/loss report is asked
 * from the day on which the oldest of those trades began.
 */
export async function gatherEvidence(engine: AccountEngine): Promise<readonly string[]> {
  const { store: work, username, account, broker: desk, clock, log } = engine.context
  const unpriced = await work.transact(username, (tx) => tx.unpricedTrades(account))
  const began = unpriced.flatMap(({ trade }) => trade.openedAt ?? [])
  if (began.length === 0) return []
  const from = newYorkDayOf(instant(Math.min(...began)))
  return fillEvidence({ username, account, work, desk, clock, log }, from, newYorkDayOf(clock.now()))
}
