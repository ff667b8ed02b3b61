import { type Cents, cents } from './cents.ts'
import { divideHalfEven } from './rounding.ts'

/**
 * The entry's cash that belongs to the closed part of a trade, `entry cash x closed / entered` to the nearest
 * cent, ties to even. What is rounded off stays with the open part, so that once all is closed nothing is
 * lost or counted twice. Every profit of a partly closed trade is computed with it.
 *
 * @param closed spreads that have left, 0 to `entered`
 * @param entered spreads that the entry filled; of 0 the share is 0
 * @example
 * import { cents } from './cents.ts'
 * closedShareHalfEven(cents(10_001), 1, 2) // => 5000
 */
export function closedShareHalfEven(entryCash: Cents, closed: number, entered: number): Cents {
  return entered === 0 ? cents(0) : cents(divideHalfEven(entryCash * closed, entered))
}
