import { type Price, price } from '../../domain/money/price.ts'
import type { Leg } from '../../domain/option/contract.ts'
import { netTickRuleFor } from '../../domain/option/product.ts'
import { type NetPrice, netPriceOfPaid, paidPriceOf } from '../../domain/spread/net-price.ts'
import { closingLegs } from '../../domain/spread/spread-legs.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import type { Quote } from '../../ports/market-data.ts'
import type { OrderTicket } from '../../ports/order-ticket.ts'
import type { SpreadTerms } from '../../ports/store/trade-store.ts'
import type { ExitSettings } from './exit-deps.ts'
import { closingQuote, exitLimit } from './exit-price.ts'

/** The order of one step of a ladder, and what it would pay. */
export interface ExitPlan {
  readonly ticket: OrderTicket
  /** + paid, - received, per share; null at the market. */
  readonly paid: Price | null
}

/** The distance between the outermost strikes of one type, per share; 0 for a single leg. */
export function widthOf({ legs }: SpreadTerms): Price {
  const widths = (['call', 'put'] as const).map((type) => {
    const strikes = legs
      .filter(({ contract }) => contract.type === type)
      .map(({ contract }) => contract.strike)
    return strikes.length < 2 ? 0 : Math.max(...strikes) - Math.min(...strikes)
  })
  return price(Math.max(...widths))
}

/**
 * The closing order of a step: the mirror image of what was opened (credit and debit flipped, every leg `*_to_close`),
 * at the step's limit. Null while a leg has no usable quote: then the ladder waits, it never closes at a made-up price.
 *
 * @param before what the last step would have paid; null at the foot of the ladder
 */
export function planExit(
  spread: SpreadTerms,
  spreads: number,
  step: number,
  quotes: ReadonlyMap<string, Quote>,
  before: Price | null,
  { steps, beyond }: Pick<ExitSettings, 'steps' | 'beyond'>,
): (ExitPlan & { readonly paid: Price }) | null {
  const legs: readonly Leg[] = closingLegs(spread.legs)
  const quote = closingQuote(legs, quotes)
  if (quote === null) return null
  const effectOfEntry = strategyShape(spread.strategy).effect
  const terms = { effectOfEntry, width: widthOf(spread), tick: netTickRuleFor(spread.root), beyond }
  const limit = exitLimit(steps[Math.min(step, steps.length - 1)]!, quote, terms, before)
  const paid = paidPriceOf(limit)
  return { ticket: closingTicket(spread, spreads, limit), paid }
}

/**
 * The closing order as a person wants it: at a net price, or at the market. No quote is asked: the price is theirs.
 *
 * @param received per share of the whole spread, + received; null at the market
 */
export function planFixedExit(spread: SpreadTerms, spreads: number, received: Price | null): ExitPlan {
  if (received === null) return { ticket: closingTicket(spread, spreads, null), paid: null }
  const paid = price(0 - received)
  return { ticket: closingTicket(spread, spreads, netPriceOfPaid(paid)), paid }
}

function closingTicket(spread: SpreadTerms, quantity: number, limit: NetPrice | null): OrderTicket {
  const { underlying } = spread
  const legs: readonly Leg[] = closingLegs(spread.legs)
  const [only] = legs
  if (legs.length > 1 || only === undefined) {
    return { kind: 'spread', underlying, legs, quantity, limit, timeInForce: 'day' }
  }
  const { contract, action } = only
  const single = { kind: 'option', underlying, contract, action, quantity, stop: null } as const
  return { ...single, limit: limit?.amount ?? null, timeInForce: 'day' }
}
