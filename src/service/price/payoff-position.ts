import { PRICE_UNITS_PER_DOLLAR, type Price } from '../../domain/money/price.ts'
import { signOfAction } from '../../domain/option/action.ts'
import type { Leg } from '../../domain/option/contract.ts'
import type { PayoffPosition } from '../../domain/pricing/payoff-at-expiration.ts'
import { type NetPrice, receivedPriceOf } from '../../domain/spread/net-price.ts'

/** A price as the float that the pricing functions take, dollars per share. */
export function dollarsOf(price: Price): number {
  return price / PRICE_UNITS_PER_DOLLAR
}

/** Legs and what was paid for them, as the pricing functions take a position. */
export function payoffPosition(legs: readonly Leg[], entry: NetPrice): PayoffPosition {
  return {
    legs: legs.map(({ contract, ratio, action }) => ({
      type: contract.type,
      strike: dollarsOf(contract.strike),
      signedQuantity: ratio * signOfAction(action),
    })),
    cash: dollarsOf(receivedPriceOf(entry)),
  }
}
