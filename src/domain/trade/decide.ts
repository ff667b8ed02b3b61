import { invariant } from '../invariant.ts'
import { ok, type Result } from '../refusal.ts'
import { decideAssignmentResolved, decideExpired, decideFlatAtBroker } from './decide-departure.ts'
import { decideEntryCancelRequested, decideEntryDied, decideEntryFilled } from './decide-entry.ts'
import {
  decideBracketFilled,
  decideExitDied,
  decideExitFilled,
  decideExitOrder,
  decideExitRepriced,
} from './decide-exit.ts'
import {
  decideAcknowledged,
  decideBracketAdjusted,
  decideFeesRecorded,
  decideFlag,
  decideManagedSet,
  decidePriceEvidenced,
  decideStructureBroken,
  decideStructureRepaired,
} from './decide-note.ts'
import type { Decision } from './decision.ts'
import { evolve } from './evolve.ts'
import type { Trade } from './trade.ts'
import type { TradeCommand } from './trade-command.ts'
import type { TradeEvent } from './trade-event.ts'
import { codeOutsideTable, refuseTrade, type TradeRefusalCode } from './trade-refusal.ts'
import { TRANSITIONS } from './transition-table.ts'

function dispatch(trade: Trade, command: TradeCommand): Decision {
  switch (command.type) {
    case 'entry_filled':
      return decideEntryFilled(trade, command)
    case 'entry_died':
      return decideEntryDied(trade, command)
    case 'entry_cancel_requested':
      return decideEntryCancelRequested(trade, command)
    case 'exit_requested':
    case 'exit_retried':
      return decideExitOrder(trade, command)
    case 'exit_repriced':
      return decideExitRepriced(trade, command)
    case 'exit_filled':
      return decideExitFilled(trade, command)
    case 'exit_died':
      return decideExitDied(trade, command)
    case 'acknowledged':
      return decideAcknowledged(trade, command)
    case 'bracket_filled':
      return decideBracketFilled(trade, command)
    case 'bracket_adjusted':
      return decideBracketAdjusted(trade, command)
    case 'flat_at_broker':
      return decideFlatAtBroker(trade, command)
    case 'expired':
      return decideExpired(trade, command)
    case 'assignment_resolved':
      return decideAssignmentResolved(trade, command)
    case 'structure_broken':
      return decideStructureBroken(trade, command)
    case 'structure_repaired':
      return decideStructureRepaired(trade, command)
    case 'flag_raised':
    case 'flag_cleared':
      return decideFlag(trade, command)
    case 'price_evidenced':
      return decidePriceEvidenced(trade, command)
    case 'fees_recorded':
      return decideFeesRecorded(trade, command)
    case 'managed_set':
      return decideManagedSet(trade, command)
  }
}

/** Figures are parsed at the doors; a fraction that reaches the trade is a bug and would corrupt its books. */
function checkFigures(command: TradeCommand): void {
  for (const [name, value] of Object.entries(command)) {
    if (typeof value !== 'number') continue
    invariant(Number.isSafeInteger(value), `${command.type}.${name} is an integer, got ${value}`)
    const signed = name === 'cashFlow' || name === 'takeProfit' || name === 'stopLoss'
    invariant(signed || value >= 0, `${command.type}.${name} is not negative, got ${value}`)
  }
}

/**
 * What a command does to a trade: the events to store, in one transaction, or the refusal that names the
 * rule. No events means that the trade knew it already (a report read twice) and nothing changes; otherwise
 * the version rises by exactly 1. A command outside the transition table is refused by `codeOutsideTable`.
 *
 * @throws {InvariantViolation} when a figure of the command is not an integer, or a quantity is negative
 * @example
 * import { beginTrade } from './trade.ts'
 * const trade = beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity: 1, multiplier: 100 })
 * const evidence = { actor: 'engine', at: 0, snapshotId: 'S1', reference: 'order 7' } as const
 * decide(trade, { type: 'acknowledged', evidence }).ok // => false
 * decide(trade, { type: 'entry_died', cause: 'expired', filledQuantity: 0, evidence }).ok // => true
 */
export function decide(trade: Trade, command: TradeCommand): Result<readonly TradeEvent[], TradeRefusalCode> {
  checkFigures(command)
  if (TRANSITIONS[trade.status][command.type] === undefined) {
    return refuseTrade(trade, codeOutsideTable(trade.status, command.type))
  }
  const decision = dispatch(trade, command)
  return decision.ok ? ok(decision.value.events) : decision
}

/**
 * Several commands as one decision, for what one snapshot tells at once (the entry's rest is dead and the
 * bracket has filled): each is decided on the trade that the ones before have left, all events carry the one
 * new version, and if any is refused, nothing happens.
 *
 * @example
 * import { beginTrade } from './trade.ts'
 * decideAll(beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity: 1, multiplier: 100 }), []) // => { ok: true, value: [] }
 */
export function decideAll(
  trade: Trade,
  commands: readonly TradeCommand[],
): Result<readonly TradeEvent[], TradeRefusalCode> {
  const events: TradeEvent[] = []
  let present = trade
  for (const command of commands) {
    const decided = decide(present, command)
    if (!decided.ok) return decided
    events.push(...decided.value.map((event) => ({ ...event, version: trade.version + 1 })))
    present = decided.value.reduce(evolve, present)
  }
  return ok(events)
}
