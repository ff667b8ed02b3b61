import type { Instant } from '../domain/calendar/instant.ts'

/** How the way to a broker is, by what its answers said lately. Nothing is asked of the broker to know it. */
export interface BrokerHealth {
  /**
   * The token is refused, and not by chance: three times within a minute without a success between. A person must renew
   * it; exits keep trying meanwhile.
   */
  readonly mustReauthenticate: boolean
  /** What the token may not do (403), by endpoint; it stays until the endpoint answers again. */
  readonly blocked: readonly string[]
  /** Since when the broker says that it is out of service (503); null when its last answer was another. */
  readonly unavailableSince: Instant | null
  /** Calls of the last minute of the clock, all users of the token together. */
  readonly callsInLastMinute: number
}

/** Tells how the way to a broker is. */
export interface BrokerHealthSource {
  readHealth(): BrokerHealth
}
