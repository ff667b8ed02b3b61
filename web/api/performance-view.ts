import type { TradingDay } from '../../src/domain/calendar/trading-day.ts'
import type { Cents } from '../../src/domain/money/cents.ts'

/** Below this many trades a ratio says more about luck than about the rules. */
export const ENOUGH_TRADES = 20

/** A part of the trades: a strategy, an underlying, a reason, a weekday. */
export interface PerformanceSlice {
  readonly name: string
  readonly trades: number
  readonly wins: number
  readonly netCents: Cents
}

/** How an account did over a range. Ratios are null where there is nothing to divide by. */
export interface PerformanceView {
  readonly equity: readonly { readonly day: TradingDay; readonly cents: Cents; readonly drawdown: number }[]
  readonly months: readonly { readonly month: string; readonly netCents: Cents; readonly trades: number }[]
  readonly trades: number
  readonly unknown: number
  readonly realizedCents: Cents
  readonly unrealizedCents: Cents | null
  readonly feesCents: Cents
  readonly winRate: number | null
  readonly profitFactor: number | null
  readonly expectancyCents: number | null
  readonly averageWinCents: number | null
  readonly averageLossCents: number | null
  readonly worstDrawdown: number
  readonly byStrategy: readonly PerformanceSlice[]
  readonly byUnderlying: readonly PerformanceSlice[]
  readonly byReason: readonly PerformanceSlice[]
  readonly byDte: readonly PerformanceSlice[]
}
