import type { Instant } from '../domain/calendar/instant.ts'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { BrokerRead } from './broker-fault.ts'
import type { CallPriority } from './call-priority.ts'

/** Where today's implied volatility stands in its past; always with the window and the source that it was found in. */
export interface IvStanding {
  /** (IV - lowest) / (highest - lowest), 0 to 100; null when the window has too few sessions or is flat. */
  readonly rank: number | null
  /** Share of the window's sessions with a lower IV, 0 to 100. */
  readonly percentile: number | null
  /** A fraction: 0.2 is 20 %. */
  readonly iv: number | null
  readonly window: { readonly sessions: number; readonly from: TradingDay; readonly to: TradingDay } | null
  /**
   * `orats`; `orats_cores` of the session before, without a rank; `own` for a history computed here from chains, with the
   * vendors whose figures stand in for some of its days: `own+tradier`.
   */
  readonly source: string
  readonly asOf: Instant
  /** Why there is no rank, where the source can say. */
  readonly refusal?: Refusal
}

/** The past of an underlying's implied volatility. Without any source a rule on it is "not evaluated", never "passed". */
export interface VolatilityHistory {
  readStanding(underlying: string, priority: CallPriority): Promise<BrokerRead<IvStanding>>
}
