import { expirationInstant } from '../domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../domain/calendar/days-to-expiration.ts'
import type { Instant } from '../domain/calendar/instant.ts'
import type { MarketCalendar } from '../domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { PRICE_UNITS_PER_DOLLAR, type Price } from '../domain/money/price.ts'
import { isAdjustedRoot, productOfRoot } from '../domain/option/product.ts'
import type { ParityQuotes } from '../domain/pricing/parity-pairs.ts'
import { atTheMoneyVolatility, type StrikeVolatility } from '../domain/volatility/at-the-money.ts'
import type { ExpirationVolatility } from '../domain/volatility/constant-maturity.ts'
import { expirationVolatility } from '../domain/volatility/daily-volatility.ts'
import type { ChainQuote, OptionChain } from '../ports/market-data.ts'

/** The options of one root and expiration. */
interface Series {
  readonly root: string
  readonly years: number
  readonly options: readonly ChainQuote[]
}

/** When a chain is looked at. */
export interface ClosingTerms {
  readonly at: Instant
  readonly calendar: MarketCalendar
  /** Interest rate a year, continuously compounded. */
  readonly rate: number
}

/** A root settled in the morning and one settled at the close end at different times of one day. */
function seriesOf({ expiration, options }: OptionChain, { at, calendar }: ClosingTerms): readonly Series[] {
  const byRoot = Map.groupBy(options, ({ contract }) => contract.root)
  return [...byRoot]
    .filter(([root]) => !isAdjustedRoot(root))
    .map(([root, ofRoot]) => {
      const years = yearsToExpiry(at, expirationInstant(calendar, { root, expiration }))
      return { root, years, options: ofRoot }
    })
    .filter(({ years }) => years > 0)
}

/** The volatilities at the money that the quotes of a chain imply, one a root; roots that tell none are left out. */
export function quotedVolatilities(chain: OptionChain, terms: ClosingTerms): readonly ExpirationVolatility[] {
  return seriesOf(chain, terms).flatMap(({ root, years, options }) => {
    const style = productOfRoot(root).exercise
    const quotes = parityQuotesOf(options, terms.at)
    const found = expirationVolatility({ years, quotes }, { rate: terms.rate, style })
    return found.ok ? [{ years, volatility: found.value }] : []
  })
}

/** The volatilities at the money of a chain by its vendor's figures of the day, one a root, and whose they are. */
export function vendorVolatilities(
  chain: OptionChain,
  terms: ClosingTerms,
): readonly (ExpirationVolatility & { readonly source: string })[] {
  return seriesOf(chain, terms).flatMap(({ years, options }) => {
    const found = vendorAtTheMoney(options, terms.at)
    return found === null ? [] : [{ years, ...found }]
  })
}

/** A row a strike. A quote of another day says nothing of this one, and counts as none. */
function parityQuotesOf(options: readonly ChainQuote[], at: Instant): ParityQuotes {
  const today = newYorkDayOf(at)
  const sides = { call: new Map<Price, ChainQuote>(), put: new Map<Price, ChainQuote>() }
  for (const option of options) {
    const { contract, quotedAt } = option
    if (quotedAt !== null && newYorkDayOf(quotedAt) !== today) continue
    sides[contract.type].set(contract.strike, option)
  }
  const strikes = [...new Set([...sides.call.keys(), ...sides.put.keys()])].sort((a, b) => a - b)
  const column = (type: 'call' | 'put', side: 'bid' | 'ask') =>
    Float64Array.from(strikes, (strike) => dollars(sides[type].get(strike)?.[side] ?? null))
  return {
    strike: Float64Array.from(strikes, dollars),
    callBid: column('call', 'bid'),
    callAsk: column('call', 'ask'),
    putBid: column('put', 'bid'),
    putAsk: column('put', 'ask'),
  }
}

function dollars(amount: Price | null): number {
  return amount === null ? Number.NaN : amount / PRICE_UNITS_PER_DOLLAR
}

/**
 * The vendor's volatility where its call has a delta of one half: by its own figures alone, since a price of the
 * underlying that is a little older or younger than they are would be at another strike.
 */
function vendorAtTheMoney(
  options: readonly ChainQuote[],
  at: Instant,
): { readonly volatility: number; readonly source: string } | null {
  const today = newYorkDayOf(at)
  const ofToday = options.filter(
    ({ greeks }) => greeks?.asOf !== undefined && greeks.asOf !== null && newYorkDayOf(greeks.asOf) === today,
  )
  const calls = ofToday
    .filter(({ contract, greeks }) => contract.type === 'call' && greeks?.delta !== null)
    .sort((a, b) => a.contract.strike - b.contract.strike)
  const above = calls.findIndex(({ greeks }) => greeks!.delta! <= 0.5)
  if (above < 1) return null
  const [near, far] = [calls[above - 1]!, calls[above]!]
  const [high, low] = [near.greeks!.delta!, far.greeks!.delta!]
  const [from, to] = [dollars(near.contract.strike), dollars(far.contract.strike)]
  const middle = from + ((high - 0.5) / (high - low)) * (to - from)
  const volatility = atTheMoneyVolatility(strikeVolatilitiesOf(ofToday), middle)
  return volatility === null ? null : { volatility, source: near.greeks!.source }
}

/** Ascending by strike; the mean of call and put where the vendor has both. */
function strikeVolatilitiesOf(options: readonly ChainQuote[]): readonly StrikeVolatility[] {
  const byStrike = new Map<Price, number[]>()
  for (const { contract, greeks } of options) {
    const midIv = greeks?.midIv ?? 0
    if (midIv > 0) byStrike.set(contract.strike, [...(byStrike.get(contract.strike) ?? []), midIv])
  }
  return [...byStrike]
    .sort(([a], [b]) => a - b)
    .map(([strike, all]) => ({
      strike: dollars(strike),
      volatility: all.reduce((sum, one) => sum + one, 0) / all.length,
    }))
}
