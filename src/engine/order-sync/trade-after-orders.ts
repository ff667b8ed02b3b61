import { workingExit } from '../../domain/trade/trade-figures.ts'
import type { TradeRefusalCode } from '../../domain/trade/trade-refusal.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { isFixedExit } from '../exits/exit-deps.ts'
import { applyCommands } from '../lifecycle/apply-commands.ts'
import { combineSaves } from '../lifecycle/combine-saves.ts'
import { markTradeExitDied } from '../lifecycle/mark-exit-died.ts'
import { markTradeCancelled } from '../lifecycle/mark-trade-cancelled.ts'
import { markTradeClosed } from '../lifecycle/mark-trade-closed.ts'
import { markTradeOpen } from '../lifecycle/mark-trade-open.ts'
import { recordBracket, settleBracket } from './bracket-after-orders.ts'
import { Fold, type IntentView, type SyncContext } from './trade-fold.ts'
import { type OrderReport, REPRICED, reportOfIntent, reportOfOrder } from './order-report.ts'

/** A trade after its orders were looked at, and what it would not take. */
export interface TradeAfterOrders {
  readonly save: TradeSave
  readonly refusals: readonly {
    readonly intentId: string
    readonly code: TradeRefusalCode
    readonly message: string
  }[]
}

/** Until when the entry's price may still be walked, as the entry wrote it down. */
export function entryUntil({ memo }: TradeRecord): number {
  return typeof memo['entryUntil'] === 'number' ? memo['entryUntil'] : 0
}

/**
 * What a trade becomes by what its orders did. Every fill is recorded before any death; an order that was cancelled
 * to make room for the next price of a ladder ends nothing while that next step may still come.
 */
export function tradeAfterOrders(
  stored: TradeRecord,
  views: readonly IntentView[],
  context: SyncContext,
): TradeAfterOrders {
  const fold = new Fold(stored)
  for (const view of views) recordFills(fold, view, context)
  endEntry(fold, views, context)
  endExit(fold, views, context)
  noteUnknown(fold, views, context)
  settleBracket(fold, views, context)
  return { save: combineSaves(stored, fold.saves), refusals: fold.refusals }
}

function reportOf({ intent, order }: IntentView): OrderReport {
  return order === null ? reportOfIntent(intent) : reportOfOrder(order)
}

function referenceOf({ intent }: IntentView): string {
  return intent.brokerOrderId === null ? `intent ${intent.id}` : `order ${intent.brokerOrderId}`
}

function recordFills(fold: Fold, view: IntentView, context: SyncContext): void {
  const { intent, order } = view
  if (order?.unbalanced === true) {
    // Legs that filled unequally have no price of the spread; to make one up would be an invented fill.
    const evidence = context.evidence(`order ${order.id} leg imbalance`)
    fold.take(
      intent.id,
      applyCommands(fold.record, [{ type: 'flag_raised', flag: 'NEEDS_REVIEW', evidence }]),
    )
    return
  }
  if (intent.role === 'BRACKET') {
    recordBracket(fold, view, context)
    return
  }
  const { filledQuantity, cashFlow } = reportOf(view)
  if (filledQuantity === 0) return
  const evidence = context.evidence(referenceOf(view))
  const report = { orderId: intent.id, filledQuantity, cashFlow, evidence }
  if (intent.role === 'EXIT') {
    fold.take(intent.id, markTradeClosed(fold.record, report))
    return
  }
  const { iv, underlying } = context.marketOf(fold.record)
  const { sequence } = context
  const entry = { ...report, over: false, ivEntry: iv, underlyingEntry: underlying, sequence }
  fold.take(intent.id, markTradeOpen(fold.record, entry))
}

/** The entry is over when none of its orders works or may arrive, and no further price of the walk can follow. */
function endEntry(fold: Fold, views: readonly IntentView[], context: SyncContext): void {
  const { status } = fold.record.trade
  if (status !== 'ENTRY_PENDING' && status !== 'PARTIALLY_FILLED') return
  const entries = views.filter(({ intent }) => intent.role === 'ENTRY')
  const last = entries.at(-1)
  if (last === undefined || entries.some((view) => !isSettled(view))) return
  const walks = last.intent.resolution === REPRICED && context.now < entryUntil(fold.record)
  if (walks && fold.record.trade.entryCancelRequested === false) return
  const cause = reportOf(last).death ?? 'cancelled'
  fold.take(last.intent.id, markTradeCancelled(fold.record, cause, context.evidence(referenceOf(last))))
}

/** The working exit is dead, and not to be followed by its next price. */
function endExit(fold: Fold, views: readonly IntentView[], context: SyncContext): void {
  const working = workingExit(fold.record.trade)
  if (working === null || fold.record.trade.status !== 'CLOSING_PENDING') return
  const view = views.find(({ intent }) => intent.id === working.orderId)
  if (view === undefined || !isSettled(view) || view.intent.resolution === REPRICED) return
  const { death, filledQuantity } = reportOf(view)
  if (death === null) return
  fold.take(
    view.intent.id,
    markTradeExitDied(fold.record, {
      orderId: view.intent.id,
      cause: death,
      filledQuantity,
      // A person's limit that did not fill has not failed: to try it again by the ladder would sell at a price nobody asked for.
      attemptsAllowed: isFixedExit(fold.record) ? Number.MAX_SAFE_INTEGER : context.attemptsAllowed,
      evidence: context.evidence(referenceOf(view)),
    }),
  )
}

function isSettled({ intent, order }: IntentView): boolean {
  if (order === null) return ['done', 'refused', 'expired', 'tombstoned'].includes(intent.state)
  const { death, complete } = reportOfOrder(order)
  return death !== null || complete
}

/** UNKNOWN_OUTCOME stands exactly while an order of the trade may have happened unseen. */
function noteUnknown(fold: Fold, views: readonly IntentView[], context: SyncContext): void {
  const { trade } = fold.record
  if (isFinal(trade.status)) return
  const unknown = views.find(({ intent }) => intent.state === 'unknown')
  const stands = trade.flags.includes('UNKNOWN_OUTCOME')
  if ((unknown !== undefined) === stands) return
  const evidence = context.evidence(unknown === undefined ? 'outcome known' : `intent ${unknown.intent.id}`)
  const type = unknown === undefined ? 'flag_cleared' : 'flag_raised'
  fold.take(
    unknown?.intent.id ?? '',
    applyCommands(fold.record, [{ type, flag: 'UNKNOWN_OUTCOME', evidence }]),
  )
}
