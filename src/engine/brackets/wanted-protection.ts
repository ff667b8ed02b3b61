import { tickRuleFor } from '../../domain/option/product.ts'
import { type BracketPrices, orderablePrices } from '../../domain/trade/bracket-prices.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'

/** The protection that a person wants for a trade; null when none is. For a single option it is on its increments. */
export function wantedProtection(record: TradeRecord): BracketPrices | null {
  const { hand } = record
  if (hand === null || (hand.stopLoss === null && hand.takeProfit === null)) return null
  const { stopLoss, takeProfit } = hand
  return isBracketable(record)
    ? orderablePrices(hand, tickRuleFor(record.spread.root))
    : { stopLoss, takeProfit }
}

/** Whether the broker can hold a bracket for it: of one option that is held long. Nobody takes an OCO of a spread. */
export function isBracketable({ spread }: TradeRecord): boolean {
  return spread.legs.length === 1 && spread.legs[0]?.action === 'buy_to_open'
}

/** What protects a trade now. */
export interface Protection {
  /** Per share of the whole spread, + received to close. */
  readonly stopLoss: BracketPrices['stopLoss']
  readonly takeProfit: BracketPrices['takeProfit']
  /** `broker`: its orders; `engine`: our own watch of the quotes; null: nothing yet, or nothing wanted. */
  readonly heldBy: 'broker' | 'engine' | null
}

/**
 * What protects a trade, and with which prices: those in force, and for want of them the wanted ones with `heldBy` null.
 *
 * @example
 * protectionOf({ hand: null, trade: { bracket: null } } as never) // => { stopLoss: null, takeProfit: null, heldBy: null }
 */
export function protectionOf({ hand, trade }: TradeRecord): Protection {
  if (trade.bracket !== null) return trade.bracket
  return { stopLoss: hand?.stopLoss ?? null, takeProfit: hand?.takeProfit ?? null, heldBy: null }
}
