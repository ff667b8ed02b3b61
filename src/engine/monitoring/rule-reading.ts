import type { OrderedExitReason } from '../../domain/trade/exit-reason.ts'

/** The exit rules in the order of their priority; the first that is hit decides, and gives its reason for good. */
export const EXIT_RULES = {
  broker_restriction: 'EMERGENCY',
  underlying_shock: 'EMERGENCY',
  expiring_in_the_money: 'EMERGENCY',
  stop_loss: 'STOP_LOSS',
  profit_target: 'PROFIT_TARGET',
  trailing_stop: 'TRAILING_STOP',
  iv_crush: 'IV_CRUSH',
  time_exit: 'TIME_EXIT',
  low_value: 'LOW_VALUE',
} as const satisfies Record<string, OrderedExitReason>

/** The name of an exit rule. */
export type ExitRule = keyof typeof EXIT_RULES

/**
 * Where a trade stands by one rule.
 *
 * - `hit`: it is to be closed. `pending`: a stop found breached once; it takes two cycles in a row.
 * - `clear`: not reached. `paused`: the quotes are not good enough for it.
 * - `not_evaluated`: something it needs is missing. `off`: by its setting, or not for this kind of trade.
 */
export type RuleState = 'hit' | 'pending' | 'clear' | 'paused' | 'not_evaluated' | 'off'

/** One rule's reading. Value, threshold and distance are in the rule's own unit. */
export interface RuleReading {
  readonly rule: ExitRule
  readonly state: RuleState
  readonly value: number | null
  readonly threshold: number | null
  /** What is missing until it is hit, at most 0 once it is; null when that cannot be said. */
  readonly distance: number | null
}

/** A reading without figures. */
export function bare(rule: ExitRule, state: RuleState): RuleReading {
  return { rule, state, value: null, threshold: null, distance: null }
}

/** A rule that is hit once its value has risen to a threshold. */
export function rising(rule: ExitRule, value: number, threshold: number): RuleReading {
  return { rule, state: value >= threshold ? 'hit' : 'clear', value, threshold, distance: threshold - value }
}

/** A rule that is hit once its value has fallen to a threshold. */
export function falling(rule: ExitRule, value: number, threshold: number): RuleReading {
  return { rule, state: value <= threshold ? 'hit' : 'clear', value, threshold, distance: value - threshold }
}
