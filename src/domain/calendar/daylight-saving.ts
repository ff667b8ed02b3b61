import { invariant } from '../invariant.ts'
import { epochDayOf } from './trading-day.ts'
import { lastWeekday, nthWeekday } from './weekday.ts'

/** The days, since 1970-01-01, on which the clocks of New York change at 02:00 local time. */
export interface DaylightSaving {
  /** 02:00 standard time becomes 03:00 daylight time. */
  readonly startDay: number
  /** 02:00 daylight time becomes 01:00 standard time. */
  readonly endDay: number
}

/** The first and last year whose clock changes are known here. Congress may change the later ones. */
export const CLOCK_YEARS = { first: 1967, last: 2099 } as const

const SUNDAY = 7

/**
 * When daylight saving time begins and ends in New York. Source: Uniform Time Act of 1966 (from 1967, last
 * Sundays of April and October), Emergency Daylight Saving Time Act (1974, 1975), Public Law 99-359 (from
 * 1987, first Sunday of April), Energy Policy Act of 2005 (from 2007, second Sunday of March to the first of
 * November).
 *
 * @throws {InvariantViolation} for a year before 1967 or after 2099
 * @example
 * import { tradingDayFromEpochDay } from './trading-day.ts'
 * [tradingDayFromEpochDay(daylightSaving(2006).startDay), tradingDayFromEpochDay(daylightSaving(2007).startDay)] // => ['2006-04-02', '2007-03-11']
 */
export function daylightSaving(year: number): DaylightSaving {
  invariant(
    year >= CLOCK_YEARS.first && year <= CLOCK_YEARS.last,
    `the clock changes of ${year} are not known; they are from ${CLOCK_YEARS.first} to ${CLOCK_YEARS.last}`,
  )
  return { startDay: startDayOf(year), endDay: endDayOf(year) }
}

function startDayOf(year: number): number {
  if (year >= 2007) return nthWeekday(year, 3, SUNDAY, 2)
  if (year >= 1987) return nthWeekday(year, 4, SUNDAY, 1)
  if (year === 1974) return epochDayOf(1974, 1, 6)
  if (year === 1975) return epochDayOf(1975, 2, 23)
  return lastWeekday(year, 4, SUNDAY)
}

function endDayOf(year: number): number {
  return year >= 2007 ? nthWeekday(year, 11, SUNDAY, 1) : lastWeekday(year, 10, SUNDAY)
}
