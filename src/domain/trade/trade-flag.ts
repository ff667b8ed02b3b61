/** What stands beside the status: conditions of a trade that are independent of each other. */
export const TRADE_FLAGS = [
  'NEEDS_REVIEW',
  'UNPROTECTED',
  'UNKNOWN_OUTCOME',
  'POSITION_UNCONFIRMED',
  'LEGS_OUT_OF_SYNC',
  'ASSIGNED',
] as const

/** One condition beside the status. */
export type TradeFlag = (typeof TRADE_FLAGS)[number]

/**
 * The flags that freeze exits, each with the refusal that names it. While one stands, the position that a
 * closing order would assume may not exist, or another order may be closing it already; to send one could
 * turn a spread into an uncovered short. `NEEDS_REVIEW` and `UNPROTECTED` freeze nothing: exits get through.
 */
export const EXITS_FROZEN_BY = {
  ASSIGNED: 'exits_frozen_by_assignment',
  LEGS_OUT_OF_SYNC: 'exits_frozen_by_legs_out_of_sync',
  POSITION_UNCONFIRMED: 'exits_frozen_by_position_unconfirmed',
  UNKNOWN_OUTCOME: 'exits_frozen_by_unknown_outcome',
} as const satisfies Partial<Record<TradeFlag, string>>

/** The refusal of an exit that a flag freezes. */
export type ExitsFrozenCode = (typeof EXITS_FROZEN_BY)[keyof typeof EXITS_FROZEN_BY]

/**
 * The refusal code by which these flags freeze exits, the gravest first, or null when exits are free.
 *
 * @example
 * exitsFrozenBy(['UNKNOWN_OUTCOME', 'ASSIGNED']) // => 'exits_frozen_by_assignment'
 * exitsFrozenBy(['NEEDS_REVIEW', 'UNPROTECTED']) // => null
 */
export function exitsFrozenBy(flags: readonly TradeFlag[]): ExitsFrozenCode | null {
  for (const [flag, code] of Object.entries(EXITS_FROZEN_BY)) {
    if (flags.includes(flag as TradeFlag)) return code
  }
  return null
}
