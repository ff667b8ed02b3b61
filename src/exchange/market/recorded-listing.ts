import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { LATE_FUND_ROOTS } from '../../domain/calendar/trading-hours.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { rootsOfUnderlying } from '../../domain/option/product.ts'
import { INDEX_PRODUCTS, PENNY_ROOTS } from '../../domain/option/product-table.ts'
import { type ExpirationTypes, expirationType } from './expiration-type.ts'
import type { ExpirationListing, OptionListing, UnderlyingListing } from './market-listing.ts'

/** Recordings do not say it; adjusted contracts, for which it differs, are not in them. */
const MULTIPLIER = 100

/**
 * What can be said of a recorded underlying, of which a recording has only the ticker: an index when its roots are
 * index roots, a fund when it is a known one, otherwise a stock.
 *
 * @param roots as recorded, those of the ticker when left out
 */
export function recordedUnderlying(
  symbol: string,
  roots: readonly string[] = rootsOfUnderlying(symbol),
): UnderlyingListing {
  const isIndex = roots.some((root) => INDEX_PRODUCTS.has(root))
  const isFund = roots.some((root) => PENNY_ROOTS.has(root) || LATE_FUND_ROOTS.has(root))
  return {
    symbol,
    description: symbol,
    kind: isIndex ? 'index' : isFund ? 'etf' : 'stock',
    exchange: isIndex ? 'C' : isFund ? 'P' : 'Q',
    roots: [...roots].sort(),
    averageVolume: 0,
  }
}

/**
 * The listing of a recorded option.
 *
 * @param openInterest below zero where it was not recorded
 */
export function recordedOption(
  types: ExpirationTypes,
  underlying: string,
  contract: OptionContract,
  openInterest: number,
): OptionListing {
  return {
    symbol: formatOccSymbol(contract),
    contract,
    underlying,
    expirationType: types.of(contract.root, contract.expiration),
    multiplier: MULTIPLIER,
    openInterest: Math.max(0, openInterest),
  }
}

/** What recorded options of an underlying belong to: a root and the day on which they end. */
export type Series = Pick<OptionContract, 'root' | 'expiration'>

/** The expirations among some series that are not over on a day, ascending by day and root, each once. */
export function recordedExpirations(
  calendar: MarketCalendar,
  series: Iterable<Series>,
  today: TradingDay,
): ExpirationListing[] {
  const found = new Map<string, ExpirationListing>()
  for (const { root, expiration: day } of series) {
    const key = `${day} ${root}`
    if (day < today || found.has(key)) continue
    found.set(key, { day, root, type: expirationType(calendar, root, day), multiplier: MULTIPLIER })
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
