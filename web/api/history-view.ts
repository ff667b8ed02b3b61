import type { TradingDay } from '../../src/domain/calendar/trading-day.ts'
import type { Cents } from '../../src/domain/money/cents.ts'
import type { Price } from '../../src/domain/money/price.ts'
import type { NetPrice } from '../../src/domain/spread/net-price.ts'
import type { Strategy } from '../../src/domain/spread/strategy-table.ts'
import type { Provenance } from '../../src/domain/trade/execution.ts'
import type { ExitReason } from '../../src/domain/trade/exit-reason.ts'

/** A trade that is over. */
export interface ClosedTradeView {
  readonly id: string
  readonly underlying: string
  readonly strategy: Strategy
  readonly strikes: readonly Price[]
  readonly expiration: TradingDay
  readonly quantity: number
  readonly opened: TradingDay
  readonly closed: TradingDay
  readonly daysHeld: number
  readonly dteAtEntry: number
  readonly entry: NetPrice | null
  readonly exit: NetPrice | null
  readonly reason: ExitReason
  readonly feesCents: Cents | null
  /** After fees; null when a fill has no price that anybody reported. */
  readonly netCents: Cents | null
  /** Who vouches for the profit; null when nobody does. */
  readonly provenance: Provenance | null
}

/** A page of history with what the filter found in all. */
export interface HistoryView {
  readonly trades: readonly ClosedTradeView[]
  readonly total: number
  readonly netCents: Cents
  readonly feesCents: Cents
  readonly wins: number
  readonly losses: number
  /** Trades whose profit nobody knows; they are in no sum. */
  readonly unknown: number
}
