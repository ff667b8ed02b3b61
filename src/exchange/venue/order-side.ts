import type { OrderSide } from './venue-types.ts'

/** +1 when a side buys, -1 when it sells. */
export function signOfSide(side: OrderSide): 1 | -1 {
  return side.startsWith('buy') ? 1 : -1
}

/** Whether a side only takes a position away. */
export function isClosing(side: OrderSide): boolean {
  return side === 'sell' || side === 'buy_to_cover' || side === 'buy_to_close' || side === 'sell_to_close'
}

/** The sides of orders for shares. */
export const EQUITY_SIDES: ReadonlySet<string> = new Set(['buy', 'sell', 'sell_short', 'buy_to_cover'])

/** The sides of orders for options. */
export const OPTION_SIDES: ReadonlySet<string> = new Set([
  'buy_to_open',
  'buy_to_close',
  'sell_to_open',
  'sell_to_close',
])
