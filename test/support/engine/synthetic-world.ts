import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import { type TradingWorld, tradingWorld, type WorldOptions } from './trading-world.ts'

const CALENDAR = buildMarketCalendar(2024, 2030)

/** An instant of Tuesday 2026-09-22, or of another day, in New York. */
export function newYork(time: string, day = '2026-09-22') {
  return instantOf(tradingDay(day), timeOfDay(time))
}

/** An engine on a synthetic market that begins at a time of Tuesday 2026-09-22. */
export function syntheticWorld(time: string, options: WorldOptions = {}): Promise<TradingWorld> {
  const market = createSyntheticMarket({ seed: options.seed ?? 11, start: newYork(time), calendar: CALENDAR })
  return tradingWorld(market, options)
}
