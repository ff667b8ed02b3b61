import { expect, test } from 'vitest'
import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { instantOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { createSyntheticMarket } from '../market/synthetic-market.ts'
import { DelayedMarket } from './delayed-market.ts'

const DELAY_MS = 15 * MINUTE_MS
const START = instantOf(tradingDay('2026-09-22'), timeOfDay('09:40'))

test('a delayed market says what the market said then, however it was brought there', () => {
  const market = createSyntheticMarket({ seed: 3, start: START, calendar: buildMarketCalendar() })
  const delayed = new DelayedMarket(market, DELAY_MS)
  for (const minutes of [0, 1, 14, 1, 90, 700, 1_440]) {
    market.advanceTo(market.now + minutes * MINUTE_MS)
    const then = market.asOf(market.now - DELAY_MS)
    const [day] = then.expirations('SPY')
    const symbols = then.chain('SPY', day!.day).map(({ symbol }) => symbol)
    for (const symbol of ['SPY', ...symbols.slice(40, 60)]) {
      expect(delayed.shown.quote(symbol)).toEqual(then.quote(symbol))
      expect(delayed.shown.greeksOf(symbol)).toEqual(then.greeksOf(symbol))
    }
  }
})

test('without a delay the market itself is shown', () => {
  const market = createSyntheticMarket({ seed: 3, start: START, calendar: buildMarketCalendar() })
  expect(new DelayedMarket(market, 0).shown).toBe(market)
})
