import { MINUTE_MS } from '../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../src/domain/calendar/trading-day.ts'
import type { Market } from '../src/exchange/market/market.ts'
import { createSyntheticMarket } from '../src/exchange/market/synthetic-market.ts'
import { SYNTHETIC_UNIVERSE } from '../src/exchange/market/synthetic-universe.ts'
import { type Bench, row, timeMs } from './harness.ts'

const UNDERLYINGS = 20
const CONTRACTS = 2_000
const MINUTES = 60
const DAY = tradingDay('2026-09-22')
const OPEN = instantOf(DAY, timeOfDay('09:30'))
const calendar = buildMarketCalendar()

/** Twenty underlyings, each with 2,000 contracts at least: copies of SPY under tickers of their own. */
function wideMarket(): Market {
  const spy = SYNTHETIC_UNIVERSE.find(({ symbol }) => symbol === 'SPY')!
  const specs = Array.from({ length: UNDERLYINGS }, (_, i) => ({
    ...spy,
    symbol: `Z${String.fromCharCode(65 + i)}`,
  }))
  return createSyntheticMarket({ seed: 1, start: OPEN, calendar, specs })
}

/** The first so many contracts of an underlying, nearest expirations first. */
function contractsOf(market: Market, symbol: string): string[] {
  const days = [...new Set(market.expirations(symbol).map(({ day }) => day))]
  return days.flatMap((day) => market.chain(symbol, day).map((option) => option.symbol)).slice(0, CONTRACTS)
}

/** Reads every book; the sum keeps the work from being left out. */
function readBooks(market: Market, symbols: readonly string[]): number {
  let sum = 0
  for (const symbol of symbols) sum += market.book(symbol)!.ask!
  return sum
}

function minuteMs(print: (line: string) => void): number {
  const market = wideMarket()
  const symbols = market.underlyings().flatMap(({ symbol }) => [symbol, ...contractsOf(market, symbol)])
  const timings: number[] = []
  for (let minute = 1; minute <= MINUTES; minute++) {
    timings.push(
      timeMs(() => {
        market.advanceTo(OPEN + minute * MINUTE_MS)
        readBooks(market, symbols)
      }),
    )
  }
  timings.sort((a, b) => a - b)
  const middle = timings[MINUTES >> 1]!
  print(
    row(
      `a minute of ${symbols.length} books`,
      `${middle.toFixed(1)} ms`,
      `worst ${timings.at(-1)!.toFixed(1)}`,
    ),
  )
  return middle
}

function daySeconds(print: (line: string) => void): number {
  const market = createSyntheticMarket({ seed: 1, start: OPEN, calendar })
  const symbols = ['SPY', ...contractsOf(market, 'SPY')]
  const ms = timeMs(() => {
    for (let minute = 1; minute <= 390; minute++) {
      market.advanceTo(OPEN + minute * MINUTE_MS)
      readBooks(market, symbols)
    }
  })
  print(row(`390 minutes of ${symbols.length} books of SPY`, `${(ms / 1_000).toFixed(2)} s`))
  return ms / 1_000
}

export const bench: Bench = {
  name: 'exchange-market',
  about:
    'the synthetic market: every book of 20 underlyings with 2,000 contracts each, and a whole day of one',
  run(print) {
    const startMs = timeMs(() => createSyntheticMarket({ seed: 1, start: OPEN, calendar }))
    print(row('320 sessions of history of 20 underlyings', `${startMs.toFixed(0)} ms`))
    return { synthetic_minute_ms: minuteMs(print), synthetic_day_s: daySeconds(print) }
  },
}
