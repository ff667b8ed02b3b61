import { invariant } from '../invariant.ts'
import { epochDay, epochDayOf, type TradingDay, tradingDayFromEpochDay } from './trading-day.ts'

/** A day of the week as ISO 8601 counts them: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/**
 * The weekday of a number of days since 1970-01-01, which was a Thursday.
 *
 * @example
 * weekdayOfEpochDay(0) // => 4
 */
export function weekdayOfEpochDay(day: number): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday
}

/**
 * The weekday of a date.
 *
 * @example
 * weekdayOf('2023-10-20') // => 5
 */
export function weekdayOf(day: TradingDay): Weekday {
  return weekdayOfEpochDay(epochDay(day))
}

/**
 * The date so many calendar days later, or earlier when `days` is negative.
 *
 * @example
 * addDays('2024-02-28', 2) // => '2024-03-01'
 */
export function addDays(day: TradingDay, days: number): TradingDay {
  return tradingDayFromEpochDay(epochDay(day) + days)
}

/**
 * Days since 1970-01-01 of the n-th such weekday of a month.
 *
 * @param n 1 to 5; the fifth may lie in the next month, which is an error
 * @example
 * nthWeekday(2023, 11, 4, 4) - nthWeekday(2023, 11, 4, 1) // => 21
 */
export function nthWeekday(year: number, month: number, weekday: Weekday, n: number): number {
  const first = epochDayOf(year, month, 1)
  const found = first + ((weekday - weekdayOfEpochDay(first) + 7) % 7) + (n - 1) * 7
  invariant(found < firstOfNextMonth(year, month), `${year}-${month} has no weekday ${weekday} number ${n}`)
  return found
}

/**
 * Days since 1970-01-01 of the last such weekday of a month.
 *
 * @example
 * lastWeekday(2024, 5, 1) === nthWeekday(2024, 5, 1, 4) // => true
 */
export function lastWeekday(year: number, month: number, weekday: Weekday): number {
  const last = firstOfNextMonth(year, month) - 1
  return last - ((weekdayOfEpochDay(last) - weekday + 7) % 7)
}

function firstOfNextMonth(year: number, month: number): number {
  return month === 12 ? epochDayOf(year + 1, 1, 1) : epochDayOf(year, month + 1, 1)
}
