import { addCents, type Cents, cents, subtractCents } from '../money/cents.ts'
import { closedShareHalfEven } from '../money/closed-share.ts'
import { cashFlowHalfEven, type NetPrice, netPriceOfCashFlowHalfEven } from '../spread/net-price.ts'
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

function averagePrice(executions: readonly Execution[], multiplier: number): NetPrice | null {
  const quantity = totalQuantity(executions)
  const cash = totalCashFlow(executions)
  if (quantity === 0 || cash === null) return null
  return netPriceOfCashFlowHalfEven(cash, quantity, multiplier)
}

/**
 * The fill-weighted net entry price per share, to the nearest 1/10,000 dollar, ties to even: for display and
 * rules, money is computed from the cash. Null when nothing filled or a fill has no price yet.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * import { cents } from '../money/cents.ts'
 * entryPrice(adoptTrade({ id: 'T2', managed: true, quantity: 3, multiplier: 100 }, cents(-37_000), 0)) // => { effect: 'debit', amount: 12333 }
 */
export function entryPrice(trade: Trade): NetPrice | null {
  return averagePrice(trade.entries, trade.multiplier)
}

/**
 * The net exit price per share, fill-weighted over all closing orders (and settlement), rounded as
 * `entryPrice`. Null when nothing has left or any part of it has no known price.
 *
 * @example
 * import { adoptTrade } from './trade.ts'
 * exitPrice(adoptTrade({ id: 'T2', managed: true, quantity: 3, multiplier: 100 }, null, 0)) // => null
 */
export function exitPrice(trade: Trade): NetPrice | null {
  return averagePrice(trade.exits, trade.multiplier)
}

/** The entry's cash of what has left; the rest, to the last cent, is the open part's. Null when unknown. */
function closedEntryCash(trade: Trade): Cents | null {
  const entryCash = totalCashFlow(trade.entries)
  return entryCash === null
    ? null
    : closedShareHalfEven(entryCash, exitedQuantity(trade), filledQuantity(trade))
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
  if (exitedQuantity(trade) === 0) return cents(0)
  const closedEntry = closedEntryCash(trade)
  const exitCash = totalCashFlow(trade.exits)
  if (closedEntry === null || exitCash === null) return null
  return addCents(exitCash, closedEntry)
}

/**
 * The gross profit (+) or loss (-) in cents that the open part would realize if it were closed at the mark:
 * the entry's cash that `realizedPnl` has not counted, plus the cash of closing. Realized and unrealized
 * together are what the trade comes to if the rest is closed at the mark. 0 when nothing is open; null when
 * the entry's cash is unknown.
 *
 * @param mark the net price of closing at the mark: normally a debit for a trade opened for a credit
 * @example
 * import { adoptTrade } from './trade.ts'
 * import { cents } from '../money/cents.ts'
 * import { price } from '../money/price.ts'
 * import { debit } from '../spread/net-price.ts'
 * unrealizedPnl(adoptTrade({ id: 'T2', managed: true, quantity: 2, multiplier: 100 }, cents(25_000), 0), debit(price(10_000))) // => 5000
 */
export function unrealizedPnl(trade: Trade, mark: NetPrice): Cents | null {
  const open = openQuantity(trade)
  if (open === 0) return cents(0)
  const entryCash = totalCashFlow(trade.entries)
  const closedEntry = closedEntryCash(trade)
  if (entryCash === null || closedEntry === null) return null
  return addCents(subtractCents(entryCash, closedEntry), cashFlowHalfEven(mark, open, trade.multiplier))
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
