import { describe, expect, test } from 'vitest'
import { expirationInstant } from '../../../src/domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../../src/domain/calendar/days-to-expiration.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { type ClosingExpiration, dailyVolatility } from '../../../src/domain/volatility/daily-volatility.ts'
import { ivRank } from '../../../src/domain/volatility/iv-rank.ts'
import type { Market } from '../../../src/exchange/market/market.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import { SYNTHETIC_RATE } from '../../../src/exchange/market/underlying-state.ts'

const calendar = buildMarketCalendar()
const at = (day: string, time: string) => instantOf(tradingDay(day), timeOfDay(time))
const START = at('2026-09-22', '10:00')
const YESTERDAY = tradingDay('2026-09-21')
const FIRST = tradingDay('2025-01-01')

function closingExpirations(market: Market, underlying: string, isWanted: (root: string) => boolean) {
  const rows = market.expirations(underlying).filter(({ root }) => isWanted(root))
  return rows.map(({ day, root }): ClosingExpiration => {
    const calls = market
      .chain(underlying, day)
      .filter(({ contract }) => contract.root === root && contract.type === 'call')
    const books = calls.map(({ symbol }) => market.book(symbol)!)
    const puts = calls.map(({ symbol }) => market.book(symbol.replace(/C(?=\d{8}$)/, 'P'))!)
    return {
      years: yearsToExpiry(instant(market.now), expirationInstant(calendar, { root, expiration: day })),
      quotes: {
        strike: calls.map(({ contract }) => contract.strike / 10_000),
        callBid: books.map(({ bid }) => bid! / 10_000),
        callAsk: books.map(({ ask }) => ask! / 10_000),
        putBid: puts.map(({ bid }) => bid! / 10_000),
        putAsk: puts.map(({ ask }) => ask! / 10_000),
      },
    }
  })
}

describe('the history of a synthetic market', () => {
  test('has a year of the volatility index for rank and percentile', () => {
    const market = createSyntheticMarket({ seed: 7, start: START, calendar })
    const bars = market.dailyBars('VIX', FIRST, YESTERDAY)
    const history = bars.map(({ day, close }) => ({ day, volatility: close / 1_000_000 }))
    const current = market.book('VIX')!.last! / 1_000_000
    const found = ivRank({ history, current, calendar, to: YESTERDAY, leastSessions: 252 })
    expect(found).toMatchObject({
      ok: true,
      value: { missing: [], window: { sessions: 252, to: YESTERDAY } },
    })
    if (!found.ok) return
    expect(found.value.rank).toBeGreaterThan(0)
    expect(found.value.rank).toBeLessThan(100)
    const year = bars.slice(-252).map(({ close }) => close)
    const [low, high] = [Math.min(...year), Math.max(...year)]
    expect(found.value.rank).toBeCloseTo((100 * (current * 1_000_000 - low)) / (high - low), 6)
    // A year in which volatility hardly moved would rank noise.
    expect(high / low).toBeGreaterThan(1.3)
  })

  test('has averages of 200 days on each of the last 50', () => {
    const market = createSyntheticMarket({ seed: 7, start: START, calendar })
    for (const symbol of ['SPY', 'KO', 'SPX']) {
      const closes = market.dailyBars(symbol, FIRST, YESTERDAY).map(({ close }) => close as number)
      const averages = Array.from({ length: 50 }, (_, back) => {
        const window = closes.slice(closes.length - 200 - back, closes.length - back)
        expect(window).toHaveLength(200)
        return window.reduce((sum, close) => sum + close, 0) / 200
      })
      expect(averages.every((average) => average > 0.5 * closes.at(-1)!)).toBe(true)
    }
  })

  test.each([1, 7, 12])('its index stands near the volatility of SPX at thirty days, seed %i', (seed) => {
    const market = createSyntheticMarket({ seed, start: START, calendar })
    const expirations = closingExpirations(market, 'SPX', (root) => root === 'SPXW')
    const found = dailyVolatility({ expirations, rate: SYNTHETIC_RATE, style: 'european' })
    if (!found.ok) throw new Error(found.message)
    const index = market.book('VIX')!.last! / 1_000_000
    // The strip of all strikes is dearer than the money by the slant of the smile: one to a few points.
    expect(index - found.value).toBeGreaterThan(0)
    expect(index - found.value).toBeLessThan(0.05)
    const shares = closingExpirations(market, 'SPY', () => true)
    const american = dailyVolatility({ expirations: shares, rate: SYNTHETIC_RATE, style: 'american' })
    if (!american.ok) throw new Error(american.message)
    expect(american.value).toBeCloseTo(found.value, 2)
  })
})
