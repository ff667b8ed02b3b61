import { addCents, type Cents, subtractCents } from '../money/cents.ts'
import { closedShareHalfEven } from '../money/closed-share.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { averageNetPriceHalfEven, type SpreadFill, totalFills } from './fill.ts'
import { cashFlowOf, type NetPrice } from './net-price.ts'

/** What the fills of a trade come to. */
export interface TradePnl {
  /** Spreads bought into, got out of, and still held. */
  readonly entryQuantity: number
  readonly exitQuantity: number
  readonly openQuantity: number
  /** Fill-weighted, to the nearest 1/10,000 dollar, ties to even; null when nothing filled. */
  readonly entryPrice: NetPrice | null
  readonly exitPrice: NetPrice | null
  /** Gross profit (+) or loss (-) of what was closed; 0 when nothing was. */
  readonly realizedPnlCents: Cents
  /** All fees so far, of entry and exit, as an amount of 0 or more. */
  readonly feesCents: Cents
  /** `realizedPnlCents - feesCents`: also the entry fees of what is still open are already spent. */
  readonly netPnlCents: Cents
  /** The entry's cash flow that belongs to what is still open: + received, - paid. */
  readonly openEntryCents: Cents
}

/**
 * The profit and loss of a trade from its fills. Once everything is closed `realizedPnlCents` is, to the
 * cent, the sum of all cash flows, and `netPnlCents` that sum less all fees. While some is open, the closed
 * part bears its share of the entry, `entry cash x closed / entered` to the nearest cent, ties to even; what
 * is rounded off there stays with the open part, so nothing is lost or counted twice.
 *
 * Refusal: `exit_quantity_must_not_exceed_entry`.
 *
 * @example
 * import { price } from '../money/price.ts'
 * import { credit, debit } from './net-price.ts'
 * import { fillAt } from './fill.ts'
 * tradePnl([fillAt(credit(price(12_500)), 2)], [fillAt(debit(price(5_000)), 1)]).value.realizedPnlCents // => 7500
 */
export function tradePnl(
  entryFills: readonly SpreadFill[],
  exitFills: readonly SpreadFill[],
): Result<TradePnl, 'exit_quantity_must_not_exceed_entry'> {
  const entry = totalFills(entryFills)
  const exit = totalFills(exitFills)
  if (exit.quantity > entry.quantity) {
    return refuse(
      'exit_quantity_must_not_exceed_entry',
      `${exit.quantity} were closed but only ${entry.quantity} opened; the fills are of different trades.`,
    )
  }
  const closedEntry = closedShareHalfEven(entry.cashFlowCents, exit.quantity, entry.quantity)
  const realizedPnlCents = addCents(closedEntry, exit.cashFlowCents)
  const feesCents = addCents(entry.feesCents, exit.feesCents)
  return ok({
    entryQuantity: entry.quantity,
    exitQuantity: exit.quantity,
    openQuantity: entry.quantity - exit.quantity,
    entryPrice: averageNetPriceHalfEven(entryFills),
    exitPrice: averageNetPriceHalfEven(exitFills),
    realizedPnlCents,
    feesCents,
    netPnlCents: subtractCents(realizedPnlCents, feesCents),
    openEntryCents: subtractCents(entry.cashFlowCents, closedEntry),
  })
}

/**
 * The gross profit (+) or loss (-) in cents that the open part of a trade would realize at the mark.
 * Realized and unrealized together are what the trade comes to if the rest is closed at the mark.
 *
 * @param mark the net price of closing at the mark: normally a debit for a trade opened for a credit
 * @example
 * import { price } from '../money/price.ts'
 * import { credit, debit } from './net-price.ts'
 * import { fillAt } from './fill.ts'
 * unrealizedPnlOfTrade(tradePnl([fillAt(credit(price(12_500)), 2)], []).value, debit(price(10_000))) // => 5000
 */
export function unrealizedPnlOfTrade(pnl: TradePnl, mark: NetPrice): Cents {
  return addCents(pnl.openEntryCents, cashFlowOf(mark, pnl.openQuantity))
}
