import { invariant } from '../invariant.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { type Cents, cents } from './cents.ts'
import { type CentsTextCode, MAX_CENTS } from './cents-text.ts'
import { CONTRACT_MULTIPLIER } from './premium.ts'
import { PRICE_UNITS_PER_DOLLAR, type Price, price } from './price.ts'
import { MAX_PRICE, type PriceTextCode } from './price-text.ts'

// The edge at which JSON's binary doubles become integers. Nothing else in the domain outside of pricing
// computes with a fraction.

type NumberFault = 'not_finite' | 'between_units' | 'out_of_range'

/**
 * The whole number of units that a double stands for. Multiplying by the scale is off by at most two
 * roundings, each half a unit in the last place; what is further than that (and than 1e-6 of a unit) from
 * a whole number was not one before it became a double.
 */
function wholeUnits(dollars: number, scale: number, max: number, nearest: boolean): number | NumberFault {
  if (!Number.isFinite(dollars)) return 'not_finite'
  const scaled = dollars * scale
  const whole = Math.round(scaled)
  const tolerance = Math.max(1e-6, Math.abs(scaled) * 2 ** -51)
  if (!nearest && Math.abs(scaled - whole) > tolerance) return 'between_units'
  return Math.abs(whole) > max ? 'out_of_range' : whole
}

function priceResult(dollars: number, nearest: boolean): Result<Price, PriceTextCode> {
  const units = wholeUnits(dollars, PRICE_UNITS_PER_DOLLAR, MAX_PRICE, nearest)
  if (units === 'not_finite') return refuse('price_must_be_a_decimal', `${dollars} is not a price.`)
  if (units === 'between_units') {
    return refuse(
      'price_must_have_at_most_4_decimals',
      `${dollars} is not a whole number of 1/10,000 dollar; give at most 4 decimals.`,
    )
  }
  if (units === 'out_of_range') {
    return refuse(
      'price_must_be_within_10_million_dollars',
      `${dollars} is beyond 10,000,000 dollars a share; check the price.`,
    )
  }
  return ok(price(units))
}

function centsResult(dollars: number, nearest: boolean): Result<Cents, CentsTextCode> {
  const amount = wholeUnits(dollars, 100, MAX_CENTS, nearest)
  if (amount === 'not_finite') return refuse('money_must_be_a_decimal', `${dollars} is not an amount.`)
  if (amount === 'between_units') {
    return refuse(
      'money_must_have_at_most_2_decimals',
      `${dollars} is not whole cents; give at most 2 decimals.`,
    )
  }
  if (amount === 'out_of_range') {
    return refuse(
      'money_must_be_within_1_trillion_dollars',
      `${dollars} is beyond one trillion dollars; check the amount.`,
    )
  }
  return ok(cents(amount))
}

/**
 * A price that arrived as a JSON number of dollars per share (a quote, a strike, a limit). Exact: a
 * number that is not a whole 1/10,000 dollar, up to the error of a double, is refused, not rounded.
 *
 * Refusals in this order: `price_must_be_a_decimal` (NaN, infinite),
 * `price_must_have_at_most_4_decimals`, `price_must_be_within_10_million_dollars`.
 *
 * @example
 * priceFromNumber(1.2) // => { ok: true, value: 12000 }
 */
export function priceFromNumber(dollars: number): Result<Price, PriceTextCode> {
  return priceResult(dollars, false)
}

/**
 * As `priceFromNumber`, rounded to the nearest 1/10,000 dollar: for averages and vendor mids, which may
 * have any number of decimals. To find the money of an average fill use `premiumCentsOfAverage`.
 *
 * @example
 * nearestPriceFromNumber(0.41666667) // => { ok: true, value: 4167 }
 */
export function nearestPriceFromNumber(dollars: number): Result<Price, PriceTextCode> {
  return priceResult(dollars, true)
}

/**
 * An amount that arrived as a JSON number of dollars. Exact: a number that is not whole cents, up to the
 * error of a double, is refused, not rounded.
 *
 * Refusals in this order: `money_must_be_a_decimal` (NaN, infinite), `money_must_have_at_most_2_decimals`,
 * `money_must_be_within_1_trillion_dollars`.
 *
 * @example
 * centsFromNumber(-14144.1) // => { ok: true, value: -1414410 }
 */
export function centsFromNumber(dollars: number): Result<Cents, CentsTextCode> {
  return centsResult(dollars, false)
}

/**
 * As `centsFromNumber`, rounded to the nearest cent: for balances that a broker reports with more
 * decimals than money has.
 *
 * @example
 * nearestCentsFromNumber(100.004999) // => { ok: true, value: 10000 }
 */
export function nearestCentsFromNumber(dollars: number): Result<Cents, CentsTextCode> {
  return centsResult(dollars, true)
}

/**
 * The money of an average price that a broker reports over several fills: `average x contracts x multiplier`,
 * to the nearest cent. Each fill was whole cents, so the sum is too, although the average seldom is a
 * `Price` (three contracts at 0.41, 0.42 and 0.42 average to 0.41666667); rounding the average first
 * would lose cents. The sign is that of the average.
 *
 * Refusals as `centsFromNumber`, without the decimals.
 *
 * @throws {InvariantViolation} when `contracts` or `multiplier` is not a positive integer
 * @example
 * premiumCentsOfAverage(0.41666667, 3) // => { ok: true, value: 12500 }
 */
export function premiumCentsOfAverage(
  average: number,
  contracts: number,
  multiplier = CONTRACT_MULTIPLIER,
): Result<Cents, CentsTextCode> {
  invariant(Number.isSafeInteger(contracts) && contracts > 0, `contracts are whole, got ${contracts}`)
  invariant(Number.isSafeInteger(multiplier) && multiplier > 0, `not a contract multiplier: ${multiplier}`)
  return centsResult(average * contracts * multiplier, true)
}
