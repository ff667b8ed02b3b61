import { millsRatio } from './mills.ts'

const SQRT_TWO_PI = 2.5066282746310002

/**
 * The standard normal density φ(z), exact to a few units in the last place also for large |z|: z is split
 * so that the rounding of its square is not magnified by the exponential.
 *
 * @example
 * normalPdf(0) // => ≈ 0.3989422804014
 */
export function normalPdf(z: number): number {
  if (!(Math.abs(z) < 1e6)) return Number.isNaN(z) ? Number.NaN : 0
  const head = Math.round(z * 65_536) / 65_536
  return (Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (z - head) * (z + head))) / SQRT_TWO_PI
}

/**
 * The standard normal distribution Φ(z), with full relative precision in the lower tail.
 *
 * @example
 * normalCdf(-1.96) // => ≈ 0.0249978951
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN
  if (z > 0) return z > 40 ? 1 : 1 - normalPdf(z) * millsRatio(z)
  return z < -40 ? 0 : normalPdf(z) * millsRatio(-z)
}

/**
 * The z with Φ(z) = p, to full double precision: the rational first guess of Hastings (Abramowitz and
 * Stegun 26.2.23), then Newton steps on ln Φ, which is nearly quadratic there.
 *
 * @param p a probability; 0 gives -Infinity, 1 gives Infinity, anything outside 0 to 1 gives NaN
 * @example
 * normalQuantile(0.975) // => ≈ 1.95996398454
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (p > 0.5) return -normalQuantile(1 - p)
  const logTarget = Math.log(p)
  const r = Math.sqrt(-2 * logTarget)
  let z =
    (2.515517 + r * (0.802853 + r * 0.010328)) / (1 + r * (1.432788 + r * (0.189269 + r * 0.001308))) - r
  for (let step = 0; step < 4; step++) {
    const ratio = millsRatio(Math.max(0, -z))
    const gap = Math.log(ratio / SQRT_TWO_PI) - 0.5 * z * z - logTarget
    z -= (gap * ratio) / (1 - 0.5 * gap * (1 + z * ratio))
    if (z > 0) z = 0
  }
  return z
}
