import { ok } from '../refusal.ts'
import { closeWhenAllLeft, type Decision, type Draft, draft, moveTo, record } from './decision.ts'
import { fillNews } from './fill-report.ts'
import type { Trade } from './trade.ts'
import type { CommandOf } from './trade-command.ts'
import { filledQuantity } from './trade-figures.ts'
import { refuseTrade } from './trade-refusal.ts'

/** OPEN, and on to CLOSED in the same decision when a bracket has sold everything meanwhile. */
function open(made: Draft, trigger: 'entry_filled' | 'entry_died'): Draft {
  return closeWhenAllLeft(moveTo(made, 'OPEN', trigger), 'bracket_filled')
}

/** Records what the entry has filled; opens the trade when it is all in. */
export function decideEntryFilled(trade: Trade, command: CommandOf<'entry_filled'>): Decision {
  const { orderId: key, filledQuantity: quantity, cashFlow, evidence } = command
  const made = draft(trade, evidence)
  const news = fillNews(
    trade.entries.find((entry) => entry.key === key),
    quantity,
    cashFlow,
  )
  if (news.kind === 'contradiction') return refuseTrade(trade, news.code)
  if (news.kind === 'nothing') return ok(made)
  if (news.kind === 'price') {
    const priced = { type: 'execution_priced', side: 'entry', key, cashFlow: news.cashFlow } as const
    return ok(record(made, { ...priced, pricedBy: 'fill' }))
  }
  const entryWorks = trade.status === 'ENTRY_PENDING' || trade.status === 'PARTIALLY_FILLED'
  if (!entryWorks) return refuseTrade(trade, 'late_entry_opens_linked_trade')
  const filled = filledQuantity(trade) + news.quantity
  if (filled > trade.quantity) return refuseTrade(trade, 'fill_exceeds_quantity')
  const pricedBy = cashFlow === null ? null : 'fill'
  const grown = record(made, {
    type: 'entry_recorded',
    execution: { key, source: 'order', quantity, cashFlow, pricedBy },
  })
  if (filled === trade.quantity) return ok(open(grown, 'entry_filled'))
  return ok(trade.status === 'PARTIALLY_FILLED' ? grown : moveTo(grown, 'PARTIALLY_FILLED', 'entry_filled'))
}

/** The entry is proven dead: CANCELLED when nothing filled, else OPEN with what filled. */
export function decideEntryDied(trade: Trade, command: CommandOf<'entry_died'>): Decision {
  const filled = filledQuantity(trade)
  // A cancel that lost the race to a fill would otherwise leave a position that no trade knows.
  if (command.filledQuantity !== filled) return refuseTrade(trade, 'fills_must_be_recorded_first')
  const made = draft(trade, command.evidence)
  if (filled === 0) return ok(moveTo(made, 'CANCELLED', 'entry_died'))
  return ok(open(record(made, { type: 'quantity_reduced', quantity: filled }), 'entry_died'))
}

/** Notes that the cancel of the entry was asked for. It proves nothing; asking twice changes nothing. */
export function decideEntryCancelRequested(
  trade: Trade,
  command: CommandOf<'entry_cancel_requested'>,
): Decision {
  const made = draft(trade, command.evidence)
  return ok(trade.entryCancelRequested ? made : record(made, { type: 'entry_cancel_requested' }))
}
