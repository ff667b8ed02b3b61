/**
 * Reasons that a decision gives when it asks for a closing order. `UNKNOWN` is for a closing order of ours
 * that was found at the broker without its decision.
 */
export const ORDERED_EXIT_REASONS = [
  'PROFIT_TARGET',
  'STOP_LOSS',
  'TIME_EXIT',
  'TRAILING_STOP',
  'IV_CRUSH',
  'LOW_VALUE',
  'EMERGENCY',
  'MANUAL_CLOSE',
  'NORMAL_EXIT',
  'UNKNOWN',
] as const

/** Reasons that are facts, not decisions: they come with what was found at the broker. */
export const FOUND_EXIT_REASONS = [
  'TAKE_PROFIT_FILLED',
  'STOP_LOSS_FILLED',
  'BROKER_ALREADY_FLAT',
  'EXPIRED',
  'ASSIGNED',
] as const

/** Why a closing order was asked for. */
export type OrderedExitReason = (typeof ORDERED_EXIT_REASONS)[number]

/** Why a trade is closed. Stored when it is decided or found, and never merged into another. */
export type ExitReason = OrderedExitReason | (typeof FOUND_EXIT_REASONS)[number]
