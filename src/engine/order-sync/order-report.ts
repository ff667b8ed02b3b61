import type { Cents } from '../../domain/money/cents.ts'
import type { OrderDeath } from '../../domain/trade/trade-command.ts'
import { type BrokerOrder, isOver } from '../../ports/broker-order.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'

/** What is known of an intent's order, from the broker's last word or from how the intent ended without one. */
export interface OrderReport {
  readonly filledQuantity: number
  /** + received; null while a fill has no price. */
  readonly cashFlow: Cents | null
  /** Null while it works or may still arrive. */
  readonly death: OrderDeath | null
  /** All of it filled. */
  readonly complete: boolean
}

const DEATHS: Partial<Record<BrokerOrder['status'], OrderDeath>> = {
  cancelled: 'cancelled',
  expired: 'expired',
  rejected: 'rejected',
  error: 'rejected',
}

/** The report of an order that the broker shows. */
export function reportOfOrder(order: BrokerOrder): OrderReport {
  const { status, filledQuantity, cashFlow } = order
  return { filledQuantity, cashFlow, death: DEATHS[status] ?? null, complete: status === 'filled' }
}

/** The report of an intent that the broker shows no order for (any more): what was last recorded, and how it ended. */
export function reportOfIntent({ state, filledQuantity, cashFlow, resolution }: OrderIntent): OrderReport {
  const known = { filledQuantity, cashFlow }
  if (state === 'refused') return { ...known, death: 'rejected', complete: false }
  if (state === 'expired' || state === 'tombstoned')
    return { ...known, death: 'never_arrived', complete: false }
  if (state !== 'done') return { ...known, death: null, complete: false }
  const death = DEATHS[resolution as BrokerOrder['status']] ?? null
  return { ...known, death: resolution === REPRICED ? 'cancelled' : death, complete: resolution === 'filled' }
}

/** The resolution of an intent whose order was cancelled to make room for the next step of its ladder. */
export const REPRICED = 'repriced'

/**
 * Whether nothing of an order can fill any more. Of a group its children say so: a parent may be over while a child is
 * still on its way out, and the other way round.
 */
export function isOrderOver({ status, children }: BrokerOrder): boolean {
  return children.length === 0 ? isOver(status) : children.every((child) => isOver(child.status))
}

/** What an order has filled; of a group what its children have together, as the parent never carries fills. */
export function filledOf({ filledQuantity, children }: BrokerOrder): number {
  return children.length === 0
    ? filledQuantity
    : children.reduce((sum, child) => sum + child.filledQuantity, 0)
}

/** How an order that is over ended; a group whose parent lags ended as its children did. */
function endOf({ status, children }: BrokerOrder): BrokerOrder['status'] {
  if (isOver(status)) return status
  return children.find((child) => child.status === 'filled')?.status ?? children[0]?.status ?? status
}

/**
 * The intent as its order leaves it: fills are cumulative and never fall; `done` once the order is over and every
 * fill has a price. A wish to reprice that stands on it survives only a cancel: a filled order is not repriced.
 */
export function intentAfter(
  intent: OrderIntent,
  order: BrokerOrder,
  now: OrderIntent['preparedAt'],
): OrderIntent {
  const filled = filledOf(order)
  const filledQuantity = Math.max(intent.filledQuantity, filled)
  const cashFlow = filled < intent.filledQuantity ? intent.cashFlow : order.cashFlow
  const over = isOrderOver(order) && (filledQuantity === 0 || cashFlow !== null)
  const repriced = intent.resolution === REPRICED && (!over || order.status === 'cancelled')
  const resolution = repriced ? REPRICED : over ? endOf(order) : null
  const same =
    intent.brokerOrderId === order.id &&
    intent.filledQuantity === filledQuantity &&
    intent.cashFlow === cashFlow &&
    intent.resolution === resolution &&
    intent.state === (over ? 'done' : 'live')
  if (same) return intent
  return {
    ...intent,
    state: over ? 'done' : 'live',
    version: intent.version + 1,
    brokerOrderId: order.id,
    filledQuantity,
    cashFlow,
    resolution,
    resolvedAt: intent.resolvedAt ?? now,
  }
}
