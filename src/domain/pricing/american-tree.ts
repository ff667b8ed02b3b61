import type { BoundaryInput } from './boundary-guess.ts'
import { certainPut } from './certain-put.ts'
import type { Valuation } from './early-exercise.ts'

/**
 * Value, delta and gamma of an American put with strike 1 from the binomial tree of Leisen and Reimer,
 * "Binomial Models for Option Valuation" (1996), with Peizer and Pratt's inversion. Slower than the exercise
 * boundary and good to about steps⁻¹, but it holds for every rate and dividend yield.
 *
 * @param x spot over strike
 * @param steps an odd number; an even one is raised by one
 * @example
 * americanPutTree({ years: 1, rate: 0.05, dividendYield: 0, volatility: 0.2 }, 1, 501).value // => ≈ 0.060898
 */
export function americanPutTree(market: BoundaryInput, x: number, steps: number): Valuation {
  const { years, rate, dividendYield, volatility } = market
  const count = steps + 1 - (steps % 2)
  const step = years / count
  const totalVol = volatility * Math.sqrt(years)
  const growth = Math.exp((rate - dividendYield) * step)
  const center = (Math.log(x) + (rate - dividendYield) * years) / totalVol
  const up = peizerPratt(center - 0.5 * totalVol, count)
  // So many deviations from the strike that no path of the tree crosses it.
  if (!(up > 0 && up < 1)) return certainPut(market, x)
  const upMove = (growth * peizerPratt(center + 0.5 * totalVol, count)) / up
  const downMove = (growth - up * upMove) / (1 - up)
  const upWeight = Math.exp(-rate * step) * up
  const downWeight = Math.exp(-rate * step) * (1 - up)
  const ratio = upMove / downMove
  const values = new Float64Array(count + 1)
  const spots = new Float64Array(count + 1)
  for (let i = 0; i <= count; i++) {
    spots[i] = x * Math.exp(i * Math.log(upMove) + (count - i) * Math.log(downMove))
    values[i] = Math.max(0, 1 - spots[i]!)
  }
  // Level 2 holds three spots around today's; value and derivatives follow from the parabola through them.
  let level: Valuation = { value: values[0]!, delta: 0, gamma: 0 }
  for (let last = count - 1; last >= 0; last--) {
    for (let i = 0; i <= last; i++) {
      spots[i] = spots[i]! / downMove
      values[i] = Math.max(1 - spots[i]!, downWeight * values[i]! + upWeight * values[i + 1]!)
    }
    if (last === 2) level = parabola(x, spots[0]!, ratio, values)
  }
  return { ...level, value: values[0]! }
}

/** A binomial probability whose distribution with `count` steps lies as N(z) does (their method 2). */
function peizerPratt(z: number, count: number): number {
  const scaled = z / (count + 1 / 3 + 0.1 / (count + 1))
  const distance = Math.sqrt(-0.25 * Math.expm1(-scaled * scaled * (count + 1 / 6)))
  return 0.5 + (z < 0 ? -distance : distance)
}

function parabola(x: number, low: number, ratio: number, values: Float64Array): Valuation {
  const middle = low * ratio
  const high = middle * ratio
  const lowSlope = (values[1]! - values[0]!) / (middle - low)
  const highSlope = (values[2]! - values[1]!) / (high - middle)
  const gamma = (2 * (highSlope - lowSlope)) / (high - low)
  return { value: values[1]!, delta: lowSlope + gamma * (x - 0.5 * (low + middle)), gamma }
}
