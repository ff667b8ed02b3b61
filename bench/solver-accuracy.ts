import { blackValue } from '../src/domain/pricing/black.ts'
import type { ExactPrices } from './exact-prices.ts'

/** How a solver did over prices whose volatility is known. */
export interface Accuracy {
  /** Largest error where the price can tell the volatility to 1e-11. */
  readonly maxError: number
  /** Prices with a time value of $0.005 on a forward of 100 that got no answer, and answers that do not reprice. */
  readonly failures: number
}

function ulp(x: number): number {
  return 2 ** (Math.max(-1022, Math.floor(Math.log2(x))) - 52)
}

/** Judges a column of answers. Where the price cannot tell, an answer reprices to within 2 units in the last place. */
export function accuracyOf(exact: ExactPrices, implied: Float64Array): Accuracy {
  let [maxError, failures] = [0, 0]
  implied.forEach((answer, row) => {
    const years = exact.terms.years[exact.contracts.expiration[row]!]!
    const [strike, volatility, price] = [
      exact.contracts.strike[row]!,
      exact.volatility[row]!,
      exact.price[row]!,
    ]
    const root = Math.sqrt(years)
    const d1 = Math.log(100 / strike) / (volatility * root) + 0.5 * volatility * root
    const vega = (100 * root * Math.exp(-0.5 * d1 * d1)) / Math.sqrt(2 * Math.PI)
    const tells = ulp(price) / vega <= 1e-11
    const solved = !Number.isNaN(answer)
    if (tells && solved) maxError = Math.max(maxError, Math.abs(answer - volatility))
    const type = exact.contracts.isCall[row] === 1 ? 'call' : 'put'
    const repriced = blackValue({ type, forward: 100, strike, totalVol: answer * root })
    const wrong = tells ? !solved : solved && Math.abs(repriced - price) > 2 * ulp(price)
    if (wrong || (!solved && exact.timeValue[row]! >= 0.005)) failures++
  })
  return { maxError, failures }
}
