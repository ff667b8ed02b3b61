import type { OptionType } from '../option/contract.ts'
import { millsDropSeries, millsRatio } from './mills.ts'
import { normalPdf } from './normal.ts'

/** Largest half total volatility, and largest log-moneyness, for which the Taylor series holds. */
const SERIES_HALF_VOL = 0.1
const SERIES_MONEYNESS = 6

/**
 * R(a - t) - R(a + t) of the Mills ratio R for a >= t, or for any a when t is small: the undiscounted price
 * of an out-of-the-money option over its vega, with respect to total volatility.
 *
 * @example
 * millsDrop(1, 0.5) // => ≈ 0.3605
 */
export function millsDrop(a: number, t: number): number {
  if (t <= SERIES_HALF_VOL && a * t <= SERIES_MONEYNESS / 2) return millsDropSeries(a, t)
  return millsRatio(a - t) - millsRatio(a + t)
}

/**
 * The undiscounted Black (1976) value of the out-of-the-money option over the smaller of forward and
 * strike; it runs from 0 to 1. With a = moneyness / totalVol, t = totalVol / 2, d = a - t it is
 * φ(d) [R(d) - R(a + t)] for d >= 0, and 1 - φ(d) [R(-d) + R(a + t)] otherwise, R being the Mills ratio:
 * no exponentials that overflow and no difference of probabilities that cancels.
 *
 * @param moneyness |ln(forward / strike)|, zero or more
 * @param totalVol volatility times the square root of the years left, zero or more
 * @example
 * outOfTheMoneyRatio(0, 0.2) // => ≈ 0.0796556746
 */
export function outOfTheMoneyRatio(moneyness: number, totalVol: number): number {
  if (Number.isNaN(moneyness) || !(totalVol > 0)) return Number.isNaN(totalVol + moneyness) ? Number.NaN : 0
  const t = 0.5 * totalVol
  const a = moneyness / totalVol
  const d = a - t
  if (d > 40) return 0
  if (d >= 0 || t <= SERIES_HALF_VOL) return normalPdf(d) * millsDrop(a, t)
  return d < -40 ? 1 : 1 - normalPdf(d) * (millsRatio(-d) + millsRatio(a + t))
}

/** An option seen from its forward: what Black's formula needs. */
export interface BlackInput {
  readonly type: OptionType
  /** Forward of the underlying for the expiration, dollars per share, above zero. */
  readonly forward: number
  /** Strike, dollars per share, above zero. */
  readonly strike: number
  /** Volatility times the square root of the years left, zero or more. */
  readonly totalVol: number
}

/**
 * The undiscounted value of a European option, in dollars per share (Black, "The pricing of commodity
 * contracts", 1976): intrinsic value on the forward plus the value of the out-of-the-money option with the
 * same strike. Multiply by the discount factor for the value today. NaN when an input is not a number.
 *
 * @example
 * blackValue({ type: 'call', forward: 100, strike: 100, totalVol: 0.2 }) // => ≈ 7.96556746
 */
export function blackValue({ type, forward, strike, totalVol }: BlackInput): number {
  const intrinsic = Math.max(0, type === 'call' ? forward - strike : strike - forward)
  const moneyness = Math.abs(logMoneyness(forward, strike))
  return intrinsic + Math.min(forward, strike) * outOfTheMoneyRatio(moneyness, totalVol)
}

/**
 * ln(forward / strike). Near the money the exact difference of the two is used, since the rounding of their
 * ratio would cost the digits that the distance to the strike is made of.
 *
 * @example
 * logMoneyness(110, 100) // => ≈ 0.0953101798
 */
export function logMoneyness(forward: number, strike: number): number {
  const ratio = forward / strike
  return ratio > 0.5 && ratio < 2 ? Math.log1p((forward - strike) / strike) : Math.log(ratio)
}
