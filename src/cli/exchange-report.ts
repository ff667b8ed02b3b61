import { formatNewYork, newYorkTimeOf } from '../domain/calendar/new-york-time.ts'
import { formatTimeOfDay, timeOfDayFromMs } from '../domain/calendar/time-of-day.ts'
import { formatCents } from '../domain/money/cents-text.ts'
import type { Price } from '../domain/money/price.ts'
import { formatPrice } from '../domain/money/price-text.ts'
import { describeDay } from '../domain/option/describe-contract.ts'
import type { ExchangeStatus, OpenExchange } from './exchange-door.ts'
import { type Paint, paintFor } from './paint.ts'
import type { Screen } from './shell.ts'
import { wrapText } from './text-table.ts'

const PHASES = {
  pre_market: 'pre-market',
  open: 'open',
  after_hours: 'after hours',
  closed: 'closed',
} as const

/** A request that shows that the exchange answers, as lines for a shell. */
export function curlLines({ baseUrl, token }: OpenExchange, symbol: string): readonly string[] {
  return [
    `curl -s -H 'Authorization: Bearer ${token}' \\`,
    `  -H 'Accept: application/json' \\`,
    `  '${baseUrl}/markets/quotes?symbols=${encodeURIComponent(symbol)}'`,
  ]
}

function accountLine(
  paint: Paint,
  { id, type, cash, optionLevel }: OpenExchange['accounts'][number],
): string {
  return `${paint('faint', 'account ')}   ${id}   ${type}   ${formatCents(cash)}   option level ${optionLevel}`
}

/** What is printed when an exchange has opened: how to reach it, and a request to try. */
export function exchangeHead(exchange: OpenExchange, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const { baseUrl, token, personality, accounts, control, notes } = exchange
  const { marketTime, quote } = exchange.status()
  const title = `Legwork exchange, as Tradier's ${personality === 'live' ? 'live API' : 'sandbox'}`
  return [
    paint('title', title),
    ...wrapText(`${exchange.market}; it is ${wallClock(marketTime)} there.`, screen.columns),
    '',
    `${paint('faint', 'base URL')}   ${baseUrl}`,
    `${paint('faint', 'token   ')}   ${token}`,
    ...accounts.map((account) => accountLine(paint, account)),
    ...(control === null
      ? []
      : [
          `${paint('faint', 'control ')}   ${control.url}`,
          `${paint('faint', '        ')}   with the token ${control.token}`,
        ]),
    '',
    ...curlLines(exchange, quote.symbol),
    '',
    ...notes.flatMap((note) => wrapText(note, screen.columns)).map((line) => paint('faint', line)),
    paint('faint', 'Ctrl-C ends it.'),
    '',
  ]
}

function wallClock(at: ExchangeStatus['marketTime']): string {
  const { day, time } = newYorkTimeOf(at)
  const seconds = timeOfDayFromMs(time - (time % 1_000))
  const text = formatTimeOfDay(seconds)
  return `${describeDay(day)} ${text.length === 5 ? `${text}:00` : text}`
}

function side(price: Price | null): string {
  return price === null ? '-' : formatPrice(price)
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}

/** The status as one line: market time, phase, a quote, what was asked, ordered and filled. */
export function statusLine(status: ExchangeStatus, screen: Screen): string {
  const { marketTime, phase, quote, requests, orders, workingOrders, fills, isOver } = status
  const groups = [
    wallClock(marketTime),
    isOver ? 'played to its end' : PHASES[phase],
    `${quote.symbol} ${side(quote.bid)} / ${side(quote.ask)}`,
    `${counted(orders, 'order')}${workingOrders > 0 ? ` (${workingOrders} working)` : ''}`,
    counted(fills, 'fill'),
    counted(requests, 'request'),
  ]
  // A line that wraps could not be written over; what is least missed goes first.
  while (groups.length > 2 && groups.join('  ').length >= screen.columns) groups.pop()
  return groups.join('  ').slice(0, screen.columns - 1)
}

/** The opening as one JSON object. */
export function openingDocument(exchange: OpenExchange): unknown {
  const { market, baseUrl, token, personality, accounts, control, isRestored, notes } = exchange
  return {
    event: 'open',
    market,
    baseUrl,
    token,
    personality,
    accounts: accounts.map(({ id, type, cash, optionLevel }) => ({
      id,
      type,
      cash: cash / 100,
      optionLevel,
    })),
    control,
    isRestored,
    notes,
    curl: curlLines(exchange, exchange.status().quote.symbol).join('\n'),
  }
}

/** The status as one JSON object. */
export function statusDocument({ marketTime, quote, ...status }: ExchangeStatus): unknown {
  const dollars = (price: Price | null) => (price === null ? null : Number(formatPrice(price)))
  return {
    event: 'status',
    marketTime,
    newYork: formatNewYork(marketTime),
    ...status,
    quote: { symbol: quote.symbol, bid: dollars(quote.bid), ask: dollars(quote.ask) },
  }
}
