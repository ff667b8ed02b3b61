import { type Price, price } from '../money/price.ts'
import { divideFloor } from '../money/rounding.ts'
import { type TickRule, toNearestTickTiesUp, toTickDown, toTickUp } from '../money/tick-rule.ts'
import type { Bracket } from './trade.ts'

/** The prices of a bracket, whoever holds it. */
export type BracketPrices = Pick<Bracket, 'stopLoss' | 'takeProfit'>

/** The two prices of an OCO must be so far apart, or the broker refuses it. */
export const LEAST_GAP = price(1_000)

const LEAST = price(100)
const WHOLE = 10_000

function onTick(value: Price | null, tick: TickRule): Price | null {
  if (value === null) return null
  const near = toNearestTickTiesUp(value, tick)
  return near > 0 ? near : toTickUp(LEAST, tick)
}

/**
 * The prices of a bracket as an order for a single option may have them: to the nearest increment, ties up, and at least
 * one. The floor of the stop is another matter: `stopFloor`.
 *
 * @example
 * import { price } from '../money/price.ts'
 * import { tickRule } from '../money/tick-rule.ts'
 * const tick = tickRule(price(500), price(30_000), price(1_000))
 * orderablePrices({ stopLoss: price(25_100), takeProfit: null }, tick) // => { stopLoss: 25000, takeProfit: null }
 */
export function orderablePrices({ stopLoss, takeProfit }: BracketPrices, tick: TickRule): BracketPrices {
  return { stopLoss: onTick(stopLoss, tick), takeProfit: onTick(takeProfit, tick) }
}

/**
 * The limit of a stop's order: so many basis points of the stop below it, down to an increment, and at least one. A stop
 * without a floor is a market order, which sells at whatever a bad quote says; below its floor it rests, and whoever
 * watches it must go on by other means.
 *
 * @param below basis points of the stop, 1,000 is a tenth
 * @example
 * import { price } from '../money/price.ts'
 * import { tickRule } from '../money/tick-rule.ts'
 * stopFloor(price(35_000), 1_000, tickRule(price(500), price(30_000), price(1_000))) // => 31000
 */
export function stopFloor(stop: Price, below: number, tick: TickRule): Price {
  const floor = toTickDown(price(Math.max(LEAST, divideFloor(stop * (WHOLE - below), WHOLE))), tick)
  return floor > 0 ? floor : toTickUp(LEAST, tick)
}
