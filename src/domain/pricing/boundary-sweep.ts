import type { BoundaryInput } from './boundary-guess.ts'
import { chebyshevAt, chebyshevPoints, fitChebyshev } from './chebyshev.ts'
import { millsRatio } from './mills.ts'
import { timeRule } from './time-rule.ts'

/** Degree of the polynomial that a boundary is held as: that many points, beside the one at expiration. */
export const BOUNDARY_DEGREE = 10

/** √(time left / years) at the points of a boundary, from 1 down to 0. */
export const BOUNDARY_POINTS = chebyshevPoints(BOUNDARY_DEGREE)

const DEGREE = BOUNDARY_DEGREE
const RULE = timeRule(12)
const COUNT = RULE.sine.length
/** The polynomial through the points, at each place where a sweep wants it: one row of weights a place. */
const INTERPOLATION = interpolationWeights()
const INVERSE_SQRT_TWO_PI = 0.3989422804014327

/** A boundary that is being solved. */
export interface BoundarySweep {
  /**
   * ln (N / D) at the i-th point (see `solveExerciseBoundary`) for the boundary as it is known so far.
   *
   * @param squaredFalls at each point the square of how far ln boundary has fallen from its start
   */
  logBoundary(i: number, squaredFalls: Float64Array): number
}

/** Prepares what does not change from one sweep over a boundary to the next. */
export function boundarySweep(market: BoundaryInput, logStart: number): BoundarySweep {
  const rateWeights = discountWeights(market.rate, market.years)
  const yieldWeights = discountWeights(market.dividendYield, market.years)
  return {
    logBoundary: (i, squaredFalls) =>
      logBoundaryAgain(market, logStart, i, squaredFalls, rateWeights, yieldWeights),
  }
}

/** x e^(-x s) ds at each point of the rule for each point of the boundary; nothing when x is zero. */
function discountWeights(x: number, years: number): Float64Array {
  const weights = new Float64Array(DEGREE * COUNT)
  if (x === 0) return weights
  for (let i = 0; i < DEGREE; i++) {
    const tau = years * BOUNDARY_POINTS[i]! ** 2
    for (let j = 0; j < COUNT; j++) {
      weights[i * COUNT + j] = x * Math.exp(-x * tau * RULE.sine[j]! ** 2) * tau * RULE.weight[j]!
    }
  }
  return weights
}

function interpolationWeights(): Float64Array {
  const weights = new Float64Array(DEGREE * COUNT * DEGREE)
  const coefficients = new Float64Array(DEGREE + 1)
  for (let k = 0; k < DEGREE; k++) {
    fitChebyshev(new Float64Array(DEGREE + 1).fill(1, k, k + 1), coefficients)
    for (let i = 0; i < DEGREE; i++) {
      for (let j = 0; j < COUNT; j++) {
        weights[(i * COUNT + j) * DEGREE + k] = chebyshevAt(
          coefficients,
          BOUNDARY_POINTS[i]! * RULE.cosine[j]!,
        )
      }
    }
  }
  return weights
}

/** ln (N / D) at the i-th point of the boundary as it is known so far. */
function logBoundaryAgain(
  { years, rate, dividendYield, volatility }: BoundaryInput,
  logStart: number,
  i: number,
  squaredFalls: Float64Array,
  rateWeights: Float64Array,
  yieldWeights: Float64Array,
): number {
  const fall = Math.sqrt(squaredFalls[i]!)
  const rootTau = BOUNDARY_POINTS[i]! * Math.sqrt(years)
  const totalVol = volatility * rootTau
  const drift = ((rate - dividendYield) / volatility) * rootTau
  const middle = (logStart - fall) / totalVol + drift
  let n = Math.exp(-rate * rootTau * rootTau) * cdf(middle - 0.5 * totalVol)
  let d = Math.exp(-dividendYield * rootTau * rootTau) * cdf(middle + 0.5 * totalVol)
  for (let j = 0; j < COUNT; j++) {
    const place = i * COUNT + j
    const row = place * DEGREE
    let squaredLater = 0
    for (let k = 0; k < DEGREE; k++) squaredLater += INTERPOLATION[row + k]! * squaredFalls[k]!
    const sine = RULE.sine[j]!
    const center = (Math.sqrt(Math.max(0, squaredLater)) - fall) / (totalVol * sine) + drift * sine
    const reach = 0.5 * totalVol * sine
    if (rate !== 0) n += rateWeights[place]! * cdf(center - reach)
    if (dividendYield !== 0) d += yieldWeights[place]! * cdf(center + reach)
  }
  // Where the drift to the right dwarfs the volatility both are zero: the boundary stays where it is.
  return n > 0 && d > 0 ? Math.log(n / d) : logStart - fall
}

/** Φ(z) to 1e-14 with one exponential: twice as fast as `normalCdf`, which this inner loop lives on. */
function cdf(z: number): number {
  if (!(Math.abs(z) < 37)) return z > 0 ? 1 : 0
  const density = INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * z * z)
  return z > 0 ? 1 - density * millsRatio(z) : density * millsRatio(-z)
}
