import { americanPutTree } from './american-tree.ts'
import type { BoundaryInput } from './boundary-guess.ts'
import { bsmGreeks } from './bsm.ts'
import { certainPut } from './certain-put.ts'
import { earlyExercisePremium, logExerciseLevel, type Valuation } from './early-exercise.ts'
import { exerciseKind, solveExerciseBoundary } from './exercise-boundary.ts'

/** Below this total volatility the spot is taken as certain; a price changes by less than 1e-8 of the strike. */
const CERTAIN_TOTAL_VOL = 1e-8

/** Steps of the coarser tree where there are two boundaries; the finer has twice as many. */
const TREE_STEPS = 501

/** One market's American puts: the exercise boundary is solved once and serves every spot and strike. */
export type AmericanPut = (x: number) => Valuation

/**
 * The American puts of one market, as a function of spot over strike to value, delta and gamma in units of
 * the strike. The early exercise premium is integrated over the boundary of `solveExerciseBoundary`; with
 * two boundaries (dividendYield < rate < 0) a tree of 1,003 steps is used, extrapolated with one of 501.
 *
 * @param market years and volatility may be zero
 * @example
 * americanPut({ years: 1, rate: 0.05, dividendYield: 0, volatility: 0.2 })(1).value // => ≈ 0.060904
 */
export function americanPut(market: BoundaryInput): AmericanPut {
  const { years, rate, dividendYield, volatility } = market
  if (!(volatility * Math.sqrt(years) > CERTAIN_TOTAL_VOL)) return (x) => certainPut(market, x)
  const kind = exerciseKind(rate, dividendYield)
  if (kind === 'never') return (x) => europeanPut(market, x)
  if (kind === 'double') return (x) => extrapolatedTree(market, x)
  const boundary = solveExerciseBoundary(market)
  const level = logExerciseLevel(boundary)
  return (x) => {
    if (Math.log(x) <= level) return exercised(x)
    const european = europeanPut(market, x)
    const premium = earlyExercisePremium(boundary, x)
    return {
      value: Math.max(1 - x, european.value + Math.max(0, premium.value)),
      delta: european.delta + premium.delta,
      gamma: european.gamma + premium.gamma,
    }
  }
}

function exercised(x: number): Valuation {
  return { value: 1 - x, delta: -1, gamma: 0 }
}

function europeanPut(market: BoundaryInput, x: number): Valuation {
  const { price, delta, gamma } = bsmGreeks({ ...market, type: 'put', spot: x, strike: 1 })
  return { value: price, delta, gamma }
}

/** The error of the tree falls as 1 / steps, so twice the finer less the coarser removes most of it. */
function extrapolatedTree(market: BoundaryInput, x: number): Valuation {
  const coarse = americanPutTree(market, x, TREE_STEPS)
  const fine = americanPutTree(market, x, 2 * TREE_STEPS + 1)
  const european = europeanPut(market, x).value
  if (fine.value <= 1 - x) return exercised(x)
  return { ...fine, value: Math.max(1 - x, european, 2 * fine.value - coarse.value) }
}
