import { exitBarredBy, exitCanBeRetried } from './exit-guard.ts'
import type { Trade } from './trade.ts'
import type { TradeTrigger } from './trade-command.ts'
import { TRANSITIONS } from './transition-table.ts'

const takes = (trade: Trade, trigger: TradeTrigger): boolean =>
  TRANSITIONS[trade.status][trigger] !== undefined

/**
 * What may be done to a trade now: the one answer that engine, API and UI share, so that a button is shown
 * exactly when `decide` would accept its command.
 *
 * @example
 * import { beginTrade } from './trade.ts'
 * const trade = beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity: 1, multiplier: 100 })
 * tradeCan.cancelEntry(trade) // => true
 * tradeCan.close(trade) // => false
 */
export const tradeCan = {
  /** A person may send a closing order for up to the open quantity (`exit_requested`). */
  close: (trade: Trade): boolean => takes(trade, 'exit_requested') && exitBarredBy(trade, 'person') === null,

  /** The engine may do so: as `close`, and the trade is managed. */
  beExited: (trade: Trade): boolean =>
    takes(trade, 'exit_requested') && exitBarredBy(trade, 'engine') === null,

  /** A person may try the failed exit again for its reason (`exit_retried`). */
  retryExit: (trade: Trade): boolean =>
    takes(trade, 'exit_retried') && exitCanBeRetried(trade) && exitBarredBy(trade, 'person') === null,

  /** The engine may do so. */
  beRetried: (trade: Trade): boolean => tradeCan.retryExit(trade) && exitBarredBy(trade, 'engine') === null,

  /** The entry, or its rest, may be asked to be cancelled (`entry_cancel_requested`). */
  cancelEntry: (trade: Trade): boolean => takes(trade, 'entry_cancel_requested'),

  /** A person may set or adjust the bracket (`bracket_adjusted`). */
  adjust: (trade: Trade): boolean =>
    takes(trade, 'bracket_adjusted') && exitBarredBy(trade, 'person') === null,

  /** A person may acknowledge the failed exit (`acknowledged`). */
  acknowledge: (trade: Trade): boolean => takes(trade, 'acknowledged'),

  /** A person may let the engine exit it, or forbid it (`managed_set`). */
  setManaged: (trade: Trade): boolean => takes(trade, 'managed_set'),

  /** A person may declare the assignment settled (`assignment_resolved`). */
  resolveAssignment: (trade: Trade): boolean =>
    takes(trade, 'assignment_resolved') && trade.flags.includes('ASSIGNED'),
} as const
