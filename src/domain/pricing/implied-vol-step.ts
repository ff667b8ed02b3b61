import { millsDropSeries, millsRatio } from './mills.ts'

const INVERSE_SQRT_TWO_PI = 0.3989422804014327

/** Relative step below which one more step would change nothing that a double can show. */
const CONVERGED = 1e-3

/** A guess within 4 % needs at most two steps; the rest is for moneyness far beyond any listed option. */
const MAX_STEPS = 30

/**
 * The total volatility at which Black's formula gives `ratio`, from `totalVol` near it: Householder steps of
 * fifth order on the logarithm of the price, or of its distance to the maximum once the price is past its
 * inflection. Both are smooth in totalVol, so that two steps reach the last digits from 4 % away, and one
 * from 0.1 %. Householder's fourth-order variant and the two-objective idea follow Jäckel, "Let's be rational"
 * (2015); the Mills-ratio form, which needs no exponential, is our own.
 *
 * @param moneyness |ln(forward / strike)|, zero or more
 * @param ratio undiscounted out-of-the-money price over the smaller of forward and strike, in (0, 1)
 * @example
 * refineTotalVol(0.19, 0, 0.0796556745540579) // => ≈ 0.2000000000
 */
export function refineTotalVol(totalVol: number, moneyness: number, ratio: number): number {
  let s = totalVol
  for (let count = 0; count < MAX_STEPS; count++) {
    // A step is kept within a factor: from a poor guess the rational form could otherwise jump below zero.
    const step = Math.min(2 * s, Math.max(-0.6 * s, householderStep(s, moneyness, ratio)))
    s += step
    if (Math.abs(step) < CONVERGED * s) break
  }
  return s
}

/**
 * One step. With a = moneyness / s, t = s / 2, d = a - t, R the Mills ratio and V = R(d) - R(a + t), the price
 * is φ(d) V and its logarithm has the slope 1 / V; beyond the inflection (d < 0) the distance to the maximum
 * is φ(d) V with V = R(-d) + R(a + t), and the slope -1 / V. `q` is the second derivative of the price over
 * the first, `q1` and `q2` its derivatives, and `h2` to `h4` those of the logarithm over its slope.
 */
function householderStep(s: number, moneyness: number, ratio: number): number {
  const t = 0.5 * s
  const a = moneyness / s
  const d = a - t
  const small = t <= 0.1 && moneyness < 6
  const beyond = d < 0 && !small
  const value = small
    ? millsDropSeries(a, t)
    : beyond
      ? millsRatio(-d) + millsRatio(a + t)
      : millsRatio(d) - millsRatio(a + t)
  const gap = Math.log((value * INVERSE_SQRT_TWO_PI) / (beyond ? 1 - ratio : ratio)) - 0.5 * d * d
  const p = (beyond ? -1 : 1) / value
  const perVol = 1 / s
  const b = a * perVol
  const q = d * (a + t) * perVol
  const q1 = -(3 * b * b + 0.25)
  const q2 = 12 * b * b * perVol
  const third = q * q + q1
  const h2 = q - p
  const h3 = third + p * (2 * p - 3 * q)
  const h4 = q * third + 2 * q * q1 + q2 - p * (4 * third + 3 * q * q - p * (12 * q - 6 * p))
  const newton = -gap / p
  const numerator = 1 + newton * (h2 + h3 * newton * (1 / 6))
  return (
    (newton * numerator) /
    (1 + newton * (1.5 * h2 + newton * (0.25 * h2 * h2 + h3 * (1 / 3) + h4 * newton * (1 / 24))))
  )
}
