import type { OptionType } from '../option/contract.ts'

/** Whether a leg of the opened spread is held (long) or owed (short). */
export type LegRole = 'long' | 'short'

/** What a strategy needs of its underlying to make money. */
export type Outlook = 'bullish' | 'bearish' | 'neutral'

/** One row: the legs in the order of their strikes, lowest first, no two strikes equal, ratio 1 each. */
export interface StrategyShape {
  /** For people. */
  readonly label: string
  /** Whether opening it brings money in or costs it. */
  readonly effect: 'credit' | 'debit'
  readonly outlook: Outlook
  readonly legs: readonly { readonly role: LegRole; readonly type: OptionType }[]
}

/**
 * Every strategy that Legwork trades, defined by its legs alone. Legs, closing orders, classification,
 * maximum profit and loss, breakevens and payoff are all derived from the row, so that a new strategy is a
 * new row. Roles decide what a strike is for; with the strikes ascending there is one way to read them.
 */
export const STRATEGIES = {
  BULL_PUT_CREDIT: {
    label: 'bull put credit spread',
    effect: 'credit',
    outlook: 'bullish',
    legs: [
      { role: 'long', type: 'put' },
      { role: 'short', type: 'put' },
    ],
  },
  BEAR_CALL_CREDIT: {
    label: 'bear call credit spread',
    effect: 'credit',
    outlook: 'bearish',
    legs: [
      { role: 'short', type: 'call' },
      { role: 'long', type: 'call' },
    ],
  },
  BULL_CALL_DEBIT: {
    label: 'bull call debit spread',
    effect: 'debit',
    outlook: 'bullish',
    legs: [
      { role: 'long', type: 'call' },
      { role: 'short', type: 'call' },
    ],
  },
  BEAR_PUT_DEBIT: {
    label: 'bear put debit spread',
    effect: 'debit',
    outlook: 'bearish',
    legs: [
      { role: 'short', type: 'put' },
      { role: 'long', type: 'put' },
    ],
  },
  IRON_CONDOR: {
    label: 'iron condor',
    effect: 'credit',
    outlook: 'neutral',
    legs: [
      { role: 'long', type: 'put' },
      { role: 'short', type: 'put' },
      { role: 'short', type: 'call' },
      { role: 'long', type: 'call' },
    ],
  },
  LONG_CALL: {
    label: 'long call',
    effect: 'debit',
    outlook: 'bullish',
    legs: [{ role: 'long', type: 'call' }],
  },
  LONG_PUT: {
    label: 'long put',
    effect: 'debit',
    outlook: 'bearish',
    legs: [{ role: 'long', type: 'put' }],
  },
} as const satisfies Record<string, StrategyShape>

/** The name of a strategy of the table. */
export type Strategy = keyof typeof STRATEGIES

/** The strategies in the order of the table. */
export const STRATEGY_NAMES = Object.keys(STRATEGIES) as readonly Strategy[]

/**
 * The row of a strategy.
 *
 * @example
 * strategyShape('IRON_CONDOR').legs.length // => 4
 */
export function strategyShape(strategy: Strategy): StrategyShape {
  return STRATEGIES[strategy]
}

/**
 * Whether a text from outside names a strategy of the table.
 *
 * @example
 * [isStrategy('LONG_PUT'), isStrategy('toString')] // => [true, false]
 */
export function isStrategy(text: string): text is Strategy {
  return Object.hasOwn(STRATEGIES, text)
}
