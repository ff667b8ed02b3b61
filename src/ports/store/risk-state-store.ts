import type { Instant } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'

/** Conditions of an account, independent of each other; they stop entries (see `stopsEntries`), exits go on under all. */
export const RISK_FLAGS = [
  'HARD_STOP',
  'ENTRIES_PAUSED',
  'DAILY_STOP_HIT',
  'PREMARKET_CHECK_FAILED',
  'BROKER_RATE_LIMITED',
  'BROKER_UNAVAILABLE',
  'BROKER_UNAUTHORIZED',
  'BROKER_RESET_SUSPECTED',
  'UNKNOWN_ORDER_SEEN',
  'CLOCK_SKEW',
  'UNCOVERED_SHORT',
  'EMERGENCY_EXITS',
] as const

/** One of the conditions. */
export type RiskFlag = (typeof RISK_FLAGS)[number]

/** A condition that stands. With a `day` it is over by itself on the next; without, only a person or its cause ends it. */
export interface RiskFlagRecord {
  readonly account: string
  readonly flag: RiskFlag
  readonly day: TradingDay | null
  readonly raisedAt: Instant
  readonly reason: string
  /** Ids that were counted, so that one emergency never counts twice. */
  readonly counted: readonly string[]
}

/** The risk conditions of the user's accounts. */
export interface RiskStateStore {
  /** Those that stand on a day. */
  riskFlags(account: string, day: TradingDay): Promise<readonly RiskFlagRecord[]>
  /** Writes over a record of the same flag. */
  raiseRiskFlag(record: RiskFlagRecord): Promise<void>
  clearRiskFlag(account: string, flag: RiskFlag): Promise<void>
}

/**
 * Whether a condition stops entries: all but the count of the day's emergency exits, the second of which raises
 * HARD_STOP.
 *
 * @example
 * [stopsEntries('EMERGENCY_EXITS'), stopsEntries('HARD_STOP')] // => [false, true]
 */
export function stopsEntries(flag: RiskFlag): boolean {
  return flag !== 'EMERGENCY_EXITS'
}
