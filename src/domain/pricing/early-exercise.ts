import { type ExerciseBoundary, fallAt } from './exercise-boundary.ts'
import { normalCdf, normalPdf } from './normal.ts'
import { timeRule } from './time-rule.ts'

/** What the right to exercise early adds to a put, or the whole put, with two derivatives by the spot. */
export interface Valuation {
  /** In units of the strike when the spot is, else dollars per share. */
  readonly value: number
  readonly delta: number
  readonly gamma: number
}

/** Crowded towards s = 0, where the derivatives peak when the spot is close to the boundary. */
const RULE = timeRule(40, 2)

/** ln of spot over strike at or below which the put is exercised today. */
export function logExerciseLevel(boundary: ExerciseBoundary): number {
  return boundary.logStart - fallAt(boundary.coefficients, 1)
}

/**
 * What early exercise adds to a European put with strike 1, and its first two derivatives by the spot:
 * ∫ r e^(-rs) Φ(-d-) - q x e^(-qs) Φ(-d+) ds, with d± measured from the boundary that holds when s has
 * passed (Kim 1990). The boundary does not depend on the spot, so the derivatives are exact.
 *
 * @param x spot over strike, above the boundary
 */
export function earlyExercisePremium(boundary: ExerciseBoundary, x: number): Valuation {
  const { years, rate, dividendYield, volatility, logStart, coefficients } = boundary
  const log = Math.log(x)
  const drift = (rate - dividendYield) / volatility
  const rootYears = Math.sqrt(years)
  let value = 0
  let delta = 0
  let gamma = 0
  for (let j = 0; j < RULE.sine.length; j++) {
    const rootS = rootYears * RULE.sine[j]!
    const spread = volatility * rootS
    const logBoundary = logStart - fallAt(coefficients, RULE.cosine[j]!)
    const center = (log - logBoundary) / spread + drift * rootS
    const lower = center - 0.5 * spread
    const upper = center + 0.5 * spread
    const weight = years * RULE.weight[j]!
    const fromStrike = weight * rate * Math.exp(-rate * rootS * rootS)
    const fromSpot = weight * dividendYield * Math.exp(-dividendYield * rootS * rootS)
    const strikeSlope = (fromStrike * normalPdf(lower)) / (x * spread)
    const spotSlope = (fromSpot * normalPdf(upper)) / spread
    const spotShare = fromSpot * normalCdf(-upper)
    value += fromStrike * normalCdf(-lower) - x * spotShare
    delta += spotSlope - spotShare - strikeSlope
    gamma += (strikeSlope * (lower / spread + 1) + spotSlope * (1 - upper / spread)) / x
  }
  return { value, delta, gamma }
}
