import { type Cents, cents } from '../../domain/money/cents.ts'
import type { Result } from '../../domain/refusal.ts'
import { cashFlowOf, type NetPrice } from '../../domain/spread/net-price.ts'
import { totalCashFlow } from '../../domain/trade/execution.ts'
import type { ExitReason } from '../../domain/trade/exit-reason.ts'
import type { Evidence, TradeCommand } from '../../domain/trade/trade-command.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import type { TradeRefusalCode } from '../../domain/trade/trade-refusal.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { applyCommands } from './apply-commands.ts'

/** What the broker says of a closing order, cumulatively. */
export interface ExitReport {
  readonly orderId: string
  readonly filledQuantity: number
  /** + received; null while the broker has not reported a price: then the trade waits in CLOSING_PENDING. */
  readonly cashFlow: Cents | null
  readonly evidence: Evidence
}

/** Records what a closing order has filled; CLOSED, with the order's own reason, once all has left with a price. */
export function markTradeClosed(
  record: TradeRecord,
  { orderId, filledQuantity, cashFlow, evidence }: ExitReport,
): Result<TradeSave, TradeRefusalCode> {
  return applyCommands(record, [{ type: 'exit_filled', orderId, filledQuantity, cashFlow, evidence }])
}

/** How all that was open left without an order of ours. */
export type Departure = Extract<ExitReason, 'BROKER_ALREADY_FLAT' | 'EXPIRED' | 'ASSIGNED'>

/**
 * The trade CLOSED for a reason that is a fact at the broker and no order of ours.
 *
 * `BROKER_ALREADY_FLAT` has neither exit price nor profit, whatever is passed: what happened is not known, and
 * evidence may fill it in later. `EXPIRED` and `ASSIGNED` have the cash of the settlement when it is known: from
 * `exitPrice` (per share, of what is open), or from `realizedPnlOverride` (the broker's own figure for the whole trade
 * in cents, from which the exit's cash follows); null when neither is known.
 */
export function markTradeClosedWithReason(
  record: TradeRecord,
  exitPrice: NetPrice | null,
  evidence: Evidence,
  exitReason: Departure,
  realizedPnlOverride: Cents | null = null,
): Result<TradeSave, TradeRefusalCode> {
  return applyCommands(record, [departure(record, exitPrice, evidence, exitReason, realizedPnlOverride)])
}

function departure(
  record: TradeRecord,
  exitPrice: NetPrice | null,
  evidence: Evidence,
  exitReason: Departure,
  realizedPnl: Cents | null,
): TradeCommand {
  if (exitReason === 'BROKER_ALREADY_FLAT') return { type: 'flat_at_broker', evidence }
  const cashFlow =
    exitPrice === null
      ? exitCashOf(record, realizedPnl)
      : cashFlowOf(exitPrice, openQuantity(record.trade), record.trade.multiplier)
  return { type: exitReason === 'EXPIRED' ? 'expired' : 'assignment_resolved', cashFlow, evidence }
}

/** The exit's cash that makes the whole trade come to a profit: profit less the cash of everything before. */
function exitCashOf({ trade }: TradeRecord, realizedPnl: Cents | null): Cents | null {
  const entry = totalCashFlow(trade.entries)
  const before = totalCashFlow(trade.exits)
  return realizedPnl === null || entry === null || before === null
    ? null
    : cents(realizedPnl - entry - before)
}
