import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { daylightSaving } from './daylight-saving.ts'
import { DAY_MS, type Instant, instant, MINUTE_MS } from './instant.ts'
import {
  formatNewYork,
  instantOf,
  newYorkDayOf,
  newYorkEpochDayOf,
  newYorkOffsetMinutes,
  newYorkTimeOf,
} from './new-york-time.ts'
import { formatTimeOfDay, timeOfDay, timeOfDayFromMs } from './time-of-day.ts'
import { epochDay, type TradingDay, tradingDay, tradingDayFromEpochDay } from './trading-day.ts'
import { addDays } from './weekday.ts'

const HOUR_MS = 60 * MINUTE_MS

// The oracle: the time zone database of the runtime, which the domain itself must not use.
const formatter = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
})

function oracle(at: Instant): string {
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']}:${parts['second']}`
}

function ours(at: Instant): string {
  const { day, time } = newYorkTimeOf(at)
  const text = formatTimeOfDay(timeOfDayFromMs(time - (time % 1000)))
  return `${day} ${text.length === 5 ? `${text}:00` : text}`
}

const changeDays = Array.from({ length: 2035 - 1998 + 1 }, (_, index) =>
  daylightSaving(1998 + index),
).flatMap(({ startDay, endDay }) => [startDay, endDay])

const hostZone = process.env['TZ']
afterEach(() => {
  if (hostZone === undefined) delete process.env['TZ']
  else process.env['TZ'] = hostZone
})

test('every hour around every clock change of 1998 to 2035 agrees with the time zone database', () => {
  for (const day of changeDays) {
    for (let hour = -6; hour <= 36; hour += 1) {
      for (const ms of [-1, 0, 1]) {
        const at = instant(day * DAY_MS + hour * HOUR_MS + ms)
        if (ours(at) !== oracle(at)) throw new Error(`${at}: ${ours(at)}, not ${oracle(at)}`)
      }
    }
  }
  expect(changeDays).toHaveLength(76)
})

test('every instant agrees with the time zone database', () => {
  const from = Date.UTC(1970, 0, 1)
  const to = Date.UTC(2037, 11, 31)
  fc.assert(
    fc.property(fc.integer({ min: from, max: to }), (ms) => {
      expect(ours(instant(ms))).toBe(oracle(instant(ms)))
    }),
    { numRuns: 3_000 },
  )
})

test('the first and last days of every year are read with the right year', () => {
  for (let year = 1968; year <= 2099; year += 1) {
    for (let hour = -60; hour <= 60; hour += 1) {
      const at = instant(Date.UTC(year, 0, 1) + hour * HOUR_MS)
      expect(newYorkOffsetMinutes(at)).toBe(-300)
    }
  }
})

test('an instant comes back from its wall time, but for the second of two like ones', () => {
  const anyTime = fc.integer({ min: Date.UTC(1967, 0, 3), max: Date.UTC(2099, 11, 28) })
  fc.assert(
    fc.property(anyTime, (ms) => {
      const at = instant(ms)
      const { day, time } = newYorkTimeOf(at)
      expect([at, at - HOUR_MS]).toContain(instantOf(day, time))
      expect(newYorkTimeOf(instantOf(day, time))).toEqual({ day, time })
      expect(newYorkDayOf(at)).toBe(day)
      expect(newYorkEpochDayOf(at)).toBe(epochDay(day))
    }),
    { numRuns: 2_000 },
  )
})

/** The instants of all 1,440 readings of a clock, in order. */
function minutesOf(day: TradingDay): Instant[] {
  return Array.from({ length: 1440 }, (_, minute) => instantOf(day, timeOfDayFromMs(minute * MINUTE_MS)))
}

test.each(['America/New_York', 'UTC', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Los_Angeles'])(
  'every minute of both clock changes is placed once and right on a host in %s',
  (zone) => {
    process.env['TZ'] = zone
    const spring = minutesOf(tradingDay('2026-03-08'))
    const autumn = minutesOf(tradingDay('2026-11-01'))
    const springStart = Date.UTC(2026, 2, 8, 5)
    const autumnStart = Date.UTC(2026, 10, 1, 4)
    for (let minute = 0; minute < 1440; minute += 1) {
      // 02:00 to 02:59 fall on 03:00 to 03:59; from then on the day is an hour shorter.
      const elapsed = minute < 180 ? minute : minute - 60
      expect(spring[minute]).toBe(springStart + elapsed * MINUTE_MS)
      expect(autumn[minute]).toBe(autumnStart + (minute < 120 ? minute : minute + 60) * MINUTE_MS)
    }
    expect(new Set(spring).size).toBe(1380)
    expect(new Set(autumn).size).toBe(1440)
  },
)

test('a time in the gap is moved forward, and of two like times the first is taken', () => {
  const at = (day: string, time: string): string => formatNewYork(instantOf(tradingDay(day), timeOfDay(time)))
  expect(at('2026-03-08', '01:59')).toBe('2026-03-08T01:59-05:00')
  expect(at('2026-03-08', '02:00')).toBe('2026-03-08T03:00-04:00')
  expect(at('2026-03-08', '02:30')).toBe('2026-03-08T03:30-04:00')
  expect(at('2026-03-08', '03:00')).toBe('2026-03-08T03:00-04:00')
  expect(at('2026-11-01', '01:30')).toBe('2026-11-01T01:30-04:00')
  expect(at('2026-11-01', '02:00')).toBe('2026-11-01T02:00-05:00')
})

test('the eras of daylight saving time begin and end on the days that the law says', () => {
  const days = (year: number): TradingDay[] => {
    const { startDay, endDay } = daylightSaving(year)
    return [tradingDayFromEpochDay(startDay), tradingDayFromEpochDay(endDay)]
  }
  expect(days(1967)).toEqual(['1967-04-30', '1967-10-29'])
  expect(days(1974)).toEqual(['1974-01-06', '1974-10-27'])
  expect(days(1975)).toEqual(['1975-02-23', '1975-10-26'])
  expect(days(1986)).toEqual(['1986-04-27', '1986-10-26'])
  expect(days(1987)).toEqual(['1987-04-05', '1987-10-25'])
  expect(days(2006)).toEqual(['2006-04-02', '2006-10-29'])
  expect(days(2007)).toEqual(['2007-03-11', '2007-11-04'])
  expect(days(2026)).toEqual(['2026-03-08', '2026-11-01'])
})

test('what cannot be an instant of the market is a bug', () => {
  expect(() => newYorkDayOf(instant(1_790_083_800_000_000))).toThrow('New York time is known from 1967')
  expect(() => daylightSaving(1966)).toThrow('not known')
  expect(() => instant(1.5)).toThrow('whole number of milliseconds')
})

test('a day of dates lies between the midnights of New York', () => {
  const day = tradingDay('2026-11-01')
  const midnight = timeOfDay('00:00')
  const length = instantOf(addDays(day, 1), midnight) - instantOf(day, midnight)
  expect(length).toBe(25 * HOUR_MS)
})
