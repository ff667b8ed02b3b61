import { expirationInstant } from '../domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../domain/calendar/days-to-expiration.ts'
import type { Instant } from '../domain/calendar/instant.ts'
import type { MarketCalendar } from '../domain/calendar/market-calendar.ts'
import { PRICE_UNITS_PER_DOLLAR, type Price } from '../domain/money/price.ts'
import { isOpening, signOfAction } from '../domain/option/action.ts'
import type { Leg } from '../domain/option/contract.ts'
import { productOfRoot } from '../domain/option/product.ts'
import { forwardOf } from '../domain/pricing/bsm.ts'
import { impliedVolatility } from '../domain/pricing/implied-volatility.ts'
import { impliedVolatilityAmerican } from '../domain/pricing/american-implied-volatility.ts'
import { strategyShape } from '../domain/spread/strategy-table.ts'
import type { Quote } from '../ports/market-data.ts'
import type { SpreadTerms } from '../ports/store/trade-store.ts'

/** The leg whose volatility stands for the spread: the short one nearest the money of a credit, the long of a debit. */
export function decidingLeg({ strategy, legs }: SpreadTerms): Leg {
  const wanted = strategyShape(strategy).effect === 'credit' ? -1 : 1
  const found = legs.find(({ action }) => isOpening(action) && signOfAction(action) === wanted)
  return found ?? legs[0]!
}

/** What a volatility is solved in. */
export interface VolatilityMarket {
  readonly at: Instant
  readonly calendar: MarketCalendar
  /** Continuously compounded, a year, a fraction. */
  readonly rate: number
}

/**
 * The volatility (a fraction, a year) that the middle of a quote implies, with no dividends: good enough to compare
 * with itself at another time. Null when the quote or the underlying tells none.
 */
export function volatilityOf(
  { contract }: Leg,
  quote: Pick<Quote, 'bid' | 'ask'> | undefined,
  underlying: Price | null,
  { at, calendar, rate }: VolatilityMarket,
): number | null {
  if (quote === undefined || quote.bid === null || quote.ask === null || underlying === null) return null
  if (quote.bid > quote.ask || quote.ask === 0) return null
  const price = (quote.bid + quote.ask) / 2 / PRICE_UNITS_PER_DOLLAR
  const spot = underlying / PRICE_UNITS_PER_DOLLAR
  const strike = contract.strike / PRICE_UNITS_PER_DOLLAR
  const years = yearsToExpiry(at, expirationInstant(calendar, contract))
  const terms = { type: contract.type, price, strike, years }
  const solved =
    productOfRoot(contract.root).exercise === 'american'
      ? impliedVolatilityAmerican({ ...terms, spot, rate, dividendYield: 0 })
      : impliedVolatility({
          ...terms,
          forward: forwardOf({ spot, years, rate, dividendYield: 0 }),
          discount: Math.exp(-rate * years),
        })
  return solved.ok ? solved.value : null
}
