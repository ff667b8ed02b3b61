import { addCents, type Cents, cents } from '../money/cents.ts'
import { closedShareHalfEven } from '../money/closed-share.ts'
import { type Price, price } from '../money/price.ts'
import { divideHalfEven } from '../money/rounding.ts'
import { type Execution, totalCashFlow, totalQuantity } from './execution.ts'
import type { ExitOrder, Trade } from './trade.ts'

/**
 * Spreads that the entry has filled.
 *
 * @example
 * import { beginTrade } from './trade.ts'
 * filledQuantity(beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity: 2, multiplier: 100 })) // => 0
 */
export function filledQuantity(trade: Trade): number {
  return totalQuantity(trade.entries)
}

/**
 * Spreads that have left: closed by orders, settled, assigned, or found flat at the broker.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * exitedQuantity(adoptTrade({ id: 'T2', managed: true, quantity: 3, multiplier: 100 }, null, 0)) // => 0
 */
export function exitedQuantity(trade: Trade): number {
  return totalQuantity(trade.exits)
}

/**
 * Spreads still open = filled - exited: the cap of every exit.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * openQuantity(adoptTrade({ id: 'T2', managed: true, quantity: 3, multiplier: 100 }, null, 0)) // => 3
 */
export function openQuantity(trade: Trade): number {
  return filledQuantity(trade) - exitedQuantity(trade)
}

/**
 * The closing order that works at the broker as far as the trade knows, or null. There is never a second.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * workingExit(adoptTrade({ id: 'T2', managed: true, quantity: 3, multiplier: 100 }, null, 0)) // => null
 */
export function workingExit(trade: Trade): ExitOrder | null {
  return trade.exitOrders.find((order) => order.state === 'working') ?? null
}

function averagePrice(executions: readonly Execution[], multiplier: number): Price | null {
  const quantity = totalQuantity(executions)
  const cash = totalCashFlow(executions)
  if (quantity === 0 || cash === null) return null
  // A cent is 100 units of price; the average is for display and rules, money is computed from the cash.
  return price(divideHalfEven(cash * 100, quantity * multiplier))
}

/**
 * The fill-weighted entry price per share as a signed cash flow: + a credit received, - a debit paid,
 * rounded to the nearest unit, ties to even. Null when nothing filled or a fill has no price yet.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * import { cents } from '../money/cents.ts'
 * entryPrice(adoptTrade({ id: 'T2', managed: true, quantity: 3, multiplier: 100 }, cents(-37_000), 0)) // => -12333
 */
export function entryPrice(trade: Trade): Price | null {
  return averagePrice(trade.entries, trade.multiplier)
}

/**
 * The exit price per share, fill-weighted over all closing orders (and settlement), as a signed cash flow:
 * + received, - paid. Null when nothing has left or any part of it has no known price.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * exitPrice(adoptTrade({ id: 'T2', managed: true, quantity: 3, multiplier: 100 }, null, 0)) // => null
 */
export function exitPrice(trade: Trade): Price | null {
  return averagePrice(trade.exits, trade.multiplier)
}

/**
 * Realized gross P&L in cents: the cash of all exits plus the entry's cash of what has left. For a closed
 * trade that is the exact sum of its cash flows. While a part is open, the entry's cash is shared out in
 * proportion, to the nearest cent, ties to even. 0 when nothing has left; null when any cash flow that it
 * needs is unknown.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * realizedPnl(adoptTrade({ id: 'T2', managed: true, quantity: 3, multiplier: 100 }, null, 0)) // => 0
 */
export function realizedPnl(trade: Trade): Cents | null {
  const exited = exitedQuantity(trade)
  if (exited === 0) return cents(0)
  const entryCash = totalCashFlow(trade.entries)
  const exitCash = totalCashFlow(trade.exits)
  if (entryCash === null || exitCash === null) return null
  return addCents(exitCash, closedShareHalfEven(entryCash, exited, filledQuantity(trade)))
}

/**
 * Net P&L in cents = realized P&L - fees; null while either is unknown.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * netPnl(adoptTrade({ id: 'T2', managed: true, quantity: 3, multiplier: 100 }, null, 0)) // => null
 */
export function netPnl(trade: Trade): Cents | null {
  const gross = realizedPnl(trade)
  if (gross === null || trade.fees === null) return null
  return cents(gross - trade.fees)
}
