import { expect, test } from 'vitest'
import { buildMarketCalendar, isSession } from './market-calendar.ts'
import {
  monthEndExpiration,
  standardExpiration,
  standardOccDate,
  thirdFriday,
} from './standard-expiration.ts'
import { tradingDay } from './trading-day.ts'
import { weekdayOf } from './weekday.ts'

const calendar = buildMarketCalendar()

test('every standard expiration is the third Friday, but for these that a holiday moves to Thursday', () => {
  const moved: string[] = []
  for (let year = 1998; year <= 2035; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const friday = thirdFriday(year, month)
      const day = standardExpiration(calendar, year, month)
      expect(isSession(calendar, day)).toBe(true)
      expect(Number(friday.slice(8))).toBeGreaterThanOrEqual(15)
      expect(Number(friday.slice(8))).toBeLessThanOrEqual(21)
      if (day !== friday) moved.push(day)
      else expect(weekdayOf(day)).toBe(5)
    }
  }
  // Good Friday, and since 2026 Juneteenth.
  expect(moved).toEqual([
    '2000-04-20',
    '2003-04-17',
    '2008-03-20',
    '2014-04-17',
    '2019-04-18',
    '2022-04-14',
    '2025-04-17',
    '2026-06-18',
    '2027-06-17',
    '2030-04-18',
    '2032-06-17',
    '2033-04-14',
  ])
})

test('the symbols of standard options carry the Saturday until January 2015', () => {
  const dates = (year: number, ...months: number[]): string[] =>
    months.map((month) => standardOccDate(calendar, year, month))
  // As listed in the recorded chains of 2014 and 2015.
  expect(dates(2014, 6, 7, 10)).toEqual(['2014-06-21', '2014-07-19', '2014-10-18'])
  expect(dates(2015, 1, 2)).toEqual(['2015-01-17', '2015-02-20'])
  expect(dates(2016, 1, 6)).toEqual(['2016-01-15', '2016-06-17'])
  expect(dates(2014, 4)).toEqual(['2014-04-19'])
  expect(dates(2025, 4)).toEqual(['2025-04-17'])
})

test('a month or quarter ends with its last session', () => {
  const ends = [
    monthEndExpiration(calendar, 2023, 9),
    monthEndExpiration(calendar, 2023, 10),
    monthEndExpiration(calendar, 2024, 3),
    monthEndExpiration(calendar, 2024, 6),
    monthEndExpiration(calendar, 2012, 12),
  ]
  expect(ends).toEqual(['2023-09-29', '2023-10-31', '2024-03-28', '2024-06-28', '2012-12-31'])
  expect(thirdFriday(2026, 6)).toBe(tradingDay('2026-06-19'))
})
