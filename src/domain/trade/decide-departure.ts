import { ok } from '../refusal.ts'
import { type Decision, draft, moveTo, record } from './decision.ts'
import type { ExitExecution } from './execution.ts'
import type { Trade } from './trade.ts'
import type { CommandOf } from './trade-command.ts'
import { openQuantity } from './trade-figures.ts'
import { refuseTrade, type TradeRefusalCode } from './trade-refusal.ts'

type Departure = CommandOf<'flat_at_broker'> | CommandOf<'expired'> | CommandOf<'assignment_resolved'>

/** All that is open leaves without an order of ours, and the trade is CLOSED. */
function leave(trade: Trade, command: Departure, execution: Omit<ExitExecution, 'quantity'>): Decision {
  const quantity = openQuantity(trade)
  const left = record(draft(trade, command.evidence), {
    type: 'exit_recorded',
    execution: { ...execution, quantity },
  })
  return ok(moveTo(left, 'CLOSED', command.type, execution.reason))
}

/** What must be settled before the trade may be said to have left by itself. */
function departureBarredBy(trade: Trade): TradeRefusalCode | null {
  if (trade.flags.includes('ASSIGNED')) return 'assignment_must_be_resolved_first'
  return trade.flags.includes('UNKNOWN_OUTCOME') ? 'outcome_must_be_known_first' : null
}

/**
 * All legs are absent at the broker: CLOSED as BROKER_ALREADY_FLAT with exit price and P&L unknown, always.
 * Evidence may fill them in later and never changes the reason.
 */
export function decideFlatAtBroker(trade: Trade, command: CommandOf<'flat_at_broker'>): Decision {
  if (command.evidence.actor === 'engine' && !trade.managed) return refuseTrade(trade, 'trade_is_not_managed')
  const barred = departureBarredBy(trade)
  if (barred !== null) return refuseTrade(trade, barred)
  const flat = { key: 'broker_flat', source: 'broker_flat', reason: 'BROKER_ALREADY_FLAT' } as const
  return leave(trade, command, { ...flat, cashFlow: null, pricedBy: null })
}

/** The contracts have expired. Without the settlement's cash flow the P&L is unknown, never assumed 0. */
export function decideExpired(trade: Trade, command: CommandOf<'expired'>): Decision {
  const barred = departureBarredBy(trade)
  if (barred !== null) return refuseTrade(trade, barred)
  const { cashFlow } = command
  const pricedBy = cashFlow === null ? null : 'settlement'
  const expired = { key: 'settlement', source: 'settlement', reason: 'EXPIRED' } as const
  return leave(trade, command, { ...expired, cashFlow, pricedBy })
}

/** The shares and the long leg of an assigned trade are gone, or a person has settled the matter. */
export function decideAssignmentResolved(trade: Trade, command: CommandOf<'assignment_resolved'>): Decision {
  if (!trade.flags.includes('ASSIGNED')) return refuseTrade(trade, 'trade_is_not_assigned')
  const { cashFlow } = command
  const pricedBy = cashFlow === null ? null : 'assignment'
  const assigned = { key: 'assignment', source: 'assignment', reason: 'ASSIGNED' } as const
  return leave(trade, command, { ...assigned, cashFlow, pricedBy })
}
