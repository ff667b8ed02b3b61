import type { Cents } from '../../domain/money/cents.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Evidence, TradeCommand } from '../../domain/trade/trade-command.ts'
import { filledQuantity } from '../../domain/trade/trade-figures.ts'
import type { TradeRefusalCode } from '../../domain/trade/trade-refusal.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { applyCommands } from './apply-commands.ts'
import { validateSpreadInvariants } from './validate-spread-invariants.ts'

/** What the broker says of an entry order, cumulatively, and what the market was then. */
export interface EntryReport {
  /** The intent's id: the key of the execution. */
  readonly orderId: string
  readonly filledQuantity: number
  /** + received; null while the broker has not reported a price. */
  readonly cashFlow: Cents | null
  /** The order is over, and no further one of this entry follows. */
  readonly over: boolean
  /** Volatility of the deciding leg and price of the underlying at the fill; null when nobody saw them. */
  readonly ivEntry: number | null
  readonly underlyingEntry: number | null
  /** Sequence of the account's newest snapshot. */
  readonly sequence: number
  readonly evidence: Evidence
}

/**
 * Records an entry's fills: PARTIALLY_FILLED, and OPEN when all of it is in or its rest is dead. Entry price,
 * opening time, greatest profit and loss and the volatility at entry are set with it. Legs that are not the spread
 * that the trade claims raise NEEDS_REVIEW: the position is real and stays managed, but a person must look.
 */
export function markTradeOpen(record: TradeRecord, report: EntryReport): Result<TradeSave, TradeRefusalCode> {
  const { orderId, cashFlow, evidence } = report
  const commands: TradeCommand[] = [
    { type: 'entry_filled', orderId, filledQuantity: report.filledQuantity, cashFlow, evidence },
  ]
  if (!validateSpreadInvariants(record.spread).ok) {
    commands.push({ type: 'flag_raised', flag: 'NEEDS_REVIEW', evidence })
  }
  const filled = applyCommands(record, commands)
  if (!filled.ok) return filled
  const { trade } = filled.value.record
  const waits = trade.status === 'ENTRY_PENDING' || trade.status === 'PARTIALLY_FILLED'
  const died: TradeCommand = {
    type: 'entry_died',
    cause: 'cancelled',
    filledQuantity: filledQuantity(trade),
    evidence,
  }
  const all = report.over && waits ? applyCommands(record, [...commands, died]) : filled
  if (!all.ok || all.value.events.length === 0) return all
  return ok({ ...all.value, record: atFill(all.value.record, record, report) })
}

function atFill(after: TradeRecord, before: TradeRecord, report: EntryReport): TradeRecord {
  const grew = filledQuantity(after.trade) > filledQuantity(before.trade)
  return {
    ...after,
    ivEntry: before.ivEntry ?? report.ivEntry,
    underlyingEntry: before.underlyingEntry ?? report.underlyingEntry,
    lastFillSequence: grew ? report.sequence : before.lastFillSequence,
    absentSnapshots: grew ? 0 : before.absentSnapshots,
  }
}
