import { invariant } from '../invariant.ts'
import type { Result } from '../refusal.ts'
import { evolve } from './evolve.ts'
import type { ExitReason } from './exit-reason.ts'
import type { Trade } from './trade.ts'
import type { Evidence, TradeTrigger } from './trade-command.ts'
import type { TradeEvent, TradeEventBody } from './trade-event.ts'
import { openQuantity } from './trade-figures.ts'
import type { TradeRefusalCode } from './trade-refusal.ts'
import type { TradeStatus } from './trade-status.ts'
import { TRANSITIONS } from './transition-table.ts'

/** A decision in the making: the trade as it will be, and the events that bring it there. */
export interface Draft {
  readonly trade: Trade
  readonly events: readonly TradeEvent[]
  readonly evidence: Evidence
  /** The version that the decision gives the trade, however many events it has. */
  readonly version: number
}

/** What each rule of the trade answers. */
export type Decision = Result<Draft, TradeRefusalCode>

/** An empty draft: nothing has changed yet, and if nothing does, the version stays. */
export function draft(trade: Trade, evidence: Evidence): Draft {
  return { trade, events: [], evidence, version: trade.version + 1 }
}

/** The draft with one event more. */
export function record(made: Draft, body: TradeEventBody): Draft {
  const event: TradeEvent = { ...body, version: made.version, evidence: made.evidence }
  return { ...made, trade: evolve(made.trade, event), events: [...made.events, event] }
}

/**
 * The draft with a change of status.
 *
 * @throws {InvariantViolation} when the table has no such row: a bug here would write an impossible life
 */
export function moveTo(
  made: Draft,
  to: TradeStatus,
  trigger: TradeTrigger,
  exitReason: ExitReason | null = null,
): Draft {
  const from = made.trade.status
  const inTable = TRANSITIONS[from][trigger]?.includes(to) === true
  invariant(inTable, `${from} -> ${to} by ${trigger} is not in the table`)
  invariant((to === 'CLOSED') === (exitReason !== null), `${to} with exit reason ${exitReason}`)
  return record(made, { type: 'status_changed', from, to, trigger, exitReason })
}

/**
 * Ends the trade when its fills have left nothing open. A closing fill without a price closes nothing yet:
 * the trade waits in CLOSING_PENDING until the broker or evidence gives the price, since a trade closed with
 * an unknown exit would be counted as a result that nobody knows.
 */
export function closeWhenAllLeft(made: Draft, trigger: TradeTrigger): Draft {
  const { status, exits } = made.trade
  const last = exits.at(-1)
  const entryWorks = status === 'ENTRY_PENDING' || status === 'PARTIALLY_FILLED'
  if (entryWorks || last === undefined || openQuantity(made.trade) > 0) return made
  if (exits.every((exit) => exit.cashFlow !== null)) return moveTo(made, 'CLOSED', trigger, last.reason)
  return status === 'CLOSING_PENDING' ? made : moveTo(made, 'CLOSING_PENDING', trigger)
}
