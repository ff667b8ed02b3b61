import type { OptionType } from '../option/contract.ts'
import { blackValue, logMoneyness } from './black.ts'
import { normalCdf, normalPdf } from './normal.ts'

/** A European option on a spot that pays a continuous dividend yield. */
export interface BsmInput {
  readonly type: OptionType
  /** Price of the underlying, dollars per share, above zero. */
  readonly spot: number
  /** Strike, dollars per share, above zero. */
  readonly strike: number
  /** Time to expiration in years, zero or more. */
  readonly years: number
  /** Interest rate per year, continuously compounded. */
  readonly rate: number
  /** Dividend yield per year, continuously compounded. */
  readonly dividendYield: number
  /** Volatility per square root of a year: 0.2 is 20 %. */
  readonly volatility: number
}

/** Value and sensitivities of one option, all per share. */
export interface Greeks {
  /** Dollars per share. */
  readonly price: number
  /** Per dollar of the underlying. */
  readonly delta: number
  /** Delta per dollar of the underlying. */
  readonly gamma: number
  /** Dollars per calendar day; what one day's passing adds, so negative for most long options. */
  readonly theta: number
  /** Dollars per volatility point (0.01). */
  readonly vega: number
  /** Dollars per point of the interest rate (0.01). */
  readonly rho: number
}

/** Calendar days of a year, for theta. */
export const DAYS_PER_YEAR = 365

/**
 * The forward of the underlying, spot · e^((rate - dividendYield) · years), dollars per share.
 *
 * @example
 * forwardOf({ spot: 100, years: 1, rate: 0.05, dividendYield: 0.05 }) // => 100
 */
export function forwardOf(input: Pick<BsmInput, 'spot' | 'years' | 'rate' | 'dividendYield'>): number {
  return input.spot * Math.exp((input.rate - input.dividendYield) * input.years)
}

/**
 * The value of a European option in dollars per share (Black and Scholes 1973; Merton 1973). At expiration
 * or at zero volatility it is the discounted intrinsic value on the forward.
 *
 * @example
 * bsmPrice({ type: 'call', spot: 100, strike: 100, years: 1, rate: 0.05, dividendYield: 0, volatility: 0.2 }) // => ≈ 10.4505835722
 */
export function bsmPrice(input: BsmInput): number {
  const totalVol = input.volatility * Math.sqrt(input.years)
  const value = blackValue({ type: input.type, forward: forwardOf(input), strike: input.strike, totalVol })
  return Math.exp(-input.rate * input.years) * value
}

/**
 * Value and greeks of a European option, in the units of `Greeks`. Where volatility or time is zero, gamma
 * and vega are zero and delta is that of the intrinsic value (half of it exactly at the money).
 *
 * @example
 * bsmGreeks({ type: 'put', spot: 100, strike: 100, years: 1, rate: 0.05, dividendYield: 0, volatility: 0.2 }).delta // => ≈ -0.3631693488
 */
export function bsmGreeks(input: BsmInput): Greeks {
  const { spot, strike, years, rate, dividendYield, volatility } = input
  const forward = forwardOf(input)
  const totalVol = volatility * Math.sqrt(years)
  const x = logMoneyness(forward, strike)
  const d1 = totalVol > 0 ? x / totalVol + 0.5 * totalVol : limitOfD(x)
  const d2 = totalVol > 0 ? d1 - totalVol : d1
  const sign = input.type === 'call' ? 1 : -1
  const spotWeight = Math.exp(-dividendYield * years)
  const strikeWeight = Math.exp(-rate * years) * strike
  const density = totalVol > 0 ? spotWeight * normalPdf(d1) : 0
  const delta = sign * spotWeight * normalCdf(sign * d1)
  const exercise = sign * strikeWeight * normalCdf(sign * d2)
  const decay = years > 0 ? (-0.5 * spot * density * volatility) / Math.sqrt(years) : 0
  return {
    price: bsmPrice(input),
    delta,
    gamma: totalVol > 0 ? density / (spot * totalVol) : 0,
    theta: (decay - rate * exercise + dividendYield * spot * delta) / DAYS_PER_YEAR,
    vega: 0.01 * spot * density * Math.sqrt(years),
    rho: 0.01 * years * exercise,
  }
}

/** d1 as total volatility goes to zero: plus or minus infinity, or zero exactly at the money. */
function limitOfD(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x
  return x > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
}
