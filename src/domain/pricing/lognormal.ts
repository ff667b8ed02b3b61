import { logMoneyness } from './black.ts'
import { normalCdf } from './normal.ts'

/**
 * The price of the underlying at expiration as the risk-neutral market of Black and Scholes sees it:
 * lognormal, with the forward as its mean. Real drift, skew and fat tails are not in it.
 */
export interface Lognormal {
  /** Mean, dollars per share, above zero. */
  readonly forward: number
  /** Volatility times the square root of the years left, zero or more. */
  readonly totalVol: number
}

/**
 * The probability that the underlying ends above a price, Φ(ln(forward / price) / v - v / 2). With no
 * volatility left it is 0 or 1, and a half exactly at the forward.
 *
 * @example
 * probabilityAbove({ forward: 100, totalVol: 0.2 }, 110) // => ≈ 0.2821214383
 */
export function probabilityAbove(ending: Lognormal, price: number): number {
  return normalCdf(deviationsAbove(ending, price))
}

/**
 * The probability that the underlying ends below a price; `probabilityAbove` of it is the rest.
 *
 * @example
 * probabilityBelow({ forward: 100, totalVol: 0.2 }, 110) // => ≈ 0.7178785617
 */
export function probabilityBelow(ending: Lognormal, price: number): number {
  return normalCdf(-deviationsAbove(ending, price))
}

/**
 * The probability that the underlying ends between two prices, low to high; high may be Infinity.
 *
 * @example
 * probabilityBetween({ forward: 100, totalVol: 0.2 }, 90, 110) // => ≈ 0.3831169975
 */
export function probabilityBetween(ending: Lognormal, low: number, high: number): number {
  // Subtract on the side where the probabilities are small, or a far tail is lost in rounding.
  const above = deviationsAbove(ending, low)
  const difference =
    above < 0
      ? probabilityAbove(ending, low) - probabilityAbove(ending, high)
      : probabilityBelow(ending, high) - probabilityBelow(ending, low)
  return Math.max(0, difference)
}

/** d2: how many deviations the price lies below the median; infinite where the outcome is certain. */
function deviationsAbove({ forward, totalVol }: Lognormal, price: number): number {
  if (price <= 0) return Number.POSITIVE_INFINITY
  if (price === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
  const moneyness = logMoneyness(forward, price)
  if (totalVol > 0) return moneyness / totalVol - 0.5 * totalVol
  return moneyness === 0 ? 0 : moneyness / 0
}
