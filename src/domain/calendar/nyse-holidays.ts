import { easterSunday } from './easter.ts'
import { epochDayOf } from './trading-day.ts'
import { lastWeekday, nthWeekday, weekdayOfEpochDay } from './weekday.ts'

/** A weekday on which the exchanges are closed by rule. */
export interface Holiday {
  /** Days since 1970-01-01. */
  readonly epochDay: number
  readonly name: string
}

/** The first year of the present list: Martin Luther King, Jr. Day was added in 1998. */
export const FIRST_HOLIDAY_YEAR = 1998

const MONDAY = 1
const THURSDAY = 4
const SATURDAY = 6
const SUNDAY = 7

/** A fixed date that is kept on Friday when it is a Saturday, and on Monday when it is a Sunday. */
function observed(year: number, month: number, day: number): number {
  const date = epochDayOf(year, month, day)
  const weekday = weekdayOfEpochDay(date)
  return weekday === SATURDAY ? date - 1 : weekday === SUNDAY ? date + 1 : date
}

/**
 * New Year's Day is kept on Monday when it is a Sunday, but not at all when it is a Saturday: Friday is the
 * last day of the business year (NYSE Rule 7.2).
 */
function newYear(year: number): Holiday[] {
  const date = epochDayOf(year, 1, 1)
  const weekday = weekdayOfEpochDay(date)
  if (weekday === SATURDAY) return []
  return [{ epochDay: weekday === SUNDAY ? date + 1 : date, name: "New Year's Day" }]
}

/**
 * The holidays of the New York Stock Exchange in a year, in order, as the rule places them. Nasdaq and the
 * options exchanges keep the same. Closures that no rule foresaw are in `nyse-special-days.ts`. Source: NYSE
 * Rule 7.2 (once Rule 51), and the yearly announcements; Juneteenth since 2022.
 *
 * @param year 1998 or later
 * @example
 * nyseHolidays(2022).map((holiday) => holiday.name)[0] // => 'Martin Luther King, Jr. Day'
 */
export function nyseHolidays(year: number): Holiday[] {
  return [
    ...newYear(year),
    { epochDay: nthWeekday(year, 1, MONDAY, 3), name: 'Martin Luther King, Jr. Day' },
    { epochDay: nthWeekday(year, 2, MONDAY, 3), name: "Washington's Birthday" },
    { epochDay: easterSunday(year) - 2, name: 'Good Friday' },
    { epochDay: lastWeekday(year, 5, MONDAY), name: 'Memorial Day' },
    ...(year >= 2022 ? [{ epochDay: observed(year, 6, 19), name: 'Juneteenth' }] : []),
    { epochDay: observed(year, 7, 4), name: 'Independence Day' },
    { epochDay: nthWeekday(year, 9, MONDAY, 1), name: 'Labor Day' },
    { epochDay: nthWeekday(year, 11, THURSDAY, 4), name: 'Thanksgiving Day' },
    { epochDay: observed(year, 12, 25), name: 'Christmas Day' },
  ]
}
