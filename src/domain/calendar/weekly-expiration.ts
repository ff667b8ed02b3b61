import { type MarketCalendar, marketDayAt } from './market-calendar.ts'
import { sessionOnOrAfter, sessionOnOrBefore } from './session-lookup.ts'
import { epochDay, type TradingDay } from './trading-day.ts'
import { addDays, type Weekday, weekdayOfEpochDay } from './weekday.ts'
import { USUAL_LISTINGS, WEEKDAY_LISTINGS } from './weekday-listings.ts'

const MONDAY = 1

/**
 * The weekdays on which the options of a root end that are listed on a day, in order; null when that is not
 * known for so early a day. For a root without rows of its own Friday, from 2010-06-04 on. Whether a class has
 * weekly options at all, the chain says; those of `VIX` are the monthly ones (`vixExpiration`). Sources: see
 * `WEEKDAY_LISTINGS`.
 *
 * @example
 * ['2010-01-05', '2018-01-31', '2023-01-03'].map((day) => expirationWeekdays('SPY', day)) // => [null, [3, 5], [1, 2, 3, 4, 5]]
 * @example
 * [expirationWeekdays('VIXW', '2026-01-05'), expirationWeekdays('KO', '2026-01-05')] // => [[3], [5]]
 */
export function expirationWeekdays(root: string, asOf: TradingDay): readonly Weekday[] | null {
  const listings = WEEKDAY_LISTINGS.get(root) ?? USUAL_LISTINGS
  return listings.find(({ from }) => asOf >= from)?.weekdays ?? null
}

/**
 * The days from a day to a day, both included, on which options of these weekdays end, in order and each
 * once. When the market is closed on such a day, they end on the session before it; those of Mondays on the
 * session after it. Source: Cboe Rule 4.13(e). Closures that nobody foresaw are treated alike, though for
 * them the exchanges decide each time (options of 2025-01-09 traded until the 8th).
 *
 * @throws {InvariantViolation} when the calendar does not reach the days and the weeks around them
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * weeklyExpirations(buildMarketCalendar(2025, 2025), [1, 3, 5], '2025-04-14', '2025-04-20') // => ['2025-04-14', '2025-04-16', '2025-04-17']
 */
export function weeklyExpirations(
  calendar: MarketCalendar,
  weekdays: readonly Weekday[],
  from: TradingDay,
  to: TradingDay,
): TradingDay[] {
  const found = new Set<TradingDay>()
  // A day moves by less than a week, so a week around the range holds all that may move into it.
  const last = Math.min(epochDay(to) + 7, calendar.firstEpochDay + calendar.days.length - 1)
  for (let at = Math.max(epochDay(from) - 7, calendar.firstEpochDay); at <= last; at += 1) {
    const weekday = weekdayOfEpochDay(at)
    if (!weekdays.includes(weekday)) continue
    const { day } = marketDayAt(calendar, at)
    const moved = weekday === MONDAY ? sessionOnOrAfter(calendar, day) : sessionOnOrBefore(calendar, day)
    if (moved.day >= from && moved.day <= to) found.add(moved.day)
  }
  return [...found].sort()
}

/**
 * The day on which the standard VIX options of a month are settled, at the open: 30 days before the third
 * Friday of the next month, which is a Wednesday. When that Friday is closed, 30 days before the session that
 * precedes it; when the day found is closed, the session before. Source: Cboe Rule 4.13 and the contract
 * specification of VIX options. They trade for the last time one session earlier (`lastTradingDay`).
 *
 * @param nextStandard the `standardExpiration` of the month after
 * @throws {InvariantViolation} when the calendar does not reach so far
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * [vixExpiration(buildMarketCalendar(2024, 2024), '2024-07-19'), vixExpiration(buildMarketCalendar(2014, 2014), '2014-04-17')] // => ['2024-06-18', '2014-03-18']
 */
export function vixExpiration(calendar: MarketCalendar, nextStandard: TradingDay): TradingDay {
  return sessionOnOrBefore(calendar, addDays(nextStandard, -30)).day
}
