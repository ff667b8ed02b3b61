import type { Price } from '../domain/money/price.ts'
import type { NetPrice } from '../domain/spread/net-price.ts'
import type { BrokerFault } from './broker-fault.ts'
import type { CallPriority } from './call-priority.ts'

/** New prices of a working order. Quantity, legs and sides cannot change: cancel it and send another. */
export type OrderChange =
  | { readonly kind: 'spread'; readonly limit: NetPrice }
  | { readonly kind: 'option'; readonly limit: Price | null; readonly stop: Price | null }

/**
 * How a wish to change an order ended. As with a cancel only a read of the order proves what it is now: it may have
 * filled at its old price meanwhile. `rejected` is proven not accepted; the order works on as it was.
 */
export type ChangeAnswer =
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  | { readonly kind: 'already_over'; readonly message: string }
  | { readonly kind: 'not_known'; readonly message: string }
  | { readonly kind: 'fault'; readonly fault: BrokerFault }

/** Where working orders are repriced in place. Exits are rather cancelled and sent anew: an unanswered change leaves two prices possible. */
export interface ChangeDesk {
  /** Asks for new prices, once; it is never sent again. */
  change(orderId: string, change: OrderChange, priority: CallPriority): Promise<ChangeAnswer>
}
