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

/**
 * The sum of two prices, in 1/10,000 dollar per share.
 *
 * @throws {InvariantViolation} when the sum is not a safe integer
 * @example
 * addPrice(price(12_500), price(2_500)) // => 15000
 */
export function addPrice(a: Price, b: Price): Price {
  return price(a + b)
}

/**
 * `a - b`, in 1/10,000 dollar per share.
 *
 * @throws {InvariantViolation} when the difference is not a safe integer
 * @example
 * subtractPrice(price(12_500), price(15_000)) // => -2500
 */
export function subtractPrice(a: Price, b: Price): Price {
  return price(a - b)
}

/**
 * The price with its sign turned; zero stays +0.
 *
 * @example
 * negatePrice(price(12_500)) // => -12500
 */
export function negatePrice(a: Price): Price {
  return price(-a)
}

/**
 * The price without its sign.
 *
 * @example
 * absPrice(price(-500)) // => 500
 */
export function absPrice(a: Price): Price {
  return price(Math.abs(a))
}

/**
 * Orders two prices: negative when `a` is lower, 0 when equal, positive when higher. For `sort`.
 *
 * @example
 * comparePrices(price(1), price(2)) < 0 // => true
 */
export function comparePrices(a: Price, b: Price): number {
  return a - b
}
