import type { Trade } from './trade.ts'
import type { Evidence } from './trade-command.ts'
import { openQuantity } from './trade-figures.ts'
import { exitsFrozenBy } from './trade-flag.ts'
import type { TradeRefusalCode } from './trade-refusal.ts'

/**
 * Why this actor may not exit the trade at all, whatever the order; null when it may. Checked in this order:
 * managed, frozen by a flag, something open.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * const trade = adoptTrade({ id: 'T2', managed: false, quantity: 1, multiplier: 100 }, null, 0)
 * exitBarredBy(trade, 'engine') // => 'trade_is_not_managed'
 * exitBarredBy(trade, 'person') // => null
 */
export function exitBarredBy(trade: Trade, actor: Evidence['actor']): TradeRefusalCode | null {
  if (actor === 'engine' && !trade.managed) return 'trade_is_not_managed'
  const frozen = exitsFrozenBy(trade.flags)
  if (frozen !== null) return frozen
  return openQuantity(trade) > 0 ? null : 'nothing_is_open'
}

/**
 * Why a closing order of this id and quantity may not be sent; null when it may. The order's form is checked
 * first, then the trade: positive quantity, new id, `exitBarredBy`, at most the open quantity.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * const trade = adoptTrade({ id: 'T2', managed: true, quantity: 1, multiplier: 100 }, null, 0)
 * exitOrderBarredBy(trade, 'engine', 'X1', 2) // => 'exit_exceeds_open_quantity'
 */
export function exitOrderBarredBy(
  trade: Trade,
  actor: Evidence['actor'],
  orderId: string,
  quantity: number,
): TradeRefusalCode | null {
  if (quantity < 1) return 'exit_quantity_must_be_positive'
  const known = [...trade.entries, ...trade.exits].some((execution) => execution.key === orderId)
  if (known || trade.exitOrders.some((order) => order.orderId === orderId)) return 'order_already_known'
  return exitBarredBy(trade, actor) ?? (quantity > openQuantity(trade) ? 'exit_exceeds_open_quantity' : null)
}

/**
 * Whether the last closing order failed, so that it can be tried again with its reason.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * exitCanBeRetried(adoptTrade({ id: 'T2', managed: true, quantity: 1, multiplier: 100 }, null, 0)) // => false
 */
export function exitCanBeRetried(trade: Trade): boolean {
  return trade.exitAttempts > 0 && trade.exitOrders.at(-1)?.state === 'died'
}
