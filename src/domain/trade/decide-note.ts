import { ok } from '../refusal.ts'
import { closeWhenAllLeft, type Decision, draft, moveTo, record } from './decision.ts'
import { exitBarredBy } from './exit-guard.ts'
import { fillNews } from './fill-report.ts'
import type { Bracket, Trade } from './trade.ts'
import type { CommandOf } from './trade-command.ts'
import { openQuantity } from './trade-figures.ts'
import { refuseTrade } from './trade-refusal.ts'
import { isFinal } from './trade-status.ts'

/** A person takes note of the failed exit: OPEN again, with fresh attempts. */
export function decideAcknowledged(trade: Trade, command: CommandOf<'acknowledged'>): Decision {
  if (command.evidence.actor !== 'person') return refuseTrade(trade, 'only_a_person_may')
  return ok(moveTo(draft(trade, command.evidence), 'OPEN', 'acknowledged'))
}

/** A wrong sign, unequal legs, or an extra leg that nothing explains. */
export function decideStructureBroken(trade: Trade, command: CommandOf<'structure_broken'>): Decision {
  if (command.evidence.actor === 'engine' && !trade.managed) return refuseTrade(trade, 'trade_is_not_managed')
  if (trade.flags.includes('ASSIGNED')) return refuseTrade(trade, 'assignment_explains_structure')
  return ok(moveTo(draft(trade, command.evidence), 'INVALID_STRUCTURE', 'structure_broken'))
}

/** The legs are what the trade says again. */
export function decideStructureRepaired(trade: Trade, command: CommandOf<'structure_repaired'>): Decision {
  return ok(moveTo(draft(trade, command.evidence), 'OPEN', 'structure_repaired'))
}

/** Raises or clears a flag. A final trade takes only the call for a person. */
export function decideFlag(
  trade: Trade,
  command: CommandOf<'flag_raised'> | CommandOf<'flag_cleared'>,
): Decision {
  const { type, flag, evidence } = command
  if (isFinal(trade.status) && flag !== 'NEEDS_REVIEW') {
    return refuseTrade(trade, trade.status === 'CLOSED' ? 'trade_is_closed' : 'trade_is_cancelled')
  }
  if (type === 'flag_raised' && flag === 'ASSIGNED' && openQuantity(trade) === 0) {
    return refuseTrade(trade, 'nothing_is_open')
  }
  const made = draft(trade, evidence)
  const stands = trade.flags.includes(flag)
  return ok(stands === (type === 'flag_raised') ? made : record(made, { type, flag }))
}

/** Notes the bracket prices that are in force, and who holds them; the same again changes nothing. */
export function decideBracketAdjusted(trade: Trade, command: CommandOf<'bracket_adjusted'>): Decision {
  const { takeProfit, stopLoss, heldBy, evidence } = command
  const bracket = takeProfit === null && stopLoss === null ? null : { takeProfit, stopLoss, heldBy }
  if (isSameBracket(trade.bracket, bracket)) return ok(draft(trade, evidence))
  // A bracket is a closing order, barred like any other; that it is gone may always be noted. What the broker holds is a
  // fact, whoever manages the trade; what the engine would hold it may only hold of a trade that it manages.
  const barred =
    bracket === null ? null : exitBarredBy(trade, heldBy === 'broker' ? 'person' : evidence.actor)
  if (barred !== null) return refuseTrade(trade, barred)
  return ok(record(draft(trade, evidence), { type: 'bracket_adjusted', bracket }))
}

function isSameBracket(a: Bracket | null, b: Bracket | null): boolean {
  if (a === null || b === null) return a === b
  return a.takeProfit === b.takeProfit && a.stopLoss === b.stopLoss && a.heldBy === b.heldBy
}

/** Evidence fills in a cash flow that was unknown; a close that waited for it is CLOSED by it. */
export function decidePriceEvidenced(trade: Trade, command: CommandOf<'price_evidenced'>): Decision {
  const { side, key, cashFlow, provenance: pricedBy, evidence } = command
  const executions = side === 'entry' ? trade.entries : trade.exits
  const known = executions.find((execution) => execution.key === key)
  if (known === undefined) return refuseTrade(trade, 'execution_unknown')
  const news = fillNews(known, known.quantity, cashFlow)
  if (news.kind === 'contradiction') return refuseTrade(trade, news.code)
  const made = draft(trade, evidence)
  if (news.kind === 'nothing') return ok(made)
  const priced = record(made, { type: 'execution_priced', side, key, cashFlow, pricedBy })
  return ok(trade.status === 'CLOSING_PENDING' ? closeWhenAllLeft(priced, 'price_evidenced') : priced)
}

/** The fees of the trade so far; the same figure twice changes nothing. */
export function decideFeesRecorded(trade: Trade, command: CommandOf<'fees_recorded'>): Decision {
  const made = draft(trade, command.evidence)
  const { fees } = command
  return ok(trade.fees === fees ? made : record(made, { type: 'fees_recorded', fees }))
}

/** A person lets the engine exit the trade, or forbids it. */
export function decideManagedSet(trade: Trade, command: CommandOf<'managed_set'>): Decision {
  if (command.evidence.actor !== 'person') return refuseTrade(trade, 'only_a_person_may')
  const made = draft(trade, command.evidence)
  const { managed } = command
  return ok(trade.managed === managed ? made : record(made, { type: 'managed_set', managed }))
}
