import type { OptionType } from '../option/contract.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { logMoneyness } from './black.ts'
import { guessTotalVol } from './implied-vol-guess.ts'
import { refineTotalVol } from './implied-vol-step.ts'

/** A European option with its price, whose volatility is wanted. */
export interface ImpliedVolatilityInput {
  readonly type: OptionType
  /** Price today, dollars per share. */
  readonly price: number
  /** Forward of the underlying for the expiration, dollars per share. */
  readonly forward: number
  /** Strike, dollars per share. */
  readonly strike: number
  /** Time to expiration, years. */
  readonly years: number
  /** Discount factor to the expiration: the value today of a dollar paid then. */
  readonly discount: number
}

/** Why a price has no implied volatility, in the order in which the rules are checked. */
export const UNSOLVABLE = [
  'inputs_must_be_positive_numbers',
  'time_must_be_left',
  'price_below_intrinsic',
  'price_without_time_value',
  'price_at_or_above_maximum',
] as const

/** The name of a rule that a price without implied volatility breaks. */
export type Unsolvable = (typeof UNSOLVABLE)[number]

const MESSAGES: Readonly<Record<Unsolvable, string>> = {
  inputs_must_be_positive_numbers:
    'Price, forward, strike and discount must be numbers, the last three above zero.',
  time_must_be_left: 'The option has expired; no volatility can be implied.',
  price_below_intrinsic: 'The price is below the intrinsic value on the forward; no volatility gives it.',
  price_without_time_value:
    'The price is the intrinsic value, within rounding; volatility cannot be told from zero.',
  price_at_or_above_maximum:
    'The price is not below its maximum (the forward for a call, the strike for a put).',
}

/** Time value below this share of the undiscounted price is rounding: two units in the last place. */
const ROUNDING = 2 ** -52

/**
 * The rule that forbids an implied volatility, as its position in `UNSOLVABLE` plus one; 0 when it exists.
 *
 * @param moneyness |ln(forward / strike)|
 * @param undiscounted price over discount factor, dollars per share
 * @param intrinsic max(0, forward - strike) for a call, max(0, strike - forward) for a put
 * @param cap the smaller of forward and strike, which bounds the time value
 * @example
 * unsolvableCode(0, 10, 0, 100, 1) // => 0
 * unsolvableCode(0, 10, 0, 100, 0) // => 2
 */
export function unsolvableCode(
  moneyness: number,
  undiscounted: number,
  intrinsic: number,
  cap: number,
  years: number,
): number {
  const timeValue = undiscounted - intrinsic
  if (!(cap > 0 && moneyness < Number.POSITIVE_INFINITY && Number.isFinite(undiscounted))) return 1
  if (!(years > 0)) return Number.isNaN(years) ? 1 : 2
  if (timeValue < -ROUNDING * intrinsic) return 3
  if (timeValue <= ROUNDING * intrinsic || timeValue / cap === 0) return 4
  return timeValue < cap ? 0 : 5
}

/**
 * The total volatility (volatility times the square root of the years) of an out-of-the-money price, to full
 * double precision. The caller has seen to the bounds; see `unsolvableCode`.
 *
 * @param moneyness |ln(forward / strike)|, zero or more
 * @param ratio undiscounted out-of-the-money price over the smaller of forward and strike, in (0, 1)
 * @example
 * impliedTotalVol(0, 0.0796556745540579) // => ≈ 0.2
 */
export function impliedTotalVol(moneyness: number, ratio: number): number {
  return refineTotalVol(guessTotalVol(moneyness, ratio), moneyness, ratio)
}

/**
 * The Black volatility that a price implies, per square root of a year (0.2 is 20 %). An in-the-money price
 * is first turned into that of the out-of-the-money option of the same strike by parity, which costs no
 * digit that the price still holds. Refuses with a code of `UNSOLVABLE` where no volatility exists or none
 * can be told from zero.
 *
 * @example
 * const implied = impliedVolatility({ type: 'call', price: 10, forward: 100, strike: 100, years: 1, discount: 1 })
 * implied.ok && implied.value // => ≈ 0.2513227
 */
export function impliedVolatility(input: ImpliedVolatilityInput): Result<number, Unsolvable> {
  const { type, forward, strike, years } = input
  const undiscounted = input.discount > 0 ? input.price / input.discount : Number.NaN
  const intrinsic = Math.max(0, type === 'call' ? forward - strike : strike - forward)
  const cap = Math.min(forward, strike)
  const moneyness = Math.abs(logMoneyness(forward, strike))
  const code = unsolvableCode(moneyness, undiscounted, intrinsic, cap, years)
  if (code > 0) {
    const rule = UNSOLVABLE[code - 1] as Unsolvable
    return refuse(rule, MESSAGES[rule])
  }
  return ok(impliedTotalVol(moneyness, (undiscounted - intrinsic) / cap) / Math.sqrt(years))
}
