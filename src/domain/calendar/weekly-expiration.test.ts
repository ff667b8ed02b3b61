import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildMarketCalendar, isSession } from './market-calendar.ts'
import { sessionsBetween } from './session-lookup.ts'
import { standardExpiration } from './standard-expiration.ts'
import { epochDay, tradingDay, tradingDayFromEpochDay } from './trading-day.ts'
import { addDays, type Weekday } from './weekday.ts'
import { WEEKDAY_LISTINGS } from './weekday-listings.ts'
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

const weekdays = (root: string, day: string) => expirationWeekdays(root, tradingDay(day))?.join('') ?? null

test.each<[string, [day: string, weekdays: string | null][]]>([
  [
    'SPXW',
    [
      ['2005-10-27', null],
      ['2012-01-03', '5'],
      ['2016-02-22', '5'],
      ['2016-02-23', '35'],
      ['2016-08-12', '35'],
      ['2016-08-15', '135'],
      ['2022-04-14', '135'],
      ['2022-04-18', '1235'],
      ['2022-05-10', '1235'],
      ['2022-05-11', '12345'],
    ],
  ],
  [
    'SPY',
    [
      ['2010-01-05', null],
      ['2010-06-03', null],
      ['2010-06-04', '5'],
      ['2016-08-29', '5'],
      ['2016-09-07', '35'],
      ['2018-02-15', '35'],
      ['2018-02-16', '135'],
      ['2022-11-11', '135'],
      ['2022-11-14', '12345'],
    ],
  ],
  [
    'QQQ',
    [
      ['2010-06-03', null],
      ['2018-03-01', '5'],
      ['2021-04-20', '5'],
      ['2021-04-21', '135'],
      ['2022-11-14', '12345'],
    ],
  ],
  [
    'IWM',
    [
      ['2010-06-03', null],
      ['2021-09-29', '5'],
      ['2021-09-30', '135'],
      ['2024-04-22', '135'],
      ['2024-04-23', '12345'],
    ],
  ],
  [
    'VIX',
    [
      ['2006-02-23', null],
      ['2006-02-24', '3'],
      ['2026-01-05', '3'],
    ],
  ],
  [
    'VIXW',
    [
      ['2015-10-07', null],
      ['2015-10-08', '3'],
      ['2026-01-05', '3'],
    ],
  ],
  [
    'XSP',
    [
      ['2022-10-11', null],
      ['2022-10-12', '12345'],
    ],
  ],
  [
    'RUTW',
    [
      ['2024-01-05', null],
      ['2024-01-08', '12345'],
    ],
  ],
  [
    'MRUT',
    [
      ['2024-01-05', null],
      ['2024-01-08', '12345'],
    ],
  ],
  [
    'USO',
    [
      ['2023-11-10', '5'],
      ['2023-11-13', '35'],
      ['2026-01-05', '35'],
    ],
  ],
  [
    'GLD',
    [
      ['2023-11-10', '5'],
      ['2023-11-13', '35'],
      ['2024-08-30', '35'],
      ['2024-09-03', '135'],
    ],
  ],
  [
    'AAPL',
    [
      ['2010-06-03', null],
      ['2026-01-23', '5'],
      ['2026-01-26', '135'],
    ],
  ],
  [
    'KO',
    [
      ['2010-06-03', null],
      ['2010-06-04', '5'],
      ['2026-02-02', '5'],
    ],
  ],
])('the weekdays of %s came one after the other', (root, rows) => {
  expect(rows.map(([day]) => [day, weekdays(root, day)])).toEqual(rows)
})

test('the rows of a root are dated, the newest first, and no weekday that was listed ceases to be', () => {
  for (const [root, rows] of WEEKDAY_LISTINGS) {
    for (const [index, newer] of rows.slice(0, -1).entries()) {
      const older = rows[index + 1]
      expect([root, newer.from > (older?.from ?? '')]).toEqual([root, true])
      expect(newer.weekdays).toEqual(expect.arrayContaining([...(older?.weekdays ?? [])]))
    }
  }
})

test('the SPXW chain of 2023-09-14 has the expirations that the calendar gives', () => {
  const spxw = expirationWeekdays('SPXW', tradingDay('2023-09-14')) ?? []
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
