/**
 * A variance that wanders about a mean, and jumps of the price beside it: Heston ("A closed-form solution for
 * options with stochastic volatility", 1993) with the lognormal jumps of Merton (1976), as Bates (1996) joins
 * them. Rates are a year; a variance of 0.04 is a volatility of 20 %.
 */
export interface VarianceProcess {
  /** Where the variance is drawn to. */
  readonly mean: number
  /** How fast: 4 halves a distance in nine weeks. */
  readonly reversion: number
  readonly volOfVol: number
  /** Correlation of the price with its variance, negative where falls bring unrest. */
  readonly leverage: number
  readonly jumpsPerYear: number
  /** Mean and standard deviation of a jump of the logarithm of the price. */
  readonly jumpMean: number
  readonly jumpDeviation: number
  /** What the market pays for protection: implied variance is drawn to `mean` times this. */
  readonly premium: number
}

/** Variance a year that the jumps add. */
export function jumpVariance({ jumpsPerYear, jumpMean, jumpDeviation }: VarianceProcess): number {
  return jumpsPerYear * (jumpMean * jumpMean + jumpDeviation * jumpDeviation)
}

/**
 * The total variance that the market expects over so many years: the integral of the variance's expectation,
 * m t + (v - m)(1 - e^(-κ t)) / κ, and that of the jumps. It rises with time, so that the surface has no
 * arbitrage of calendars.
 *
 * @param variance the present one, a year
 * @param years zero or more
 */
export function expectedVariance(process: VarianceProcess, variance: number, years: number): number {
  const mean = process.mean * process.premium
  const { reversion } = process
  const transient = (variance - mean) * (-Math.expm1(-reversion * years) / reversion)
  return (mean + jumpVariance(process)) * years + transient
}

/** The variance, without jumps, that the market expects so many years from now. */
export function expectedVarianceAt(process: VarianceProcess, variance: number, years: number): number {
  const mean = process.mean * process.premium
  return mean + (variance - mean) * Math.exp(-process.reversion * years)
}

/**
 * The variance one step later: full truncation Euler (Lord, Koekkoek and van Dijk, "A comparison of biased
 * simulation schemes for stochastic volatility models", 2010), kept at a tenth of the mean or more, since no
 * market's volatility is zero.
 *
 * @param years length of the step
 * @param draw standard normal
 */
export function nextVariance(
  process: VarianceProcess,
  variance: number,
  years: number,
  draw: number,
): number {
  const { mean, reversion, volOfVol } = process
  const moved =
    variance + reversion * (mean - variance) * years + volOfVol * Math.sqrt(variance * years) * draw
  return Math.max(moved, 0.1 * mean)
}
