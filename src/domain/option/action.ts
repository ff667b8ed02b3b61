import type { OptionAction } from './contract.ts'

interface ActionFacts {
  readonly sign: 1 | -1
  readonly opening: boolean
  readonly mirror: OptionAction
}

const ACTIONS: Readonly<Record<OptionAction, ActionFacts>> = {
  buy_to_open: { sign: 1, opening: true, mirror: 'sell_to_close' },
  sell_to_open: { sign: -1, opening: true, mirror: 'buy_to_close' },
  buy_to_close: { sign: 1, opening: false, mirror: 'sell_to_open' },
  sell_to_close: { sign: -1, opening: false, mirror: 'buy_to_open' },
}

/**
 * What the action adds to a position for one contract: +1 bought, -1 sold.
 *
 * @example
 * [signOfAction('buy_to_close'), signOfAction('sell_to_open')] // => [1, -1]
 */
export function signOfAction(action: OptionAction): 1 | -1 {
  return ACTIONS[action].sign
}

/**
 * Whether the action opens a position; otherwise it closes one.
 *
 * @example
 * isOpening('sell_to_open') // => true
 */
export function isOpening(action: OptionAction): boolean {
  return ACTIONS[action].opening
}

/**
 * The action that undoes another: `buy_to_open` and `sell_to_close`, `sell_to_open` and `buy_to_close`.
 *
 * @example
 * mirrorAction('sell_to_open') // => 'buy_to_close'
 */
export function mirrorAction(action: OptionAction): OptionAction {
  return ACTIONS[action].mirror
}
