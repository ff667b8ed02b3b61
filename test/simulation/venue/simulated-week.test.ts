import { expect, test } from 'vitest'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { nextStep } from '../../../src/exchange/market/market-steps.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import { SYNTHETIC_UNIVERSE } from '../../../src/exchange/market/synthetic-universe.ts'
import { type RunResult, VenueRun, type World } from './venue-run.ts'

const CALENDAR = buildMarketCalendar(2022, 2030)
const at = (day: string, time: string) => instantOf(tradingDay(day), timeOfDay(time))
const START = at('2026-09-21', '09:00')
const HORIZON = at('2026-10-30', '12:00')
const TICKERS = ['SPY', 'SPX', 'KO']

/** A week of the synthetic market, looked at every few minutes and at every instant that means something. */
function weekWorld(seed: number): World {
  const market = createSyntheticMarket({
    seed,
    start: START,
    calendar: CALENDAR,
    specs: SYNTHETIC_UNIVERSE.filter(({ symbol }) => TICKERS.includes(symbol)),
    historySessions: 5,
    minuteSessions: 1,
  })
  const options = TICKERS.flatMap((ticker) => {
    const spot = market.book(ticker)!.last!
    const days = [...new Set(market.expirations(ticker).map(({ day }) => day))].slice(0, 6)
    const chain = days.flatMap((day) => market.chain(ticker, day))
    return chain.filter(({ contract }) => Math.abs(contract.strike - spot) < 0.02 * spot)
  })
  return {
    market,
    options: options.map(({ symbol }) => symbol),
    shares: ['SPY', 'KO'],
    next: (orders) => {
      let now: number = market.now
      for (let skipped = orders.below(6); skipped >= 0; skipped -= 1) now = nextStep(CALENDAR, now, HORIZON)
      return now
    },
  }
}

const STEPS = 700
const SEED = Number(process.env['VENUE_SEED'] ?? 1)

function week(seed: number, reloadAt?: number): RunResult & { readonly now: number } {
  const world = weekWorld(seed)
  const result = new VenueRun(seed, { world, steps: STEPS }).run(reloadAt)
  return { ...result, now: world.market.now }
}

test('a week of the synthetic market accounts for everything, and its log is that of the seed alone', {
  timeout: 120_000,
}, () => {
  const first = week(SEED)
  expect(first.violations).toEqual([])
  expect(first.now).toBeGreaterThanOrEqual(at('2026-09-25', '18:00'))
  expect(first.fills).toBeGreaterThan(100)
  expect(first.cleared).toBeGreaterThan(10)
  expect(week(SEED).hash).toBe(first.hash)
  expect(week(SEED + 1).hash).not.toBe(first.hash)
  // Saved in the middle of the week and gone on from as if nothing had been.
  expect(week(SEED, STEPS / 2).hash).toBe(first.hash)
})
