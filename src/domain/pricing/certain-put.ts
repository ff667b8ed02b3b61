import type { BoundaryInput } from './boundary-guess.ts'
import type { Valuation } from './early-exercise.ts'

/**
 * Value, delta and gamma of an American put with strike 1 on a spot without uncertainty: it is exercised when
 * the discounted payoff e^(-r t) - x e^(-q t) is largest, which is now, at expiration, or where it turns.
 *
 * @param x spot over strike
 * @example
 * certainPut({ years: 1, rate: 0.05, dividendYield: 0, volatility: 0 }, 0.75) // => { value: 0.25, delta: -1, gamma: 0 }
 */
export function certainPut({ years, rate, dividendYield }: BoundaryInput, x: number): Valuation {
  if (Number.isNaN(x + years + rate + dividendYield)) {
    return { value: Number.NaN, delta: Number.NaN, gamma: Number.NaN }
  }
  let best: Valuation = { value: 0, delta: 0, gamma: 0 }
  const turn = Math.log(rate / (dividendYield * x)) / (rate - dividendYield)
  for (const time of [0, turn, years]) {
    if (!(time >= 0 && time <= years)) continue
    const weight = Math.exp(-dividendYield * time)
    const value = Math.exp(-rate * time) - x * weight
    if (value > best.value) best = { value, delta: -weight, gamma: 0 }
  }
  return best
}
