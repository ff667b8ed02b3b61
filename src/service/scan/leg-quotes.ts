import { priceFromNumber } from '../../domain/money/json-number.ts'
import { type Price, price, subtractPrice } from '../../domain/money/price.ts'
import { divideHalfEven } from '../../domain/money/rounding.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { type NetPrice, netPriceOfPaid } from '../../domain/spread/net-price.ts'
import type { AnalysedContract } from '../chain/chain-analysis.ts'
import type { ScanRefusal } from './scan-rules.ts'

/** A two-sided quote in exact prices. */
export interface LegQuote {
  readonly bid: Price
  readonly ask: Price
}

/** The quotes of the two legs of a vertical. */
export interface VerticalQuotes {
  readonly short: LegQuote
  readonly long: LegQuote
}

function quoteOf({ quote, bid, ask }: AnalysedContract): LegQuote | null {
  if (quote !== 'two_sided' || bid === null || ask === null) return null
  const [low, high] = [priceFromNumber(bid), priceFromNumber(ask)]
  return low.ok && high.ok ? { bid: low.value, ask: high.value } : null
}

/**
 * The quotes of two legs as exact prices. Refuses with `legs_must_have_two_sided_quotes`, also where a
 * recorded number is no price at all.
 */
export function verticalQuotes(
  short: AnalysedContract,
  long: AnalysedContract,
): Result<VerticalQuotes, ScanRefusal> {
  const quotes = { short: quoteOf(short), long: quoteOf(long) }
  if (quotes.short === null || quotes.long === null) {
    return refuse('legs_must_have_two_sided_quotes', 'A leg has no bid, no ask, or a crossed market.')
  }
  return ok({ short: quotes.short, long: quotes.long })
}

/** What a vertical opens for at once: the long leg at its ask, the short one at its bid. */
export function naturalPrice({ short, long }: VerticalQuotes): NetPrice {
  return netPriceOfPaid(subtractPrice(long.ask, short.bid))
}

/** What a vertical opens for in the middle of both markets, to 1/10,000 dollar, ties to even. */
export function midPrice({ short, long }: VerticalQuotes): NetPrice {
  return netPriceOfPaid(price(divideHalfEven(long.bid + long.ask - short.bid - short.ask, 2)))
}
