import {
  contractCloses,
  expirationInstant,
  lastTradingSession,
} from '../../domain/calendar/contract-expiration.ts'
import { type Instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { marketDayOf, previousSession } from '../../domain/calendar/session-lookup.ts'
import { price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import type { OptionProduct } from '../../domain/option/product-table.ts'
import type { ContractColumns } from '../../domain/pricing/chain-columns.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { ExpirationListing } from './market-listing.ts'
import { hashOfText } from './random-stream.ts'

/** The options of one root and expiration, as columns: two rows a strike, ascending, the call before the put. */
export interface OptionSlice {
  readonly underlying: string
  readonly listing: ExpirationListing
  readonly product: OptionProduct
  /** To when the options have time value. */
  readonly expires: Instant
  readonly columns: ContractColumns
  readonly contracts: readonly OptionContract[]
  /** Compact OCC symbols. */
  readonly symbols: readonly string[]
  readonly rowOf: ReadonlyMap<string, number>
  /** A number a row that names the contract in draws. */
  readonly salts: Int32Array
}

/**
 * The slice of an expiration with these strikes.
 *
 * @param strikes ascending, dollars
 */
export function optionSlice(
  calendar: MarketCalendar,
  underlying: string,
  listing: ExpirationListing,
  strikes: readonly number[],
): OptionSlice {
  const { root, day: expiration } = listing
  const contracts = strikes.flatMap((dollars): OptionContract[] => {
    const strike = price(Math.round(dollars * 10_000))
    return [
      { root, expiration, type: 'call', strike },
      { root, expiration, type: 'put', strike },
    ]
  })
  const symbols = contracts.map(formatOccSymbol)
  const rows = contracts.length
  return {
    underlying,
    listing,
    product: productOfRoot(root),
    expires: expirationInstant(calendar, { root, expiration }),
    columns: {
      expiration: new Uint16Array(rows),
      strike: Float64Array.from(contracts, ({ strike }) => strike / 10_000),
      isCall: Uint8Array.from(contracts, ({ type }) => (type === 'call' ? 1 : 0)),
    },
    contracts,
    symbols,
    rowOf: new Map(symbols.map((symbol, row) => [symbol, row])),
    salts: Int32Array.from(symbols, hashOfText),
  }
}

/**
 * The instant of the quotes that stand at a time: the minute that has begun last while the options trade, their close
 * when they have closed since, the close of the session before in the morning; for options that no longer
 * trade, the close of their last session.
 */
export function quoteInstant(calendar: MarketCalendar, slice: OptionSlice, time: MarketTime): MarketTime {
  const contract = { root: slice.listing.root, expiration: slice.listing.day }
  const day = marketDayOf(calendar, time as Instant)
  const isOpened = day.kind === 'session' && time >= day.opens
  const session: Session = isOpened ? day : previousSession(calendar, day.day)
  const closes = contractCloses(calendar, contract, session)
  if (closes !== null) return Math.min(closes, session.opens + floorMinute(time - session.opens))
  const last = lastTradingSession(calendar, contract)
  return contractCloses(calendar, contract, last) ?? last.closes
}

/** Milliseconds without the part of a minute. */
export function floorMinute(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS
}
