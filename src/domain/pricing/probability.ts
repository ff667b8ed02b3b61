import { blackValue } from './black.ts'
import { type Lognormal, probabilityBetween } from './lognormal.ts'
import { type PayoffPosition, type PriceInterval, profitIntervals } from './payoff-at-expiration.ts'

/**
 * The probability that the underlying ends inside any of the intervals, which do not overlap.
 *
 * @example
 * probabilityWithin({ forward: 100, totalVol: 0.2 }, [{ low: 0, high: Infinity }]) // => 1
 */
export function probabilityWithin(ending: Lognormal, intervals: readonly PriceInterval[]): number {
  const sum = intervals.reduce((total, { low, high }) => total + probabilityBetween(ending, low, high), 0)
  return Math.min(1, sum)
}

/**
 * The probability that a position held to expiration ends with a profit above zero, under the lognormal
 * distribution around the forward (risk-neutral: no opinion on direction, no skew).
 *
 * @example
 * const spread = { legs: [{ type: 'put', strike: 95, signedQuantity: -1 }, { type: 'put', strike: 90, signedQuantity: 1 }], cash: 1 } as const
 * probabilityOfProfit({ forward: 100, totalVol: 0.1 }, spread) // => ≈ 0.7152384647
 */
export function probabilityOfProfit(ending: Lognormal, position: PayoffPosition): number {
  return probabilityWithin(ending, profitIntervals(position))
}

/**
 * The expected profit of a position held to expiration, as value today in dollars per share: cash plus the
 * discounted expectation of the payoff, in closed form leg by leg (Black 1976). A spread bought or sold at
 * the value that this same distribution gives has zero; what differs is the edge against its price.
 *
 * @param discount discount factor to the expiration
 * @example
 * expectedValue({ forward: 100, totalVol: 0.2 }, 1, { legs: [{ type: 'call', strike: 100, signedQuantity: 1 }], cash: -7 }) // => ≈ 0.965567455
 */
export function expectedValue(ending: Lognormal, discount: number, { legs, cash }: PayoffPosition): number {
  return legs.reduce((sum, { type, strike, signedQuantity }) => {
    return sum + discount * signedQuantity * blackValue({ ...ending, type, strike })
  }, cash)
}

/**
 * The trader's rule for the probability of profit of a short option or credit spread: one less the absolute
 * delta of its short leg. It leaves out the credit, so it is somewhat below `probabilityOfProfit`; for two
 * short legs (a condor) it is one less the sum of both.
 *
 * @param shortDeltas deltas per share of the short legs, either sign
 * @example
 * probabilityOfProfitByDelta([-0.25]) // => 0.75
 */
export function probabilityOfProfitByDelta(shortDeltas: readonly number[]): number {
  const reached = shortDeltas.reduce((sum, delta) => sum + Math.abs(delta), 0)
  return Math.min(1, Math.max(0, 1 - reached))
}
