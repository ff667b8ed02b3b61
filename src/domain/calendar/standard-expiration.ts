import type { MarketCalendar } from './market-calendar.ts'
import { sessionOnOrBefore } from './session-lookup.ts'
import { epochDayOf, type TradingDay, tradingDay, tradingDayFromEpochDay } from './trading-day.ts'
import { addDays, nthWeekday } from './weekday.ts'

const FRIDAY = 5
const FIRST_FRIDAY_CONVENTION = tradingDay('2015-02-01')

/**
 * The day on which the standard monthly options of a month end: the third Friday, or the session before it
 * when the market is closed then (Good Friday 2025-04-18, Juneteenth 2026-06-19). AM-settled options trade
 * for the last time one session earlier (`lastTradingDay`). Source: Cboe Rules 4.5 and 4.13. What is really
 * listed says the chain; this is for calendars, tests and synthetic markets.
 *
 * @param month 1 to 12
 * @throws {InvariantViolation} when the calendar does not reach the month
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * [4, 5].map((month) => standardExpiration(buildMarketCalendar(2025, 2025), 2025, month)) // => ['2025-04-17', '2025-05-16']
 */
export function standardExpiration(calendar: MarketCalendar, year: number, month: number): TradingDay {
  return sessionOnOrBefore(calendar, thirdFriday(year, month)).day
}

/**
 * The date that the OCC symbols of the standard monthly options of a month carry. Since February 2015 it is
 * `standardExpiration`; before, it was the Saturday after the third Friday, also when that Friday was a
 * holiday (2014-06-21, 2014-04-19). Weekly and quarterly options always carried their last day. Source: SEC
 * Release 34-69480 (SR-OCC-2013-04); a few long-dated options listed before 2013 kept a Saturday beyond 2015.
 *
 * @param month 1 to 12
 * @throws {InvariantViolation} when the calendar does not reach the month
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * [standardOccDate(buildMarketCalendar(2014, 2016), 2014, 6), standardOccDate(buildMarketCalendar(2014, 2016), 2016, 1)] // => ['2014-06-21', '2016-01-15']
 */
export function standardOccDate(calendar: MarketCalendar, year: number, month: number): TradingDay {
  const friday = thirdFriday(year, month)
  return friday < FIRST_FRIDAY_CONVENTION ? addDays(friday, 1) : standardExpiration(calendar, year, month)
}

/**
 * The day on which the options of the end of a month or quarter end: its last session.
 *
 * @param month 1 to 12
 * @throws {InvariantViolation} when the calendar does not reach the month
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * monthEndExpiration(buildMarketCalendar(2024, 2024), 2024, 3) // => '2024-03-28'
 */
export function monthEndExpiration(calendar: MarketCalendar, year: number, month: number): TradingDay {
  const next = month === 12 ? epochDayOf(year + 1, 1, 1) : epochDayOf(year, month + 1, 1)
  return sessionOnOrBefore(calendar, tradingDayFromEpochDay(next - 1)).day
}

/**
 * The third Friday of a month, whether the market trades or not.
 *
 * @param month 1 to 12
 * @example
 * thirdFriday(2025, 4) // => '2025-04-18'
 */
export function thirdFriday(year: number, month: number): TradingDay {
  return tradingDayFromEpochDay(nthWeekday(year, month, FRIDAY, 3))
}
