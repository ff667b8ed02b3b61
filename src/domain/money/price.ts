import { invariant } from '../invariant.ts'

declare const priceBrand: unique symbol

/**
 * A price per share as an integer of 1/10,000 dollar: 1.25 dollars is 12500. Signed; a net price of a
 * spread may be negative.
 */
export type Price = number & { readonly [priceBrand]: 'Price' }

/** How many units of `Price` make one dollar. */
export const PRICE_UNITS_PER_DOLLAR = 10_000

/**
 * Brands an integer of 1/10,000 dollar as a `Price`.
 *
 * @throws {InvariantViolation} when `units` is not a safe integer
 * @example
 * price(12_500) // => 12500
 */
export function price(units: number): Price {
  invariant(Number.isSafeInteger(units), `a price is an integer of 1/10,000 dollar, got ${units}`)
  // -0 would print and compare as a different value in JSON and Object.is.
  return (units === 0 ? 0 : units) as Price
}
