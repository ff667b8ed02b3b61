import { epochDayOf } from './trading-day.ts'
import { nthWeekday, type Weekday, weekdayOfEpochDay } from './weekday.ts'

/** A session that ends at 13:00 by rule. */
export interface EarlyClose {
  /** Days since 1970-01-01. */
  readonly epochDay: number
  readonly name: string
}

const MONDAY = 1
const WEDNESDAY = 3
const THURSDAY = 4
const FRIDAY = 5

/**
 * Independence Day shortens 3 July when that is a Monday to Thursday; a Friday is either the holiday itself
 * or an ordinary day. Until 2012 a holiday on Thursday shortened the Friday after it instead of the Wednesday
 * before (2002 only).
 */
function independence(year: number): EarlyClose[] {
  const eve = epochDayOf(year, 7, 3)
  const weekday = weekdayOfEpochDay(eve)
  if (weekday === WEDNESDAY && year < 2013) {
    return [{ epochDay: eve + 2, name: 'Day after Independence Day' }]
  }
  return isMondayToThursday(weekday) ? [{ epochDay: eve, name: 'Day before Independence Day' }] : []
}

/** Christmas Eve on a Friday is the observed holiday, and on a weekend there is nothing to shorten. */
function christmasEve(year: number): EarlyClose[] {
  const eve = epochDayOf(year, 12, 24)
  return isMondayToThursday(weekdayOfEpochDay(eve)) ? [{ epochDay: eve, name: 'Christmas Eve' }] : []
}

function isMondayToThursday(weekday: Weekday): boolean {
  return weekday >= MONDAY && weekday <= THURSDAY
}

/**
 * The sessions of a year that end at 13:00 by rule, in order; options that trade to 16:15 on other days end
 * at 13:15. Early ends that no rule foresaw are in `nyse-special-days.ts`. Source: the NYSE's yearly
 * announcements of holidays and early closings.
 *
 * @param year 1998 or later
 * @example
 * import { tradingDayFromEpochDay } from './trading-day.ts'
 * nyseEarlyCloses(2024).map((early) => tradingDayFromEpochDay(early.epochDay)) // => ['2024-07-03', '2024-11-29', '2024-12-24']
 */
export function nyseEarlyCloses(year: number): EarlyClose[] {
  return [
    ...independence(year),
    { epochDay: nthWeekday(year, 11, THURSDAY, 4) + (FRIDAY - THURSDAY), name: 'Day after Thanksgiving' },
    ...christmasEve(year),
  ]
}
