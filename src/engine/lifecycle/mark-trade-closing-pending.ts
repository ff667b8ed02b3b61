import type { Result } from '../../domain/refusal.ts'
import type { OrderedExitReason } from '../../domain/trade/exit-reason.ts'
import type { Evidence } from '../../domain/trade/trade-command.ts'
import type { TradeRefusalCode } from '../../domain/trade/trade-refusal.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { applyCommands } from './apply-commands.ts'

/** A closing order that is about to be sent; its id is the intent's. */
export interface ClosingOrder {
  readonly orderId: string
  readonly quantity: number
  /** Null to try the exit that failed again for the reason it had. */
  readonly reason: OrderedExitReason | null
  readonly evidence: Evidence
}

/**
 * The trade with a closing order about to be sent: CLOSING_PENDING. To be stored in the transaction that writes the
 * intent, before the request leaves. The order never closes more than is open, and there is never a second one.
 */
export function markTradeClosingPending(
  record: TradeRecord,
  { orderId, quantity, reason, evidence }: ClosingOrder,
): Result<TradeSave, TradeRefusalCode> {
  return reason === null
    ? applyCommands(record, [{ type: 'exit_retried', orderId, quantity, evidence }])
    : applyCommands(record, [{ type: 'exit_requested', orderId, quantity, reason, evidence }])
}

/** A step of the exit ladder: the working order is proven dead at what it filled, and the next takes its place. */
export function markTradeExitRepriced(
  record: TradeRecord,
  order: Omit<ClosingOrder, 'reason'> & { readonly filledBefore: number },
): Result<TradeSave, TradeRefusalCode> {
  const { orderId, quantity, evidence, filledBefore } = order
  return applyCommands(record, [
    { type: 'exit_repriced', orderId, quantity, filledQuantity: filledBefore, evidence },
  ])
}
