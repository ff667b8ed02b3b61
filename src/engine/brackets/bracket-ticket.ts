import { invariant } from '../../domain/invariant.ts'
import { tickRuleFor } from '../../domain/option/product.ts'
import { closingLegs } from '../../domain/spread/spread-legs.ts'
import { type BracketPrices, stopFloor } from '../../domain/trade/bracket-prices.ts'
import type { OcoTicket, OptionTicket } from '../../ports/order-ticket.ts'
import type { SpreadTerms } from '../../ports/store/trade-store.ts'

/**
 * The orders of a bracket for a single option: an OCO of a limit at the take profit and a stop-limit at the stop, whose
 * limit is the floor below it; the one order alone when only one side is wanted. Good until cancelled.
 *
 * @param quantity contracts: what is open, never more
 * @throws {InvariantViolation} when neither side is wanted, or the spread has several legs
 */
export function bracketTicket(
  spread: SpreadTerms,
  quantity: number,
  { stopLoss: stop, takeProfit: limit }: BracketPrices,
  floorBelow: number,
): OcoTicket | OptionTicket {
  const { underlying, root } = spread
  const [only, another] = closingLegs(spread.legs)
  invariant(only !== undefined && another === undefined, 'a bracket closes one option')
  const { contract, action } = only
  const side = { kind: 'option', underlying, contract, action, quantity, timeInForce: 'gtc' } as const
  const takeProfit: OptionTicket | null = limit === null ? null : { ...side, limit, stop: null }
  const stopLoss: OptionTicket | null =
    stop === null ? null : { ...side, stop, limit: stopFloor(stop, floorBelow, tickRuleFor(root)) }
  if (takeProfit !== null && stopLoss !== null) return { kind: 'oco', takeProfit, stopLoss }
  const alone = takeProfit ?? stopLoss
  invariant(alone !== null, 'a bracket has a side')
  return alone
}

/** Contracts that a bracket's ticket would close; an OCO counts once. */
export function bracketQuantity(ticket: { readonly kind: string }): number {
  if (ticket.kind === 'oco') return (ticket as OcoTicket).takeProfit.quantity
  return ticket.kind === 'option' ? (ticket as OptionTicket).quantity : 0
}
