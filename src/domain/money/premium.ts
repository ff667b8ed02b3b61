import { invariant } from '../invariant.ts'
import { type Cents, cents } from './cents.ts'
import { type Price, price } from './price.ts'
import { divideHalfEven } from './rounding.ts'

/** Shares that a listed standard US equity or index option stands for: premiums are times 100. */
export const CONTRACT_MULTIPLIER = 100

/** Units of `Price` in one cent: an amount in units of price x shares is this many times its cents. */
export const PRICE_UNITS_PER_CENT = 100

function premiumUnits(perShare: Price, contracts: number, multiplier: number): number {
  invariant(Number.isSafeInteger(contracts), `contracts are whole, got ${contracts}`)
  invariant(Number.isSafeInteger(multiplier) && multiplier > 0, `not a contract multiplier: ${multiplier}`)
  const units = perShare * contracts * multiplier
  invariant(Number.isSafeInteger(units), `premium out of range: ${perShare} x ${contracts} x ${multiplier}`)
  return units
}

/**
 * The money that a price per share is for a number of contracts, in cents:
 * `price x contracts x multiplier / 100`. With the standard multiplier of 100 it is a whole number of
 * cents for every `Price`, so nothing is ever rounded. The sign is the price's times the contracts'.
 *
 * @throws {InvariantViolation} when the amount is not whole cents, which only an odd multiplier can
 *   make; use `premiumCentsHalfEven` there, so that the rounding is seen where it happens
 * @example
 * import { price } from './price.ts'
 * premiumCents(price(12_500), 2) // => 25000
 */
export function premiumCents(perShare: Price, contracts: number, multiplier = CONTRACT_MULTIPLIER): Cents {
  const units = premiumUnits(perShare, contracts, multiplier)
  invariant(units % PRICE_UNITS_PER_CENT === 0, `${units} units of price are not whole cents`)
  return cents(units / PRICE_UNITS_PER_CENT)
}

/**
 * As `premiumCents`, rounded to the nearest cent, a tie to the even one. Only for contracts whose
 * multiplier is not a multiple of 100.
 *
 * @example
 * import { price } from './price.ts'
 * premiumCentsHalfEven(price(12_345), 1, 10) // => 1234
 */
export function premiumCentsHalfEven(perShare: Price, contracts: number, multiplier: number): Cents {
  return cents(divideHalfEven(premiumUnits(perShare, contracts, multiplier), PRICE_UNITS_PER_CENT))
}

/**
 * The price per share that an amount of money is for a number of contracts, the inverse of `premiumCents`:
 * `cents x 100 / (contracts x multiplier)`, to the nearest 1/10,000 dollar, a tie to the even one. Exact for
 * one contract of the standard multiplier. To show and to compare; money is never computed back from it.
 *
 * @throws {InvariantViolation} when contracts or multiplier is not a positive integer
 * @example
 * import { cents } from './cents.ts'
 * pricePerShareHalfEven(cents(12_500), 3) // => 4167
 */
export function pricePerShareHalfEven(
  amount: Cents,
  contracts: number,
  multiplier = CONTRACT_MULTIPLIER,
): Price {
  invariant(Number.isSafeInteger(contracts) && contracts > 0, `contracts are at least 1, got ${contracts}`)
  invariant(Number.isSafeInteger(multiplier) && multiplier > 0, `not a contract multiplier: ${multiplier}`)
  return price(divideHalfEven(amount * PRICE_UNITS_PER_CENT, contracts * multiplier))
}
