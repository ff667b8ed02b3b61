import { invariant } from '../invariant.ts'
import { type Price, price } from '../money/price.ts'
import { signOfAction } from '../option/action.ts'
import type { Leg } from '../option/contract.ts'
import { type NetPrice, netPriceOfPaid } from './net-price.ts'

/**
 * The net price of trading legs at given prices per share: bought legs are paid, sold ones received, each
 * times its ratio. With the legs' fills it is the net of the order; with the mids of closing legs the mark.
 *
 * @throws {InvariantViolation} when there is not one price for each leg
 * @example
 * import { parseOccSymbol } from '../option/occ-symbol.ts'
 * import { price } from '../money/price.ts'
 * netPriceOfLegs([{ contract: parseOccSymbol('SPY231020P00450000').value, ratio: 1, action: 'sell_to_open' }], [price(6_250)]) // => { effect: 'credit', amount: 6250 }
 */
export function netPriceOfLegs(legs: readonly Leg[], prices: readonly Price[]): NetPrice {
  invariant(legs.length === prices.length, `${legs.length} legs need as many prices, got ${prices.length}`)
  const paid = legs.reduce((sum, leg, i) => sum + signOfAction(leg.action) * leg.ratio * prices[i]!, 0)
  return netPriceOfPaid(price(paid))
}
