import { type Refusal, refuse } from '../refusal.ts'
import type { Trade } from './trade.ts'
import type { TradeTrigger } from './trade-command.ts'
import type { TradeStatus } from './trade-status.ts'

/** Every rule that a trade enforces, with the sentence for a person. */
export const TRADE_REFUSALS = {
  // the transition table
  trade_is_closed: 'a closed trade is final; only an unknown price can still be filled in',
  trade_is_cancelled: 'a cancelled trade is final',
  late_entry_opens_linked_trade:
    'its entry is over, so a later fill belongs to a new trade linked to it (`linkedTo`), never to this one',
  nothing_filled_yet: 'its entry has filled nothing yet; wait for a fill, or cancel the entry',
  entry_still_working: 'its entry still works; cancel the rest first, the trade is OPEN once that is proven',
  entry_already_over: 'its entry is over already, there is nothing left to cancel',
  exit_order_still_working: 'a closing order works or waits for its price; its end must be known first',
  no_exit_order_working: 'that closing order is not working',
  no_exit_error_to_acknowledge: 'it is not in EXIT_ERROR, there is nothing to acknowledge',
  exit_error_comes_first: 'its exit has failed; acknowledge or retry that first',
  structure_is_not_invalid: 'its structure is not marked invalid, there is nothing to repair',
  structure_is_already_invalid: 'its structure is marked invalid already',
  bracket_needs_open_trade: 'a bracket is adjusted while the trade is open and in order',
  // fills
  fill_quantity_must_not_shrink:
    'the report has fewer spreads filled than an earlier one; reports are cumulative',
  fill_price_must_not_change:
    'this quantity already has another cash flow; a correction is a break for a person to resolve',
  fill_exceeds_quantity: 'the entry would fill more than the trade asked for',
  fill_exceeds_order_quantity: 'the closing order would fill more than it asked for',
  fills_must_be_recorded_first:
    'the final report of the order has other fills than are recorded; record them first',
  execution_unknown: 'it has no execution under that key',
  // exits
  exit_quantity_must_be_positive: 'an exit closes at least 1 spread',
  exit_exceeds_open_quantity: 'the cap of an exit is the open quantity, and this would be more',
  exit_order_unknown: 'no closing order of this id belongs to it',
  order_already_known: 'that order id belongs to it already; each order is a new intent',
  no_exit_to_retry: 'its last closing order has not failed; decide on an exit with a reason instead',
  trade_is_not_managed: 'it is not managed, so the engine leaves it alone; a person may act',
  exits_frozen_by_assignment: 'a leg was assigned; exits are frozen until a person has resolved it',
  exits_frozen_by_legs_out_of_sync: 'the broker holds its legs unequally, so no spread order may be sent',
  exits_frozen_by_position_unconfirmed: 'the broker has not confirmed its position yet',
  exits_frozen_by_unknown_outcome:
    'an order of it has an unknown outcome; find that out before sending another',
  only_a_person_may: 'only a person may do this',
  // departures
  assignment_must_be_resolved_first:
    'it was assigned, and stays open until the shares and the long leg are gone (`assignment_resolved`)',
  outcome_must_be_known_first:
    'an order of it has an unknown outcome, which may be the fill that explains this; find that out first',
  assignment_explains_structure: 'its assignment explains the missing leg; it stays OPEN and flagged',
  trade_is_not_assigned: 'no assignment was flagged on it',
  nothing_is_open: 'nothing of it is open any more',
} as const

/** The name of the rule that refused a command. */
export type TradeRefusalCode = keyof typeof TRADE_REFUSALS

/**
 * The refusal of a command by a trade: the code, and a sentence with the trade's id and status.
 *
 * @example
 * import { beginTrade } from './trade.ts'
 * refuseTrade(beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity: 1, multiplier: 100 }), 'nothing_filled_yet').code // => 'nothing_filled_yet'
 */
export function refuseTrade(trade: Trade, code: TradeRefusalCode): Refusal<TradeRefusalCode> {
  return refuse(code, `Trade ${trade.id} (${trade.status}): ${TRADE_REFUSALS[code]}.`)
}

/** What an open trade answers to a command that its status has no row for. */
const WITHOUT_ROW: Partial<Record<TradeTrigger, TradeRefusalCode>> = {
  entry_died: 'entry_already_over',
  entry_cancel_requested: 'entry_already_over',
  exit_died: 'no_exit_order_working',
  exit_repriced: 'no_exit_order_working',
  acknowledged: 'no_exit_error_to_acknowledge',
  structure_repaired: 'structure_is_not_invalid',
  bracket_adjusted: 'bracket_needs_open_trade',
}

/**
 * The code by which a status refuses a command that is not in its row of the transition table.
 *
 * @example
 * codeOutsideTable('CANCELLED', 'entry_filled') // => 'late_entry_opens_linked_trade'
 * codeOutsideTable('CLOSING_PENDING', 'expired') // => 'exit_order_still_working'
 */
export function codeOutsideTable(status: TradeStatus, trigger: TradeTrigger): TradeRefusalCode {
  if (trigger === 'entry_filled') return 'late_entry_opens_linked_trade'
  if (status === 'CLOSED') return 'trade_is_closed'
  if (status === 'CANCELLED') return 'trade_is_cancelled'
  if (status === 'ENTRY_PENDING') return 'nothing_filled_yet'
  if (status === 'PARTIALLY_FILLED') return 'entry_still_working'
  const code = WITHOUT_ROW[trigger]
  if (code !== undefined) return code
  if (status === 'CLOSING_PENDING') return 'exit_order_still_working'
  return status === 'INVALID_STRUCTURE' ? 'structure_is_already_invalid' : 'exit_error_comes_first'
}
