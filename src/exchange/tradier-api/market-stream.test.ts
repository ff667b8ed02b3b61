import { expect, test } from 'vitest'
import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { instantOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { createSyntheticMarket } from '../market/synthetic-market.ts'
import { MarketTicks } from './market-stream.ts'
import { DEFAULT_SWITCHES } from './switches.ts'

test('the prices of an index are told as trades, though nobody trades it', () => {
  const start = instantOf(tradingDay('2026-09-22'), timeOfDay('10:00'))
  const market = createSyntheticMarket({ seed: 3, start, calendar: buildMarketCalendar() })
  const wish = { symbols: ['SPX'], filter: ['trade'], validOnly: true }
  const ticks = new MarketTicks({ market, switches: DEFAULT_SWITCHES }, wish)
  for (let minute = 0; minute < 3; minute += 1) {
    const frames = ticks.next().map((frame) => JSON.parse(frame))
    expect(frames).toMatchObject([{ type: 'trade', symbol: 'SPX', size: '0' }])
    expect(Number(frames[0].last)).toBe(market.quote('SPX')!.last! / 10_000)
    market.advanceTo(market.now + MINUTE_MS)
  }
})
