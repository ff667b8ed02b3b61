import type { TradeTrigger } from './trade-command.ts'
import type { TradeStatus } from './trade-status.ts'

type Row = Readonly<Partial<Record<TradeTrigger, readonly TradeStatus[]>>>

/** What may be noted of any trade that is not final, without a change of status. */
const notedIn = (status: TradeStatus): Row => ({
  flag_raised: [status],
  flag_cleared: [status],
  managed_set: [status],
})

/** What becomes known afterwards of a trade that has filled: prices and fees. */
const learntIn = (status: TradeStatus): Row => ({
  entry_filled: [status],
  price_evidenced: [status],
  fees_recorded: [status],
})

/** How a trade whose exit is not working may leave without an order of ours. */
const DEPARTURES: Row = {
  flat_at_broker: ['CLOSED'],
  expired: ['CLOSED'],
  assignment_resolved: ['CLOSED'],
}

/**
 * The life of a trade, whole: status x command -> the statuses that may follow. A status that names itself
 * takes the command without a change of status. What is not written here is refused. Only `decide` reads it;
 * `engine/lifecycle` alone calls `decide`.
 */
export const TRANSITIONS: Readonly<Record<TradeStatus, Row>> = {
  ENTRY_PENDING: {
    ...notedIn('ENTRY_PENDING'),
    entry_filled: ['ENTRY_PENDING', 'PARTIALLY_FILLED', 'OPEN'],
    entry_died: ['CANCELLED'], // nothing filled
    entry_cancel_requested: ['ENTRY_PENDING'], // a request: only a read proves the cancel
  },
  PARTIALLY_FILLED: {
    ...notedIn('PARTIALLY_FILLED'),
    ...learntIn('PARTIALLY_FILLED'),
    entry_filled: ['PARTIALLY_FILLED', 'OPEN'],
    entry_died: ['OPEN'], // quantity becomes what filled
    entry_cancel_requested: ['PARTIALLY_FILLED'],
    bracket_filled: ['PARTIALLY_FILLED'], // the entry still works; OPEN, then CLOSED, come with its end
    bracket_adjusted: ['PARTIALLY_FILLED'],
  },
  OPEN: {
    ...notedIn('OPEN'),
    ...learntIn('OPEN'),
    ...DEPARTURES,
    exit_requested: ['CLOSING_PENDING'],
    exit_retried: ['CLOSING_PENDING'],
    exit_filled: ['OPEN', 'CLOSED', 'CLOSING_PENDING'], // late, by an order that was thought dead
    bracket_filled: ['OPEN', 'CLOSED', 'CLOSING_PENDING'], // CLOSING_PENDING: all filled, price not reported
    bracket_adjusted: ['OPEN'],
    structure_broken: ['INVALID_STRUCTURE'],
  },
  CLOSING_PENDING: {
    ...notedIn('CLOSING_PENDING'),
    ...learntIn('CLOSING_PENDING'),
    exit_filled: ['CLOSING_PENDING', 'CLOSED', 'OPEN'], // OPEN: the order filled and quantity is left
    exit_died: ['OPEN', 'EXIT_ERROR', 'CLOSING_PENDING'], // never CLOSED; stays when a bracket took it all
    exit_repriced: ['CLOSING_PENDING'],
    bracket_filled: ['CLOSING_PENDING', 'CLOSED'],
    price_evidenced: ['CLOSING_PENDING', 'CLOSED'], // the price that the close was waiting for
  },
  EXIT_ERROR: {
    ...notedIn('EXIT_ERROR'),
    ...learntIn('EXIT_ERROR'),
    ...DEPARTURES,
    exit_requested: ['CLOSING_PENDING'],
    exit_retried: ['CLOSING_PENDING'],
    exit_filled: ['EXIT_ERROR', 'CLOSED', 'CLOSING_PENDING'],
    bracket_filled: ['EXIT_ERROR', 'CLOSED', 'CLOSING_PENDING'],
    acknowledged: ['OPEN'],
  },
  INVALID_STRUCTURE: {
    ...notedIn('INVALID_STRUCTURE'),
    ...learntIn('INVALID_STRUCTURE'),
    ...DEPARTURES,
    exit_requested: ['CLOSING_PENDING'],
    exit_retried: ['CLOSING_PENDING'],
    exit_filled: ['INVALID_STRUCTURE', 'CLOSED', 'CLOSING_PENDING'],
    bracket_filled: ['INVALID_STRUCTURE', 'CLOSED', 'CLOSING_PENDING'],
    structure_repaired: ['OPEN'],
  },
  // Final: no status follows. Evidence may still fill in an unknown price, and a person may be called.
  CLOSED: {
    ...learntIn('CLOSED'),
    exit_filled: ['CLOSED'],
    bracket_filled: ['CLOSED'],
    flag_raised: ['CLOSED'],
    flag_cleared: ['CLOSED'],
  },
  CANCELLED: {
    flag_raised: ['CANCELLED'],
    flag_cleared: ['CANCELLED'],
  },
}
