import { invariant } from '../invariant.ts'
import { absPrice, negatePrice, type Price, price } from './price.ts'
import { divideCeil, divideFloor } from './rounding.ts'

/**
 * Which prices an exchange accepts: multiples of `below` under the threshold and of `atOrAbove` from it
 * on. For a negative net price the magnitude decides.
 */
export interface TickRule {
  readonly below: Price
  readonly threshold: Price
  readonly atOrAbove: Price
}

/**
 * A tick rule with two increments.
 *
 * @throws {InvariantViolation} when an increment is not positive, or the threshold is not a multiple of
 *   both: rounding across the threshold would then leave the grid
 * @example
 * import { price } from './price.ts'
 * tickRule(price(100), price(30_000), price(500)).atOrAbove // => 500
 */
export function tickRule(below: Price, threshold: Price, atOrAbove: Price): TickRule {
  invariant(below > 0 && atOrAbove > 0 && threshold >= 0, 'increments are positive')
  invariant(threshold % below === 0 && threshold % atOrAbove === 0, 'the threshold lies on both grids')
  return { below, threshold, atOrAbove }
}

/**
 * A tick rule with one increment at all prices.
 *
 * @throws {InvariantViolation} when the increment is not positive
 * @example
 * import { price } from './price.ts'
 * uniformTick(price(500)).below // => 500
 */
export function uniformTick(increment: Price): TickRule {
  return tickRule(increment, price(0), increment)
}

/**
 * The increment in force at a price, in 1/10,000 dollar.
 *
 * @example
 * import { price } from './price.ts'
 * tickAt(price(30_000), tickRule(price(100), price(30_000), price(500))) // => 500
 */
export function tickAt(value: Price, rule: TickRule): Price {
  return absPrice(value) < rule.threshold ? rule.below : rule.atOrAbove
}

/**
 * Whether an exchange would accept the price: it lies on the grid.
 *
 * @example
 * import { price } from './price.ts'
 * isOnTick(price(30_100), tickRule(price(100), price(30_000), price(500))) // => false
 */
export function isOnTick(value: Price, rule: TickRule): boolean {
  return value % tickAt(value, rule) === 0
}

/**
 * The lowest acceptable price at or above `value`: rounds toward plus infinity, also below zero.
 *
 * @example
 * import { price } from './price.ts'
 * toTickUp(price(30_100), tickRule(price(100), price(30_000), price(500))) // => 30500
 */
export function toTickUp(value: Price, rule: TickRule): Price {
  if (value < 0) return negatePrice(toTickDown(negatePrice(value), rule))
  const tick = tickAt(value, rule)
  return price(divideCeil(value, tick) * tick)
}

/**
 * The highest acceptable price at or below `value`: rounds toward minus infinity, also below zero. It may
 * be 0 for a price under the first tick: the caller decides whether an order at 0 makes sense.
 *
 * @example
 * import { price } from './price.ts'
 * toTickDown(price(30_400), tickRule(price(100), price(30_000), price(500))) // => 30000
 */
export function toTickDown(value: Price, rule: TickRule): Price {
  if (value < 0) return negatePrice(toTickUp(negatePrice(value), rule))
  const tick = tickAt(value, rule)
  return price(divideFloor(value, tick) * tick)
}

/**
 * The acceptable price nearest to `value`; of two equally near ones the higher.
 *
 * @example
 * import { price } from './price.ts'
 * toNearestTickTiesUp(price(12_550), uniformTick(price(100))) // => 12600
 */
export function toNearestTickTiesUp(value: Price, rule: TickRule): Price {
  const down = toTickDown(value, rule)
  const up = toTickUp(value, rule)
  return value - down < up - value ? down : up
}
