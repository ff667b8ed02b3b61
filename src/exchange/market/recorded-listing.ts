import { LATE_FUND_ROOTS } from '../../domain/calendar/trading-hours.ts'
import { rootsOfUnderlying } from '../../domain/option/product.ts'
import { INDEX_PRODUCTS, PENNY_ROOTS } from '../../domain/option/product-table.ts'
import type { UnderlyingListing } from './market-listing.ts'

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
