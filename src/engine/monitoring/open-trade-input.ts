import type { Instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Price } from '../../domain/money/price.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import type { Quote } from '../../ports/market-data.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'

/** A good price of the underlying seen lately. */
export interface UnderlyingSample {
  readonly at: Instant
  readonly price: Price
}

/** Everything that the exit of an open trade is decided on: quotes and the trade's own data, nothing of positions. */
export interface OpenTradeInput {
  readonly at: Instant
  readonly calendar: MarketCalendar
  readonly settings: Settings
  /** How old quotes are by the feed's own declaration; milliseconds. */
  readonly declaredDelayMs: number
  readonly record: TradeRecord
  /** One a leg, in the order of the trade's legs; null when the feed gave none. */
  readonly quotes: readonly (Quote | null)[]
  readonly underlying: Quote | null
  /** Samples of the underlying before this cycle; those outside the shock's window are passed over. */
  readonly samples: readonly UnderlyingSample[]
  /** Volatility now of the leg that `record.ivEntry` is of, ours; null when the quotes do not tell. */
  readonly iv: number | null
  /** The broker's own restriction that the trade must be closed under, in its words; null without one. */
  readonly restriction: string | null
}
