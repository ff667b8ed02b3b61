import { type Instant, instant } from '../../../domain/calendar/instant.ts'
import { PRICE_UNITS_PER_DOLLAR, type Price, price } from '../../../domain/money/price.ts'
import { MAX_PRICE } from '../../../domain/money/price-text.ts'
import type { Quote, VendorGreeks } from '../../../ports/market-data.ts'
import { numberOf, textOf } from '../wire/number.ts'
import type { QuoteRow } from '../wire/quote-row.ts'

const MOST_DOLLARS = MAX_PRICE / PRICE_UNITS_PER_DOLLAR
/** The last millisecond that a date can name. */
const LAST_MOMENT = 8_640_000_000_000_000

/** A price of a quote, to the nearest 1/10,000 dollar; null for none, for a negative one, and for one beyond all prices. */
function quotePrice(value: unknown): Price | null {
  const dollars = numberOf(value)
  if (dollars === null || dollars < 0 || dollars > MOST_DOLLARS) return null
  return price(Math.round(dollars * PRICE_UNITS_PER_DOLLAR))
}

/** A count, 0 where there is none. */
function countOf(value: unknown): number {
  return countOrNull(value) ?? 0
}

/** A whole number of at least 0, or null. */
export function countOrNull(value: unknown): number | null {
  const count = numberOf(value)
  return count !== null && Number.isSafeInteger(count) && count >= 0 ? count : null
}

function momentOf(value: unknown): Instant | null {
  const at = countOrNull(value)
  return at === null || at === 0 || at > LAST_MOMENT ? null : instant(at)
}

/** The older of both sides' times: a quote is as old as its older side. */
function quotedAt(row: QuoteRow): Instant | null {
  const bid = momentOf(row['bid_date'])
  const ask = momentOf(row['ask_date'])
  if (bid === null || ask === null) return bid ?? ask
  return bid < ask ? bid : ask
}

/** The quote in a row, nothing judged. */
export function quoteOf(row: QuoteRow): Quote {
  return {
    symbol: row.symbol,
    bid: quotePrice(row['bid']),
    ask: quotePrice(row['ask']),
    bidSize: countOf(row['bidsize']),
    askSize: countOf(row['asksize']),
    last: quotePrice(row['last']),
    quotedAt: quotedAt(row),
    previousClose: quotePrice(row['prevclose']),
  }
}

/** UTC without a zone, as the greeks' `updated_at` is written. */
function bareMoment(value: unknown): Instant | null {
  const text = textOf(value)
  if (text === null || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null
  const at = Date.parse(`${text.replace(' ', 'T')}Z`)
  return Number.isNaN(at) ? null : instant(at)
}

/** Greeks of a row, which come from ORATS about hourly; null when the row has none. */
export function greeksOf(value: unknown): VendorGreeks | null {
  if (typeof value !== 'object' || value === null) return null
  const row = value as Readonly<Record<string, unknown>>
  return {
    source: 'tradier',
    asOf: bareMoment(row['updated_at']),
    delta: numberOf(row['delta']),
    gamma: numberOf(row['gamma']),
    theta: numberOf(row['theta']),
    vega: numberOf(row['vega']),
    midIv: numberOf(row['mid_iv']),
  }
}
