import type { Strategy } from '../../src/domain/spread/strategy-table.ts'
import { strategyShape } from '../../src/domain/spread/strategy-table.ts'
import type { Provenance } from '../../src/domain/trade/execution.ts'
import type { ExitReason } from '../../src/domain/trade/exit-reason.ts'
import type { TradeFlag } from '../../src/domain/trade/trade-flag.ts'
import type { TradeStatus } from '../../src/domain/trade/trade-status.ts'

const SHORT_NAMES: Readonly<Record<Strategy, string>> = {
  BULL_PUT_CREDIT: 'Bull put',
  BEAR_CALL_CREDIT: 'Bear call',
  BULL_CALL_DEBIT: 'Bull call',
  BEAR_PUT_DEBIT: 'Bear put',
  IRON_CONDOR: 'Iron condor',
  LONG_CALL: 'Long call',
  LONG_PUT: 'Long put',
}

/** The name of a strategy where there is little room. */
export const shortStrategy = (strategy: Strategy): string => SHORT_NAMES[strategy]

/** What one of it is called: an option has contracts, a spread has spreads. */
export function unitOf(strategy: Strategy, quantity: number): string {
  const noun = strategyShape(strategy).legs.length === 1 ? 'contract' : 'spread'
  return `${quantity} ${noun}${quantity === 1 ? '' : 's'}`
}

const REASONS: Readonly<Record<ExitReason, string>> = {
  PROFIT_TARGET: 'Profit target',
  STOP_LOSS: 'Stop loss',
  TIME_EXIT: 'Time exit',
  TRAILING_STOP: 'Trailing stop',
  IV_CRUSH: 'IV crush',
  LOW_VALUE: 'Low value',
  EMERGENCY: 'Emergency',
  TAKE_PROFIT_FILLED: 'Take-profit filled',
  STOP_LOSS_FILLED: 'Stop filled',
  MANUAL_CLOSE: 'Closed by hand',
  BROKER_ALREADY_FLAT: 'Flat at broker',
  EXPIRED: 'Expired',
  ASSIGNED: 'Assigned',
  NORMAL_EXIT: 'Closed',
  UNKNOWN: 'Unknown reason',
}

/** Why a trade ended, for people. */
export const reasonText = (reason: ExitReason): string => REASONS[reason]

/** How a state looks: its word, and how grave it is. */
export interface StateWords {
  readonly word: string
  readonly tone: 'plain' | 'busy' | 'warn' | 'danger'
}

const STATUSES: Readonly<Record<TradeStatus, StateWords>> = {
  ENTRY_PENDING: { word: 'Entering', tone: 'busy' },
  PARTIALLY_FILLED: { word: 'Part filled', tone: 'busy' },
  OPEN: { word: 'Open', tone: 'plain' },
  CLOSING_PENDING: { word: 'Closing', tone: 'busy' },
  EXIT_ERROR: { word: 'Exit failed', tone: 'danger' },
  INVALID_STRUCTURE: { word: 'Broken legs', tone: 'danger' },
  CLOSED: { word: 'Closed', tone: 'plain' },
  CANCELLED: { word: 'Cancelled', tone: 'plain' },
}

const FLAGS: Readonly<Record<TradeFlag, StateWords>> = {
  NEEDS_REVIEW: { word: 'Needs review', tone: 'warn' },
  UNPROTECTED: { word: 'Unprotected', tone: 'danger' },
  UNKNOWN_OUTCOME: { word: 'Outcome unknown', tone: 'danger' },
  POSITION_UNCONFIRMED: { word: 'Unconfirmed', tone: 'warn' },
  LEGS_OUT_OF_SYNC: { word: 'Legs out of sync', tone: 'danger' },
  ASSIGNED: { word: 'Assigned', tone: 'danger' },
}

/** The states of a trade that a person should see, the gravest first; a healthy open trade has one. */
export function statesOf(status: TradeStatus, flags: readonly TradeFlag[]): readonly StateWords[] {
  const flagged = flags.map((flag) => FLAGS[flag])
  return status === 'OPEN' && flagged.length > 0 ? flagged : [STATUSES[status], ...flagged]
}

const SOURCES: Readonly<Record<Provenance, string>> = {
  fill: 'Broker fill',
  order_history: 'Order history',
  gain_loss: 'Broker report',
  settlement: 'Settlement',
  assignment: 'Assignment',
  person: 'Entered by hand',
}

/** Who vouches for a profit, for people. */
export const provenanceText = (source: Provenance | null): string =>
  source === null ? 'Unknown' : SOURCES[source]
