import { ok, type Result, refuse } from '../refusal.ts'
import { formatDecimal, parseDecimal } from './decimal.ts'
import { type Price, price } from './price.ts'

/** The largest magnitude of a price read from outside: 10 million dollars a share, far above any quote. */
export const MAX_PRICE = price(100_000_000_000)

/** Why a text or number from outside is not a price, in the order of the checks. */
export type PriceTextCode =
  | 'price_must_be_a_decimal'
  | 'price_must_have_at_most_4_decimals'
  | 'price_must_be_within_10_million_dollars'

/**
 * Reads dollars per share, e.g. `1.25`, `-.5`, `$1,234.50`, as a `Price`, without floats. US notation, as
 * in `parseDecimal`; nothing is rounded.
 *
 * Refusals in this order: `price_must_be_a_decimal`, `price_must_have_at_most_4_decimals`,
 * `price_must_be_within_10_million_dollars`.
 *
 * @example
 * parsePrice('1.25') // => { ok: true, value: 12500 }
 */
export function parsePrice(text: string): Result<Price, PriceTextCode> {
  const units = parseDecimal(text, 4, MAX_PRICE)
  if (units === 'malformed') {
    return refuse('price_must_be_a_decimal', `"${text}" is not a price; write dollars, e.g. 1.25.`)
  }
  if (units === 'too_many_decimals') {
    return refuse(
      'price_must_have_at_most_4_decimals',
      `${text} is finer than 1/10,000 dollar; give at most 4 decimals.`,
    )
  }
  if (units === 'out_of_range') {
    return refuse(
      'price_must_be_within_10_million_dollars',
      `${text} is beyond 10,000,000 dollars a share; check the price.`,
    )
  }
  return ok(price(units))
}

/**
 * A price in dollars for people and for orders: two decimals, and up to four when they are needed. No
 * dollar sign and no grouping; `parsePrice` reads it back exactly.
 *
 * @example
 * import { price } from './price.ts'
 * [formatPrice(price(12_500)), formatPrice(price(-1_750))] // => ['1.25', '-0.175']
 */
export function formatPrice(value: Price): string {
  return formatDecimal(value, 4, 2)
}
