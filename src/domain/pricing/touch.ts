import { logMoneyness } from './black.ts'
import { millsRatio } from './mills.ts'
import { normalCdf, normalPdf } from './normal.ts'

/** A price that the underlying may come to at any time until then. */
export interface TouchInput {
  /** Price of the underlying now, dollars per share, above zero. */
  readonly spot: number
  /** The price to be touched, dollars per share, above zero; above or below the spot. */
  readonly barrier: number
  /** Years, zero or more. */
  readonly years: number
  /** Rate less dividend yield, per year, continuously compounded. */
  readonly carry: number
  /** Per square root of a year. */
  readonly volatility: number
}

/**
 * The probability that the underlying touches a price before a time, watched without pause, for geometric
 * Brownian motion: with b = |ln(barrier / spot)|, m the drift of the logarithm towards the barrier and s the
 * total volatility, Φ((m - b) / s) + e^(2 m b / s²) Φ(-(m + b) / s) (reflection principle; Harrison 1985).
 * A barrier at the spot is touched for certain.
 *
 * @example
 * probabilityOfTouch({ spot: 100, barrier: 110, years: 0.25, carry: 0.03, volatility: 0.2 }) // => ≈ 0.3486946091
 */
export function probabilityOfTouch(input: TouchInput): number {
  const { spot, barrier, years, carry, volatility } = input
  const log = logMoneyness(barrier, spot)
  const distance = Math.abs(log)
  if (distance === 0) return 1
  const totalVol = volatility * Math.sqrt(years)
  const drift = Math.sign(log) * (carry * years - 0.5 * totalVol * totalVol)
  if (!(totalVol > 0)) return Number.isNaN(totalVol + drift) ? Number.NaN : drift >= distance ? 1 : 0
  const short = (distance - drift) / totalVol
  const long = (distance + drift) / totalVol
  // e^(2 m b / s²) φ(long) is φ(short), so the product never overflows while long is not negative.
  const reflected =
    long >= 0
      ? normalPdf(short) * millsRatio(long)
      : Math.exp((2 * drift * distance) / (totalVol * totalVol)) * normalCdf(-long)
  return Math.min(1, normalCdf(-short) + reflected)
}

/**
 * The trader's rule for the probability of touch: twice the absolute delta of the option at that strike, at
 * most 1. It is the reflection principle without drift, with delta standing in for the probability of ending
 * beyond the strike; near expiration and close to the money it runs high.
 *
 * @example
 * probabilityOfTouchByDelta(-0.16) // => 0.32
 */
export function probabilityOfTouchByDelta(delta: number): number {
  return Math.min(1, 2 * Math.abs(delta))
}
