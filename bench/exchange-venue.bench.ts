import { buildMarketCalendar } from '../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../src/domain/calendar/trading-day.ts'
import { cents } from '../src/domain/money/cents.ts'
import { price } from '../src/domain/money/price.ts'
import { createVenue, type RunningVenue } from '../src/exchange/venue/create-venue.ts'
import { venueConfig } from '../src/exchange/venue/venue-config.ts'
import type {
  MarketView,
  NetOrderRequest,
  OrderSide,
  SimpleOrderRequest,
  TopOfBook,
} from '../src/exchange/venue/venue-types.ts'
import { type Bench, row, timeMs } from './harness.ts'

const ORDERS = 100_000
const ACCOUNTS = 50
const RESTING = 20
const RUNS = 3
const OPEN = instantOf(tradingDay('2026-09-22'), timeOfDay('09:30'))
const STRIKES = [6_400, 6_450, 6_500, 6_550, 6_600]

function callSymbol(strike: number): string {
  return `SPXW260925C0${strike}000`
}

/** A quiet market: books that every millisecond refreshes and that never move. */
class QuietMarket implements MarketView {
  now = OPEN + 60_000
  readonly #books = new Map<string, { -readonly [Name in keyof TopOfBook]: TopOfBook[Name] }>()

  constructor() {
    this.#set('SPX', 65_000_000, 65_000_000)
    this.#set('SPY', 6_499_900, 6_500_100)
    for (const [i, strike] of STRIKES.entries()) {
      this.#set(callSymbol(strike), 900_000 - i * 200_000, 902_000 - i * 200_000)
    }
  }

  #set(symbol: string, bid: number, ask: number): void {
    const sizes = { bidSize: 500, askSize: 500, quotedAt: this.now }
    this.#books.set(symbol, { bid: price(bid), ask: price(ask), last: price(bid), ...sizes })
  }

  advance(): void {
    this.now += 1
    for (const book of this.#books.values()) book.quotedAt = this.now
  }

  book(symbol: string): TopOfBook | undefined {
    return this.#books.get(symbol)
  }

  dividends() {
    return []
  }

  settlementOf() {
    return null
  }
}

function shares(side: OrderSide): SimpleOrderRequest {
  return { class: 'equity', symbol: 'SPY', side, quantity: 10, type: 'market', duration: 'day' }
}

function option(side: OrderSide): SimpleOrderRequest {
  const optionSymbol = callSymbol(6_500)
  const limit = price(side.startsWith('buy') ? 502_000 : 500_000)
  return {
    class: 'option',
    symbol: 'SPX',
    optionSymbol,
    side,
    quantity: 2,
    type: 'limit',
    duration: 'day',
    limit,
  }
}

function spread(open: boolean): NetOrderRequest {
  const sides: readonly OrderSide[] = open
    ? ['sell_to_open', 'buy_to_open']
    : ['buy_to_close', 'sell_to_close']
  const legs = [6_550, 6_600].map((strike, i) => ({
    symbol: 'SPX',
    optionSymbol: callSymbol(strike),
    side: sides[i]!,
    quantity: 1,
  }))
  return { class: 'multileg', symbol: 'SPX', type: 'market', duration: 'day', legs }
}

/** What an account sends, over and over: every order fills, and what is opened is closed. */
const ROUND = [
  shares('buy'),
  option('buy_to_open'),
  spread(true),
  shares('sell'),
  option('sell_to_close'),
  spread(false),
]

function opened(market: MarketView): RunningVenue {
  const venue = createVenue(venueConfig({ calendar: buildMarketCalendar(2026, 2026), seed: 1 }))
  for (let i = 0; i < ACCOUNTS; i += 1) {
    venue.openAccount({ id: `VA${i}`, type: 'margin', optionLevel: 3, openingCash: cents(1_000_000_000) })
  }
  const waiting: SimpleOrderRequest = {
    ...shares('buy'),
    type: 'limit',
    limit: price(10_000),
    duration: 'gtc',
  }
  for (let i = 0; i < RESTING; i += 1) venue.submit(`VA${i % ACCOUNTS}`, waiting, market)
  return venue
}

function ordersPerSecond(print: (line: string) => void): number {
  const market = new QuietMarket()
  const venue = opened(market)
  const ms = timeMs(() => {
    for (let i = 0; i < ORDERS; i += 1) {
      market.advance()
      const round = Math.floor(i / ACCOUNTS) % ROUND.length
      venue.submit(`VA${i % ACCOUNTS}`, ROUND[round]!, market)
      venue.step(market)
    }
  })
  const filled = venue.events().filter(({ kind }) => kind === 'order_filled').length
  if (filled !== ORDERS)
    throw new Error(`${filled} of ${ORDERS} orders filled; the figure would be of another work`)
  const rate = (ORDERS / ms) * 1_000
  print(row(`${ORDERS} orders, ${RESTING} resting`, `${rate.toFixed(0)} a second`, venue.eventHash()))
  return rate
}

export const bench: Bench = {
  name: 'exchange-venue',
  about:
    'orders through the venue: submitted, stepped and filled, half of them on one instrument, a third at a net price',
  run(print) {
    const rates = Array.from({ length: RUNS }, () => ordersPerSecond(print)).sort((a, b) => a - b)
    return { orders_per_s: Math.round(rates[RUNS >> 1]!) }
  },
}
