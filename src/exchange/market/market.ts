import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { MarketTime, MarketView } from '../venue/venue-types.ts'
import type { ExpirationListing, OptionListing, UnderlyingListing } from './market-listing.ts'
import type { DayBar, MarketQuote, MinuteBar, OptionGreeks } from './market-quote.ts'

/**
 * A source of prices: synthetic, recorded, or a recorded beginning that goes on by itself. It stands still
 * between two calls of `advanceTo`; everything it says is of its present, `now`, and nothing of what comes
 * after. Deterministic: the same source brought to the same time says the same, however it was brought there.
 */
export interface Market extends MarketView {
  readonly calendar: MarketCalendar
  /** The first instant that the market can speak of; `now` may begin later, with a past to look back on. */
  readonly begins: MarketTime
  /**
   * Moves the present.
   *
   * @throws {InvariantViolation} when `time` is before `now`: what was seen cannot be unseen (see `asOf`)
   */
  advanceTo(time: MarketTime): void
  /**
   * The market as it was at an earlier instant, for delayed quotes; not before `begins`. A market of its
   * own: advancing one does not move the other.
   */
  asOf(time: MarketTime): Market
  /** Shares, funds and indices, in alphabetical order. */
  underlyings(): readonly UnderlyingListing[]
  underlying(symbol: string): UnderlyingListing | undefined
  /** The listing of a compact OCC symbol; undefined when it is not listed at present. */
  option(symbol: string): OptionListing | undefined
  /** The book and the day's figures of a share, index or compact OCC symbol; undefined when it is not listed. */
  quote(symbol: string): MarketQuote | undefined
  /** One row a root and day, ascending by day, from today on; empty when there are none. */
  expirations(underlying: string): readonly ExpirationListing[]
  /** The options of an underlying that end on a day: every root, ascending by strike, the call before the put. */
  chain(underlying: string, expiration: TradingDay): readonly OptionListing[]
  /** Null where the vendor would have none (expired, no quote to imply a volatility from). */
  greeksOf(optionSymbol: string): OptionGreeks | null
  /** Finished sessions and the present one so far, from a day to a day, both included; of options too. */
  dailyBars(symbol: string, from: TradingDay, to: TradingDay): readonly DayBar[]
  /** Finished minutes that begin from an instant up to, but not at, another; minutes without a trade are left out. */
  minuteBars(symbol: string, from: MarketTime, to: MarketTime): readonly MinuteBar[]
}
