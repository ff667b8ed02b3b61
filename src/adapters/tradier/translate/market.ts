import type { TradingDay } from '../../../domain/calendar/trading-day.ts'
import type { BrokerRead } from '../../../ports/broker-fault.ts'
import type { DailyBar, Quote } from '../../../ports/market-data.ts'
import { fault } from '../faults.ts'
import { listOf } from '../wire/list.ts'
import { WIRE_BAR, WIRE_EXPIRATION, WIRE_UNMATCHED } from '../wire/market.ts'
import { quoteRowOf } from '../wire/quote-row.ts'
import { priceOf } from './order-price.ts'
import { quoteOf } from './quote.ts'

/** The quotes of an answer. One with unknown symbols only has no list of quotes. */
export function quotesOf(answer: unknown): BrokerRead<readonly Quote[]> {
  const list = listOf(answer, 'quotes', 'quote')
  if (list === null) {
    return WIRE_UNMATCHED.safeParse(answer).success
      ? { ok: true, value: [] }
      : fault('malformed', 'quotes_unreadable', 'The quotes cannot be read.')
  }
  const quotes: Quote[] = []
  for (const one of list.rows) {
    const row = quoteRowOf(one)
    if (row === null) return fault('malformed', 'quotes_unreadable', 'A quote has no symbol.')
    quotes.push(quoteOf(row))
  }
  return { ok: true, value: quotes }
}

/** Days of expiration, ascending, each once. */
export function expirationsOf(answer: unknown): BrokerRead<readonly TradingDay[]> {
  const list = listOf(answer, 'expirations', 'date') ?? listOf(answer, 'expirations', 'expiration')
  const days = new Set<TradingDay>()
  for (const row of list?.rows ?? []) {
    const read = WIRE_EXPIRATION.safeParse(row)
    if (!read.success) return fault('malformed', 'expirations_unreadable', 'An expiration is no day.')
    days.add(read.data)
  }
  return list === null
    ? fault('malformed', 'expirations_unreadable', 'The expirations cannot be read.')
    : { ok: true, value: [...days].sort() }
}

function barOf(row: unknown): DailyBar | null | undefined {
  const read = WIRE_BAR.safeParse(row)
  if (!read.success) return null
  const { date, open, high, low, close, volume } = read.data
  const prices = [open, high, low, close].map(priceOf)
  const [o, h, l, c] = prices
  if (o == null || h == null || l == null || c == null) return undefined
  return { day: date, open: o, high: h, low: l, close: c, volume: volume ?? 0 }
}

/** Daily bars, ascending; days on which nothing traded, and have no prices, are left out. */
export function barsOf(answer: unknown): BrokerRead<readonly DailyBar[]> {
  const list = listOf(answer, 'history', 'day')
  const bars: DailyBar[] = []
  for (const row of list?.rows ?? []) {
    const bar = barOf(row)
    if (bar === null) return fault('malformed', 'bars_unreadable', 'A daily bar has no day.')
    if (bar !== undefined) bars.push(bar)
  }
  if (list === null) return fault('malformed', 'bars_unreadable', 'The daily bars cannot be read.')
  return { ok: true, value: bars.sort((a, b) => (a.day < b.day ? -1 : 1)) }
}
