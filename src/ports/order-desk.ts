import type { Cents } from '../domain/money/cents.ts'
import type { BrokerFault, BrokerRead } from './broker-fault.ts'
import type { BrokerOrder } from './broker-order.ts'
import type { CallPriority } from './call-priority.ts'
import type { OrderTicket } from './order-ticket.ts'

/** What the broker says an order would cost; positive is paid. Kept with the order as evidence. */
export interface OrderPreview {
  readonly cost: Cents
  readonly fees: Cents
  readonly commission: Cents
  readonly marginChange: Cents | null
}

/**
 * How a send ended.
 *
 * - `accepted`: the broker gave an id; whether the market has it, only a read tells.
 * - `rejected`: proven not accepted, with the broker's words; or never sent, as a ticket or tag that the broker cannot
 *   take, with the name of our rule.
 * - `unsent`: proven that no byte of the request left (refused connection, no budget in time); it may be sent again.
 * - `unknown`: anything else, however unlikely. It is resolved by looking, never by sending again.
 */
export type Placement =
  | { readonly kind: 'accepted'; readonly orderId: string }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  | { readonly kind: 'unsent'; readonly code: string; readonly message: string }
  | { readonly kind: 'unknown'; readonly code: string; readonly message: string }

/**
 * How a wish to cancel ended. Only a read of the order proves that it is cancelled: an acknowledged cancel may
 * still lose to a fill. `already_over` comes with the broker's words; `not_known` is an id that it does not know.
 */
export type CancelAnswer =
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'already_over'; readonly message: string }
  | { readonly kind: 'not_known'; readonly message: string }
  | BrokerFaultAnswer

interface BrokerFaultAnswer {
  readonly kind: 'fault'
  readonly fault: BrokerFault
}

/** Where orders are placed and looked at. */
export interface OrderDesk {
  /**
   * Sends an order, once. The call never retries, follows no redirect and uses a connection of its own.
   *
   * @param tag letters, digits and hyphens, at most 255; by it the order is found again
   * @param notAfter epoch milliseconds after which it must not leave any more: the answer is then `unsent`
   */
  place(ticket: OrderTicket, tag: string, priority: CallPriority, notAfter: number): Promise<Placement>
  /** Asks what an order would cost without placing it; a refusal is a `rejected` fault. */
  preview(ticket: OrderTicket, priority: CallPriority): Promise<BrokerRead<OrderPreview>>
  cancel(orderId: string, priority: CallPriority): Promise<CancelAnswer>
  /** One order by its id; null when the broker does not know it (for this account). */
  readOrder(orderId: string, priority: CallPriority): Promise<BrokerRead<BrokerOrder | null>>
  /**
   * Every order that the broker lists at present (today's, and older ones that still work), with tags. All pages,
   * or a fault: a list that moved between two pages is read again, and is never given out with a hole.
   */
  readOrders(priority: CallPriority): Promise<BrokerRead<readonly BrokerOrder[]>>
}
