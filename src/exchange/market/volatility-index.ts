import { outOfTheMoneyRatio } from '../../domain/pricing/black.ts'
import { type SsviShape, ssviVariance } from './ssvi.ts'
import { expectedVariance, type VarianceProcess } from './variance-process.ts'

const THIRTY_DAYS = 30 / 365
const LOW_LOG_THETA = Math.log(1e-5)
const HIGH_LOG_THETA = Math.log(1)
const CELLS = 64
const LOW_STRIKE = -2
const HIGH_STRIKE = 1
const STRIKE_STEP = 0.004

/**
 * The level of a volatility index of a 30-day surface: 100 times the square root of the yearly variance that a strip of
 * out-of-the-money options replicates, 2 ∫ Q(K) / K² dK (Demeterfi, Derman, Kamal and Zou 1999), as Cboe computes VIX
 * from the quotes. Here the strip is integrated over the surface once for each of 64 levels of θ.
 *
 * @returns the level for a present variance of the market
 */
export function volatilityIndex(process: VarianceProcess, shape: SsviShape): (variance: number) => number {
  const step = (HIGH_LOG_THETA - LOW_LOG_THETA) / CELLS
  const ratios = Float64Array.from({ length: CELLS + 1 }, (_, i) => {
    const theta = Math.exp(LOW_LOG_THETA + i * step)
    return stripVariance(shape, theta) / theta
  })
  return (variance) => {
    const theta = expectedVariance(process, variance, THIRTY_DAYS)
    const place = Math.max(0, Math.min(CELLS - 1e-9, (Math.log(theta) - LOW_LOG_THETA) / step))
    const cell = Math.floor(place)
    const ratio = ratios[cell]! + (place - cell) * (ratios[cell + 1]! - ratios[cell]!)
    return 100 * Math.sqrt((theta * ratio) / THIRTY_DAYS)
  }
}

/**
 * The total variance that the strip of options of one smile replicates, by the midpoint rule.
 *
 * @param theta total variance at the money
 */
export function stripVariance(shape: SsviShape, theta: number): number {
  let sum = 0
  for (let k = LOW_STRIKE + 0.5 * STRIKE_STEP; k < HIGH_STRIKE; k += STRIKE_STEP) {
    const totalVol = Math.sqrt(ssviVariance(shape, theta, k))
    sum += outOfTheMoneyRatio(Math.abs(k), totalVol) * Math.min(1, Math.exp(-k))
  }
  return 2 * sum * STRIKE_STEP
}
