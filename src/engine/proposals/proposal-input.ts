import type { Instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import type { DailyBar, OptionChain, Quote } from '../../ports/market-data.ts'
import type { IvStanding } from '../../ports/volatility-history.ts'

/** What the market says of one underlying. What nobody could read is null, and is "not evaluated". */
export interface UnderlyingMarket {
  readonly underlying: string
  readonly quote: Quote | null
  /** Days on which its options expire; null when the list could not be read. */
  readonly expirations: readonly TradingDay[] | null
  /** One for each expiration that was read; others than those in the window are passed over. */
  readonly chains: readonly OptionChain[]
  /** Finished sessions. */
  readonly closes: readonly DailyBar[]
  readonly standing: IvStanding | null
}

/** Everything that proposals are made of: the market and the rules, and nothing of what we hold. */
export interface ProposalInput {
  readonly at: Instant
  readonly calendar: MarketCalendar
  readonly settings: Settings
  /** How old quotes are by the feed's own declaration; milliseconds. */
  readonly declaredDelayMs: number
  readonly markets: readonly UnderlyingMarket[]
}
