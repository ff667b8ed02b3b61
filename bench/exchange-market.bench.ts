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
const OPEN = instantOf(tradingDay('2026-09-22'), timeOfDay('09:30'))
const NEXT_DAY = instantOf(tradingDay('2026-09-23'), timeOfDay('00:00'))
const NEXT_OPEN = instantOf(tradingDay('2026-09-23'), timeOfDay('09:30'))
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

/** The usual minute, and the worst of an hour, of the listing of a new day and of an open: what stops everything else. */
function minuteMs(print: (line: string) => void): { middle: number; worst: number } {
  const market = wideMarket()
  const symbols = market.underlyings().flatMap(({ symbol }) => [symbol, ...contractsOf(market, symbol)])
  const minutes = Array.from({ length: MINUTES }, (_, i) => OPEN + (i + 1) * MINUTE_MS)
  const opening = [0, 1, 2].map((minute) => NEXT_OPEN + minute * MINUTE_MS)
  const timed = (times: readonly number[]) =>
    times.map((time) =>
      timeMs(() => {
        market.advanceTo(time)
        readBooks(market, symbols)
      }),
    )
  const hour = timed(minutes)
  // The leap over the rest of the day is not a minute, so it is not timed.
  market.advanceTo(NEXT_DAY - 1)
  readBooks(market, symbols)
  const worst = Math.max(...hour, ...timed([NEXT_DAY]), ...timed(opening))
  const middle = hour.sort((a, b) => a - b)[MINUTES >> 1]!
  const figures = [`${middle.toFixed(1)} ms`, `worst ${worst.toFixed(1)}`] as const
  print(row(`a minute of ${symbols.length} books`, ...figures))
  return { middle, worst }
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
    const { middle, worst } = minuteMs(print)
    return {
      synthetic_minute_ms: middle,
      synthetic_minute_worst_ms: worst,
      synthetic_day_s: daySeconds(print),
    }
  },
}
