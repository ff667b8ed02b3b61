import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildMarketCalendar, coversDay, isSession, sessionOn } from './market-calendar.ts'
import { closesEarly, type MarketDay } from './market-day.ts'
import { formatTimeOfDay } from './time-of-day.ts'
import { epochDay, tradingDay, tradingDayFromEpochDay } from './trading-day.ts'
import { weekdayOfEpochDay } from './weekday.ts'

/** What the NYSE did or announced, day by day; compiled apart from the rules (`generate-nyse-holidays.py`). */
interface Published {
  readonly years: Readonly<
    Record<
      string,
      {
        readonly closed: readonly string[]
        readonly closesEarly: Readonly<Record<string, string>>
        readonly opensLate: Readonly<Record<string, string>>
      }
    >
  >
}

const published: Published = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/calendar/nyse-1998-2028.json', import.meta.url), 'utf8'),
)
const calendar = buildMarketCalendar()

function inWords(day: MarketDay): string {
  if (day.kind === 'closed') return 'closed'
  return `${formatTimeOfDay(day.hours.opens)}-${formatTimeOfDay(day.hours.closes)}`
}

test('every weekday of 1998 to 2028 is closed, short or whole as the exchange published it', () => {
  const wrong: string[] = []
  let weekdays = 0
  for (let at = epochDay(tradingDay('1998-01-01')); at <= epochDay(tradingDay('2028-12-31')); at += 1) {
    const day = tradingDayFromEpochDay(at)
    const year = published.years[day.slice(0, 4)]
    if (year === undefined) throw new Error(`the fixture has no ${day}`)
    const hours = `${year.opensLate[day] ?? '09:30'}-${year.closesEarly[day] ?? '16:00'}`
    const expected = weekdayOfEpochDay(at) > 5 || year.closed.includes(day) ? 'closed' : hours
    if (weekdayOfEpochDay(at) <= 5) weekdays += 1
    const found = inWords(sessionOn(calendar, day))
    if (found !== expected) wrong.push(`${day}: ${found}, published ${expected}`)
  }
  expect(wrong).toEqual([])
  expect(weekdays).toBe(8087)
})

test('each year has as many sessions as were held', () => {
  const sessions = (year: number): number =>
    calendar.days.filter((day) => day.kind === 'session' && day.day.startsWith(String(year))).length
  expect([1998, 2001, 2004, 2007, 2012, 2018, 2024, 2025].map(sessions)).toEqual([
    252, 248, 252, 251, 250, 251, 252, 250,
  ])
})

test.each([
  ['2022-01-01', 'Saturday'],
  ['2021-12-31', 'session'],
  ['2023-01-02', "New Year's Day"],
  ['2028-01-03', 'session'],
  ['2021-06-18', 'session'],
  ['2022-06-20', 'Juneteenth'],
  ['2027-06-18', 'Juneteenth'],
  ['2020-07-03', 'Independence Day'],
  ['2021-07-05', 'Independence Day'],
  ['2021-12-24', 'Christmas Day'],
  ['2022-12-26', 'Christmas Day'],
  ['2012-10-29', 'Hurricane Sandy'],
  ['2026-04-03', 'Good Friday'],
  ['1998-01-19', 'Martin Luther King, Jr. Day'],
  ['2035-03-23', 'Good Friday'],
])('%s: %s', (day, expected) => {
  const found = sessionOn(calendar, tradingDay(day))
  expect(found.kind === 'closed' ? found.reason : 'session').toBe(expected)
  expect(isSession(calendar, tradingDay(day))).toBe(expected === 'session')
})

test('an unusual session says why, and an ordinary one says nothing', () => {
  const unusual = (day: string): string | null => {
    const found = sessionOn(calendar, tradingDay(day))
    return found.kind === 'session' ? found.unusual : found.reason
  }
  expect(unusual('2026-11-27')).toBe('Day after Thanksgiving')
  expect(unusual('2002-07-05')).toBe('Day after Independence Day')
  expect(unusual('2002-09-11')).toBe('Anniversary of September 11')
  expect(unusual('2026-11-30')).toBeNull()
})

test('the instants of a session are those of its times, in winter and in summer', () => {
  const utc = (day: string): string[] => {
    const found = sessionOn(calendar, tradingDay(day))
    if (found.kind === 'closed') throw new Error(`${day} is closed`)
    const { preMarketOpens, opens, closes, lateCloses, afterHoursCloses } = found
    return [preMarketOpens, opens, closes, lateCloses, afterHoursCloses].map((at) =>
      new Date(at).toISOString().slice(5, 16),
    )
  }
  expect(utc('2026-01-05')).toEqual([
    '01-05T09:00',
    '01-05T14:30',
    '01-05T21:00',
    '01-05T21:15',
    '01-06T01:00',
  ])
  expect(utc('2026-07-06')).toEqual([
    '07-06T08:00',
    '07-06T13:30',
    '07-06T20:00',
    '07-06T20:15',
    '07-07T00:00',
  ])
  expect(utc('2026-11-27')).toEqual([
    '11-27T09:00',
    '11-27T14:30',
    '11-27T18:00',
    '11-27T18:15',
    '11-27T22:00',
  ])
  expect(utc('1999-12-31')).toEqual([
    '12-31T09:00',
    '12-31T14:30',
    '12-31T18:00',
    '12-31T18:05',
    '12-31T22:00',
  ])
  expect(utc('2005-06-01')).toEqual([
    '06-01T08:00',
    '06-01T13:30',
    '06-01T19:56',
    '06-01T20:15',
    '06-02T00:00',
  ])
})

test('every session opens before it closes, and options never end before stocks', () => {
  for (const day of calendar.days) {
    if (day.kind === 'closed') continue
    const { preMarketOpens, opens, closes, lateCloses, afterHoursCloses } = day
    const ordered = [preMarketOpens, opens, closes, lateCloses, afterHoursCloses]
    if (!ordered.every((at, index) => index === 0 || at > (ordered[index - 1] ?? 0))) {
      throw new Error(`${day.day} is out of order: ${ordered.join(' ')}`)
    }
    if (closesEarly(day) && day.unusual === null) throw new Error(`${day.day} is short without a reason`)
  }
  expect(calendar.days).toHaveLength(13_879)
})

test('a day beyond the calendar is neither open nor closed', () => {
  expect(coversDay(calendar, tradingDay('2035-12-31'))).toBe(true)
  expect(coversDay(calendar, tradingDay('2036-01-02'))).toBe(false)
  expect(coversDay(calendar, tradingDay('1997-12-31'))).toBe(false)
  expect(() => sessionOn(calendar, tradingDay('2036-01-02'))).toThrow('does not reach 2036-01-02')
  expect(() => buildMarketCalendar(1997)).toThrow('the rules hold from 1998 on')
})
