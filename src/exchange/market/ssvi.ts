import { invariant } from '../../domain/invariant.ts'

/**
 * The shape of a smile at all maturities: SSVI with the power law of Gatheral and Jacquier ("Arbitrage-free SVI
 * volatility surfaces", Quantitative Finance 14, 2014, section 4). Total variance at log-strike k = ln(K / F)
 * is w = θ/2 (1 + ρ φ k + √((φ k + ρ)² + 1 - ρ²)), with φ(θ) = η θ^-γ (1 + θ)^(γ-1) and θ the total variance
 * at the money.
 */
export interface SsviShape {
  /** Slant: negative where puts are dearer, between -1 and 1. */
  readonly rho: number
  /** Steepness. */
  readonly eta: number
  /** How fast the smile flattens with time, above 0 and at most a half. */
  readonly gamma: number
}

/**
 * A shape that admits no arbitrage of butterflies, and none of calendars as long as θ does not fall with
 * time: η (1 + |ρ|) ≤ 2 and 0 < γ ≤ ½ (remark 4.4 and corollary 4.1 there).
 *
 * @throws {InvariantViolation} when the conditions do not hold
 */
export function ssviShape(shape: SsviShape): SsviShape {
  const { rho, eta, gamma } = shape
  invariant(Math.abs(rho) < 1, `the slant lies between -1 and 1, got ${rho}`)
  invariant(gamma > 0 && gamma <= 0.5, `the flattening lies in (0, 1/2], got ${gamma}`)
  invariant(eta > 0 && eta * (1 + Math.abs(rho)) <= 2, `η (1 + |ρ|) must be 2 at most, got η = ${eta}`)
  return shape
}

/** φ(θ), the inverse width of the smile in log-strike. */
export function ssviWing({ eta, gamma }: SsviShape, theta: number): number {
  return eta * theta ** -gamma * (1 + theta) ** (gamma - 1)
}

/**
 * Total variance at a log-strike.
 *
 * @param theta total variance at the money, above zero
 * @example
 * ssviVariance({ rho: -0.7, eta: 1, gamma: 0.4 }, 0.01, 0) // => ≈ 0.01
 */
export function ssviVariance(shape: SsviShape, theta: number, k: number): number {
  const { rho } = shape
  const x = ssviWing(shape, theta) * k
  return 0.5 * theta * (1 + rho * x + Math.sqrt((x + rho) ** 2 + 1 - rho * rho))
}
