import { invariant } from '../../domain/invariant.ts'
import { type QuoteQuality, quoteQuality } from '../../domain/market/quote-quality.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { divideHalfEven } from '../../domain/money/rounding.ts'
import { signOfAction } from '../../domain/option/action.ts'
import type { OpenTradeInput } from './open-trade-input.ts'

/** What a leg's quote is worth; `implausible`: good by itself, but no price that the option can have. */
export type LegQuality = QuoteQuality | 'implausible'

/** What closing the spread would bring, and how far the quotes are to be believed. */
export interface ClosingPrices {
  /** `wide`: good, but so wide that profits in it may be imagined. */
  readonly quality: 'good' | 'wide' | 'bad'
  /** Each leg's quality; `missing` for a leg without a quote. */
  readonly legs: readonly LegQuality[]
  /** Net per share, + received to close, in the middle of the quotes; null while they are bad. */
  readonly mark: Price | null
  /** The same at once: what was bought at its bid, what was sold at its ask. */
  readonly natural: Price | null
}

/**
 * The prices at which an open spread could be closed. A bad quote of one leg makes all of it bad: no other price is
 * put in its place, and half a spread has no price.
 */
export function closingPrices(
  input: Pick<OpenTradeInput, 'at' | 'settings' | 'declaredDelayMs' | 'record' | 'quotes'>,
): ClosingPrices {
  const { at, settings, declaredDelayMs, quotes } = input
  const { legs } = input.record.spread
  invariant(quotes.length === legs.length, `${legs.length} legs need as many quotes, got ${quotes.length}`)
  const age = { staleAfter: settings['quote.stale_after'], declaredDelayMs }
  const qualities = quotes.map((quote) => (quote === null ? 'missing' : quoteQuality(quote, at, age)))
  if (qualities.some((quality) => quality !== 'good')) {
    return { quality: 'bad', legs: qualities, mark: null, natural: null }
  }
  let [twiceMark, natural, widest] = [0, 0, 0]
  for (const [i, { action, ratio }] of legs.entries()) {
    const [bid, ask] = [quotes[i]!.bid!, quotes[i]!.ask!]
    const held = signOfAction(action) * ratio
    twiceMark += held * (bid + ask)
    natural += held * (held > 0 ? bid : ask)
    widest = Math.max(widest, ask - bid)
  }
  return {
    quality: widest > settings['quote.wide'] ? 'wide' : 'good',
    legs: qualities,
    mark: price(divideHalfEven(twiceMark, 2)),
    natural: price(natural),
  }
}
