import { normalCdf, normalPdf } from '../src/domain/pricing/normal.ts'

/**
 * The solver that most programs carry: Newton's method on the price from a fixed guess, textbook Black with
 * differences of probabilities, at most 20 steps. It is what ours is measured beside.
 *
 * @returns volatility, or NaN when it has not settled
 */
export function newtonVolatility(
  isCall: boolean,
  price: number,
  forward: number,
  strike: number,
  years: number,
): number {
  const root = Math.sqrt(years)
  const sign = isCall ? 1 : -1
  let volatility = 0.3
  for (let step = 0; step < 20; step++) {
    const s = volatility * root
    const d1 = Math.log(forward / strike) / s + 0.5 * s
    const value = sign * (forward * normalCdf(sign * d1) - strike * normalCdf(sign * (d1 - s)))
    const change = (value - price) / (forward * normalPdf(d1) * root)
    volatility -= change
    if (!(volatility > 0 && volatility < 100)) return Number.NaN
    if (Math.abs(change) < 1e-10) return volatility
  }
  return Number.NaN
}
