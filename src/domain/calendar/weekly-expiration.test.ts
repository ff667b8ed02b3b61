import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildMarketCalendar, isSession } from './market-calendar.ts'
import { sessionsBetween } from './session-lookup.ts'
import { standardExpiration } from './standard-expiration.ts'
import { epochDay, tradingDay, tradingDayFromEpochDay } from './trading-day.ts'
import { addDays, type Weekday } from './weekday.ts'
import { expirationWeekdays, vixExpiration, weeklyExpirations } from './weekly-expiration.ts'

const calendar = buildMarketCalendar()
const between = (weekdays: readonly Weekday[], from: string, to: string): string[] =>
  weeklyExpirations(calendar, weekdays, tradingDay(from), tradingDay(to))

test('Mondays move forward, the other weekdays back', () => {
  // Labor Day 2016: Cboe listed the Tuesday. Christmas on Wednesday: the Tuesday. Good Friday: the Thursday.
  expect(between([1], '2016-09-03', '2016-09-10')).toEqual(['2016-09-06'])
  expect(between([3], '2024-12-23', '2024-12-28')).toEqual(['2024-12-24'])
  expect(between([5], '2025-04-14', '2025-04-19')).toEqual(['2025-04-17'])
  expect(between([4], '2024-11-25', '2024-11-30')).toEqual(['2024-11-27'])
  expect(between([4], '2025-01-06', '2025-01-10')).toEqual(['2025-01-08'])
})

test('a day that moves into the range is found, one that moves out is not', () => {
  expect(between([1], '2026-01-20', '2026-01-20')).toEqual(['2026-01-20'])
  expect(between([1], '2026-01-19', '2026-01-19')).toEqual([])
  expect(between([5], '2026-04-02', '2026-04-02')).toEqual(['2026-04-02'])
})

test('options of every weekday end on every session', () => {
  const days = fc.integer({
    min: epochDay(tradingDay('1998-02-01')),
    max: epochDay(tradingDay('2035-11-01')),
  })
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 40 }), (at, length) => {
      const from = tradingDayFromEpochDay(at)
      const to = addDays(from, length)
      const sessions = sessionsBetween(calendar, from, to).map((session) => session.day)
      expect(weeklyExpirations(calendar, [1, 2, 3, 4, 5], from, to)).toEqual(sessions)
    }),
  )
})

test('the daily options of SPXW came weekday by weekday', () => {
  const weekdays = (day: string) => expirationWeekdays('SPXW', tradingDay(day)).join('')
  expect(['2012-01-03', '2016-03-01', '2018-01-02', '2022-05-02', '2023-09-14'].map(weekdays)).toEqual([
    '5',
    '35',
    '135',
    '1235',
    '12345',
  ])
})

test('the SPXW chain of 2023-09-14 has the expirations that the calendar gives', () => {
  const spxw = expirationWeekdays('SPXW', tradingDay('2023-09-14'))
  const listed = between(spxw, '2023-09-14', '2023-10-23')
  // 28 sessions, Columbus Day (an ordinary session) among them.
  expect(listed).toHaveLength(28)
  expect(listed).toContain('2023-10-09')
})

test('VIX options are settled on the Wednesdays that Cboe published, moved by holidays', () => {
  const vix = (year: number, month: number) =>
    vixExpiration(calendar, standardExpiration(calendar, year + Math.floor(month / 12), (month % 12) + 1))
  const of2012 = Array.from({ length: 12 }, (_, index) => vix(2012, index + 1).slice(5))
  expect(of2012.join(' ')).toBe('01-18 02-15 03-21 04-18 05-16 06-20 07-18 08-22 09-19 10-17 11-21 12-19')
  // The Friday 30 days later is Good Friday or Juneteenth, or the Wednesday is Juneteenth itself.
  expect([vix(2008, 2), vix(2014, 3), vix(2019, 3), vix(2022, 3), vix(2025, 3)]).toEqual([
    '2008-02-19',
    '2014-03-18',
    '2019-03-19',
    '2022-03-15',
    '2025-03-18',
  ])
  expect([vix(2024, 6), vix(2026, 5)]).toEqual(['2024-06-18', '2026-05-19'])
  for (let year = 1998; year < 2035; year += 1) {
    for (let month = 1; month <= 12; month += 1) expect(isSession(calendar, vix(year, month))).toBe(true)
  }
})
