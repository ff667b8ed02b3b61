import type { Instant } from '../domain/calendar/instant.ts'
import type { Identity } from './identity.ts'

/** How long a proved second factor counts as fresh. */
const FRESH_MS = 10 * 60_000

/**
 * Whether this session has proved a second factor within the last ten minutes: asked before live trading is switched on, a
 * trade key is made, a broker's token is set, or a second factor is changed. A key never has.
 */
export function hasFreshProof({ via, provedAt }: Identity, now: Instant): boolean {
  return via === 'session' && provedAt !== null && now - provedAt <= FRESH_MS
}
