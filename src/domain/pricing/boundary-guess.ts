import { normalCdf, normalPdf } from './normal.ts'

/** The market that an American put is exercised in; its boundary, as a share of the strike, needs no more. */
export interface BoundaryInput {
  /** Years to expiration, above zero. */
  readonly years: number
  /** Interest rate per year, continuously compounded. */
  readonly rate: number
  /** Dividend yield per year, continuously compounded. */
  readonly dividendYield: number
  /** Volatility per square root of a year, above zero. */
  readonly volatility: number
}

/**
 * ln of the exercise boundary over the strike for a put that never expires (Merton 1973), the lowest that
 * any boundary comes to; -Infinity where such a put would never be exercised.
 *
 * @example
 * Math.exp(logPerpetualBoundary({ years: 1, rate: 0.05, dividendYield: 0, volatility: 0.2 })) // => ≈ 0.7142857143
 */
export function logPerpetualBoundary({ rate, dividendYield, volatility }: BoundaryInput): number {
  const variance = volatility * volatility
  const drift = rate - dividendYield - 0.5 * variance
  const root = Math.sqrt(drift * drift + 2 * rate * variance)
  const power = drift > 0 ? (drift + root) / variance : (2 * rate) / (root - drift)
  return power > 0 ? -Math.log1p(1 / power) : Number.NEGATIVE_INFINITY
}

/**
 * One Newton step, in ln of the boundary over the strike, towards the boundary of Barone-Adesi and Whaley,
 * "Efficient Analytic Approximation of American Option Values" (1987). Good to a tenth of a standard
 * deviation, and cheap: it is where the exact solution starts from.
 *
 * @param logBoundary the estimate to improve
 */
export function approximateBoundaryStep(input: BoundaryInput, logBoundary: number): number {
  const { years, rate, dividendYield, volatility } = input
  const variance = volatility * volatility
  const totalVol = volatility * Math.sqrt(years)
  const carry = rate - dividendYield
  const tilt = 1 - (2 * carry) / variance
  const rateShare = rate === 0 ? 1 / years : rate / -Math.expm1(-rate * years)
  const power = 0.5 * (tilt - Math.sqrt(tilt * tilt + (8 * rateShare) / variance))
  const boundary = Math.exp(logBoundary)
  const upper = (logBoundary + carry * years) / totalVol + 0.5 * totalVol
  const spotWeight = Math.exp(-dividendYield * years)
  const put =
    Math.exp(-rate * years) * normalCdf(totalVol - upper) - boundary * spotWeight * normalCdf(-upper)
  const slack = 1 - spotWeight * normalCdf(-upper)
  const gap = 1 - boundary - put + (slack * boundary) / power
  const slope = boundary * ((slack + (spotWeight * normalPdf(upper)) / totalVol) / power - slack)
  const next = logBoundary - gap / slope
  return Number.isFinite(next) ? next : logBoundary
}
