import { type MarketCalendar, marketDayAt } from './market-calendar.ts'
import { sessionOnOrAfter, sessionOnOrBefore } from './session-lookup.ts'
import { epochDay, type TradingDay, tradingDay } from './trading-day.ts'
import { addDays, type Weekday, weekdayOfEpochDay } from './weekday.ts'

const MONDAY = 1
const FRIDAY_ONLY: readonly Weekday[] = [5]
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5]

/**
 * The weekdays on which SPXW options end, each row from a day on. Source: Cboe's announcements of the
 * listings of 2016-02-23, 2016-08-15, 2022-04-18 and 2022-05-11.
 */
const SPXW_WEEKDAYS: readonly { readonly from: TradingDay; readonly weekdays: readonly Weekday[] }[] = [
  { from: tradingDay('2022-05-11'), weekdays: EVERY_DAY },
  { from: tradingDay('2022-04-18'), weekdays: [1, 2, 3, 5] },
  { from: tradingDay('2016-08-15'), weekdays: [1, 3, 5] },
  { from: tradingDay('2016-02-23'), weekdays: [3, 5] },
]

/** The other classes that have an option ending on every session, as of 2026. */
const DAILY_ROOTS: ReadonlySet<string> = new Set(['XSP', 'SPY', 'QQQ', 'IWM', 'NDXP', 'RUTW'])

/**
 * The weekdays on which the short-dated options of a root end, as of a day: for SPXW as listed then, for the
 * other classes as listed today, Friday for all that are not known to have more. Whether a class has weekly
 * options at all, the chain says.
 *
 * @example
 * [expirationWeekdays('SPXW', '2018-01-31'), expirationWeekdays('KO', '2026-01-05')] // => [[1, 3, 5], [5]]
 */
export function expirationWeekdays(root: string, asOf: TradingDay): readonly Weekday[] {
  if (root === 'SPXW') return SPXW_WEEKDAYS.find(({ from }) => asOf >= from)?.weekdays ?? FRIDAY_ONLY
  return DAILY_ROOTS.has(root) ? EVERY_DAY : FRIDAY_ONLY
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
