import { expirationInstant } from '../../domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../domain/calendar/days-to-expiration.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { coversDay, type MarketCalendar, sessionOn } from '../../domain/calendar/market-calendar.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { instantOf, newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDayFromMs } from '../../domain/calendar/time-of-day.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import { type Price, price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { compareContracts } from '../../domain/option/contract-order.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import type { RecordedDay, RecordedOption } from '../../ports/recorded-minutes.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import { ExpirationTypes } from './expiration-type.ts'
import { compareListings, type OptionListing } from './market-listing.ts'
import type { DayBar, OptionGreeks } from './market-quote.ts'
import { greeksOfQuotes } from './quoted-greeks.ts'
import { recordedOption } from './recorded-listing.ts'
import { replayBook, replayFigures } from './replay-tape.ts'

/** A recorded day, prepared to be looked things up in. */
export interface Reel {
  readonly recorded: RecordedDay
  readonly session: Session
  readonly midnight: MarketTime
  readonly options: ReadonlyMap<string, RecordedOption>
  readonly listings: ReadonlyMap<string, OptionListing>
  /** The listings that end on a day, by strike, the call before the put. */
  readonly chains: ReadonlyMap<TradingDay, readonly OptionListing[]>
}

/**
 * The reel of a recorded day.
 *
 * @throws {InvariantViolation} when the market was closed on the day
 */
export function reelOf(calendar: MarketCalendar, recorded: RecordedDay): Reel {
  const session = sessionOn(calendar, recorded.day)
  invariant(session.kind === 'session', `nothing can be replayed of ${recorded.day}: the market was closed`)
  const types = new ExpirationTypes(calendar)
  const listings = recorded.options.map(({ contract, openInterest }) =>
    recordedOption(types, recorded.underlying, contract, openInterest),
  )
  return {
    recorded,
    session,
    midnight: instantOf(recorded.day, timeOfDayFromMs(0)),
    options: new Map(listings.map(({ symbol }, i) => [symbol, recorded.options[i]!])),
    listings: new Map(listings.map((listing) => [listing.symbol, listing])),
    chains: Map.groupBy([...listings].sort(compareListings), ({ contract }) => contract.expiration),
  }
}

/** The recorded daily bars of sessions that are over at a time. */
export function reelHistory({ recorded }: Reel, calendar: MarketCalendar, now: MarketTime): DayBar[] {
  const { day, open, high, low, close, volume } = recorded.daily
  const today = newYorkDayOf(now as Instant)
  return day.flatMap((on, row) => {
    if (on > today || !coversDay(calendar, on)) return []
    const session = sessionOn(calendar, on)
    if (session.kind === 'session' && now < session.closes) return []
    const bar = {
      day: on,
      open: price(open[row]!),
      high: price(high[row]!),
      low: price(low[row]!),
      close: price(close[row]!),
      volume: volume[row]!,
    }
    return [bar]
  })
}

/** What the greeks of a reel are computed with. */
export interface ReelPricing {
  readonly at: MarketTime
  readonly calendar: MarketCalendar
  /** Interest a year, continuously compounded. */
  readonly rate: number
}

/** The greeks of a root and expiration that the quotes standing at a time imply, by compact OCC symbol. */
export function reelGreeks(
  reel: Reel,
  { root, expiration }: OptionContract,
  { at, calendar, rate }: ReelPricing,
): ReadonlyMap<string, OptionGreeks | null> {
  const { shares } = reel.recorded
  const traded = replayFigures(shares.trades, reel.midnight, at)?.close
  const spot = traded ?? replayBook(shares, reel.midnight, at)?.bid ?? null
  if (spot === null) return new Map()
  const chain = [...reel.options.values()]
    .filter(({ contract }) => contract.root === root && contract.expiration === expiration)
    .sort((a, b) => compareContracts(a.contract, b.contract))
  const books = chain.map((option) => replayBook(option, reel.midnight, at))
  const rows = greeksOfQuotes({
    strike: Float64Array.from(chain, ({ contract }) => contract.strike / 10_000),
    isCall: Uint8Array.from(chain, ({ contract }) => (contract.type === 'call' ? 1 : 0)),
    bid: Float64Array.from(books, (book) => dollarsOf(book?.bid)),
    ask: Float64Array.from(books, (book) => dollarsOf(book?.ask)),
    spot: spot / 10_000,
    years: yearsToExpiry(instant(at), expirationInstant(calendar, { root, expiration })),
    rate,
    style: productOfRoot(root).exercise,
    at,
  })
  return new Map(chain.map(({ contract }, i) => [formatOccSymbol(contract), rows[i] ?? null]))
}

function dollarsOf(units: Price | null | undefined): number {
  return units === null || units === undefined ? Number.NaN : units / 10_000
}
