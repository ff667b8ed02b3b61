import type { TimeOfDay } from '../../domain/calendar/time-of-day.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Market } from '../../exchange/market/market.ts'
import type { MarketTime } from '../../exchange/venue/venue-types.ts'

/** A market that was opened, standing at its beginning. */
export interface OpenedMarket {
  readonly market: Market
  /** The instant that it was made to begin at: with source and seed, all that its prices depend on. */
  readonly start: MarketTime
  /** Where its time ends; null for a market that goes on. */
  readonly endsAt: MarketTime | null
  /** Whether its time is the wall's own. */
  readonly isWallTime: boolean
  /** What makes it this market and no other, for a saved state: files by the hash of what they hold. */
  readonly source: string
  /** What it is, for a person. */
  readonly description: string
  /** What a person should know of it, a sentence each. */
  readonly notes: readonly string[]
}

/** When a market is to begin, and what else its opening goes by. */
export interface OpeningTerms {
  readonly calendar: MarketCalendar
  readonly seed: number
  readonly day: TradingDay | null
  readonly time: TimeOfDay | null
  readonly alwaysOpen: boolean
  /** The wall's time. */
  readonly now: Instant
  /** The instant from which a saved market began, instead of day and time; null for a new one. */
  readonly start: MarketTime | null
}
