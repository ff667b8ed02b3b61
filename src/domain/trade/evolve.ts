import type { Execution } from './execution.ts'
import type { ExitOrder, Trade } from './trade.ts'
import type { TradeEvent } from './trade-event.ts'
import { TRADE_FLAGS, type TradeFlag } from './trade-flag.ts'

type StatusChanged = Extract<TradeEvent, { type: 'status_changed' }>

/** The execution goes to the end: exits stand in the order of their last growth. */
function replaceByKey<E extends Execution>(executions: readonly E[], execution: E): readonly E[] {
  return [...executions.filter((other) => other.key !== execution.key), execution]
}

function priceByKey<E extends Execution>(
  executions: readonly E[],
  { key, cashFlow, pricedBy }: Extract<TradeEvent, { type: 'execution_priced' }>,
): readonly E[] {
  return executions.map((other) => (other.key === key ? { ...other, cashFlow, pricedBy } : other))
}

function endOrder(orders: readonly ExitOrder[], orderId: string, state: ExitOrder['state']): ExitOrder[] {
  return orders.map((order) => (order.orderId === orderId ? { ...order, state } : order))
}

function withFlag(flags: readonly TradeFlag[], flag: TradeFlag): readonly TradeFlag[] {
  return TRADE_FLAGS.filter((other) => other === flag || flags.includes(other))
}

function changeStatus(trade: Trade, event: StatusChanged): Trade {
  const { to, exitReason, evidence } = event
  switch (to) {
    case 'CLOSED':
    case 'CANCELLED': {
      // Of the flags only the call for a person outlives the trade; the others describe what is open.
      const flags = trade.flags.filter((flag) => flag === 'NEEDS_REVIEW')
      return { ...trade, status: to, exitReason, flags, closedAt: evidence.at }
    }
    case 'OPEN': {
      const exitAttempts = event.trigger === 'acknowledged' ? 0 : trade.exitAttempts
      return { ...trade, status: to, exitAttempts, openedAt: trade.openedAt ?? evidence.at }
    }
    default:
      return { ...trade, status: to }
  }
}

function endExitOrder(trade: Trade, event: Extract<TradeEvent, { type: 'exit_order_ended' }>): Trade {
  const exitOrders = endOrder(trade.exitOrders, event.orderId, event.state)
  if (event.state === 'filled') return { ...trade, exitOrders, exitAttempts: 0 }
  return { ...trade, exitOrders, exitAttempts: trade.exitAttempts + (event.failed ? 1 : 0) }
}

function apply(trade: Trade, event: TradeEvent): Trade {
  switch (event.type) {
    case 'status_changed':
      return changeStatus(trade, event)
    case 'entry_recorded':
      return { ...trade, entries: replaceByKey(trade.entries, event.execution) }
    case 'exit_recorded':
      return { ...trade, exits: replaceByKey(trade.exits, event.execution) }
    case 'execution_priced':
      return event.side === 'entry'
        ? { ...trade, entries: priceByKey(trade.entries, event) }
        : { ...trade, exits: priceByKey(trade.exits, event) }
    case 'quantity_reduced':
      return { ...trade, quantity: event.quantity }
    case 'entry_cancel_requested':
      return { ...trade, entryCancelRequested: true }
    case 'exit_order_placed':
      return { ...trade, exitOrders: [...trade.exitOrders, event.order] }
    case 'exit_order_ended':
      return endExitOrder(trade, event)
    case 'bracket_adjusted':
      return { ...trade, bracket: event.bracket }
    case 'flag_raised':
      return { ...trade, flags: withFlag(trade.flags, event.flag) }
    case 'flag_cleared':
      return { ...trade, flags: trade.flags.filter((flag) => flag !== event.flag) }
    case 'fees_recorded':
      return { ...trade, fees: event.fees }
    case 'managed_set':
      return { ...trade, managed: event.managed }
  }
}

/**
 * The trade after an event. Decides nothing: folding the stored events over the trade as it was born gives
 * the trade as it is.
 *
 * @example
 * import { beginTrade } from './trade.ts'
 * const trade = beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity: 1, multiplier: 100 })
 * const evidence = { actor: 'person', at: 0, snapshotId: null, reference: null } as const
 * evolve(trade, { type: 'managed_set', managed: false, version: 2, evidence }).managed // => false
 */
export function evolve(trade: Trade, event: TradeEvent): Trade {
  return { ...apply(trade, event), version: event.version }
}
