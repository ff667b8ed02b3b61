import { ok, type Result, refuse } from '../refusal.ts'
import { americanPrice } from './american.ts'
import { bracketedRoot } from './bracketed-root.ts'
import { type BsmInput, forwardOf } from './bsm.ts'
import { impliedVolatility, type Unsolvable } from './implied-volatility.ts'

/** An American option with its price, whose volatility is wanted. */
export interface AmericanQuote extends Omit<BsmInput, 'volatility'> {
  /** Price today, dollars per share. */
  readonly price: number
}

/** What a price must exceed exercise by, over the strike: less is within the error of an American value. */
const LEAST_TIME_VALUE = 1e-7
/** Total volatility at which an option is worth its maximum to fifteen digits. */
const MOST_TOTAL_VOL = 16
/** Of the volatility, absolute. */
const TOLERANCE = 1e-9

const MESSAGES: Readonly<Record<Unsolvable, string>> = {
  inputs_must_be_positive_numbers:
    'Price, spot, strike, rate and yield must be numbers, the spot and strike above zero.',
  time_must_be_left: 'The option has expired; no volatility can be implied.',
  price_below_intrinsic: 'The price is below what exercise would bring; no volatility gives it.',
  price_without_time_value:
    'The price is what exercise would bring, so every volatility below some level gives it.',
  price_at_or_above_maximum:
    'The price is not below its maximum (the spot for a call, the strike for a put).',
}

/**
 * The volatility, per square root of a year, at which `americanPrice` gives the price, to 1e-9. As American
 * options are worth no less than European ones, the European implied volatility bounds it from above; the
 * root is then found between brackets. Refuses with the codes of `UNSOLVABLE`, in their order: below what
 * exercise at the best certain moment brings nothing is implied, and at that value (within 1e-7 of the
 * strike) a whole range of volatilities is.
 *
 * @example
 * const implied = impliedVolatilityAmerican({ type: 'put', price: 6.0904, spot: 100, strike: 100, years: 1, rate: 0.05, dividendYield: 0 })
 * implied.ok && Math.round(implied.value * 1e4) / 1e4 // => 0.2
 */
export function impliedVolatilityAmerican(quote: AmericanQuote): Result<number, Unsolvable> {
  const { type, price, spot, strike, years, rate, dividendYield } = quote
  const valid = spot > 0 && strike > 0 && Number.isFinite(price + spot + strike + rate + dividendYield)
  if (!valid || Number.isNaN(years)) return no('inputs_must_be_positive_numbers')
  if (!(years > 0)) return no('time_must_be_left')
  const certain = americanPrice({ ...quote, volatility: 0 })
  if (price < certain - LEAST_TIME_VALUE * strike) return no('price_below_intrinsic')
  if (price <= certain + LEAST_TIME_VALUE * strike) return no('price_without_time_value')
  const gap = (volatility: number) => americanPrice({ ...quote, volatility }) - price
  const most = MOST_TOTAL_VOL / Math.sqrt(years)
  const discount = Math.exp(-rate * years)
  const european = impliedVolatility({ type, price, strike, years, discount, forward: forwardOf(quote) })
  const high = european.ok ? Math.min(most, european.value) : volatilityAbove(gap, most)
  if (!(gap(high) >= 0)) return european.ok && high < most ? ok(high) : no('price_at_or_above_maximum')
  return ok(bracketedRoot(gap, volatilityBelow(gap, high), high, TOLERANCE))
}

function no(rule: Unsolvable): Result<number, Unsolvable> {
  return refuse(rule, MESSAGES[rule])
}

/** A volatility with a price that is too high, where the European price has no implied volatility. */
function volatilityAbove(gap: (volatility: number) => number, most: number): number {
  let high = most / 64
  while (high < most && gap(high) < 0) high *= 2
  return high
}

/** A volatility with a price that is too low: a few steps down from above, each twice as far as the last. */
function volatilityBelow(gap: (volatility: number) => number, high: number): number {
  let share = 0.02
  while (share < 1 && gap(high * (1 - share)) > 0) share *= 3
  return share < 1 ? high * (1 - share) : 0
}
