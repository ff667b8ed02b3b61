import type { Instant } from '../calendar/instant.ts'
import { type Price, price } from '../money/price.ts'
import { divideHalfEven } from '../money/rounding.ts'
import { type QuoteAge, quoteQuality, type TwoSidedQuote } from './quote-quality.ts'

/** As much of an underlying's quote as its price is made of. */
export interface UnderlyingQuote extends TwoSidedQuote {
  readonly last: Price | null
}

/**
 * The price of an underlying: the mid of a good quote; of what nobody quotes two-sided (an index) the last value;
 * null when a side is missing, crossed or stale, as a doubtful price proves nothing.
 *
 * @example
 * import { instant } from '../calendar/instant.ts'
 * import { price } from '../money/price.ts'
 * underlyingPrice({ bid: null, ask: null, last: price(44_700_000), quotedAt: null }, instant(0), { staleAfter: 60, declaredDelayMs: 0 }) // => 44700000
 */
export function underlyingPrice(quote: UnderlyingQuote | null, at: Instant, age: QuoteAge): Price | null {
  if (quote === null) return null
  const { bid, ask, last } = quote
  if (bid === null && ask === null) return last !== null && last > 0 ? last : null
  if (bid === null || ask === null || bid === 0) return null
  return quoteQuality(quote, at, age) === 'good' ? price(divideHalfEven(bid + ask, 2)) : null
}
