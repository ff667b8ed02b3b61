import fc from 'fast-check'
import { expect, test } from 'vitest'
import { epochDayOf, tradingDay, tradingDayFromEpochDay } from './trading-day.ts'
import { addDays, lastWeekday, nthWeekday, type Weekday, weekdayOf, weekdayOfEpochDay } from './weekday.ts'

const weekdays = fc.integer({ min: 1, max: 7 }).map((value) => value as Weekday)
const years = fc.integer({ min: 1967, max: 2099 })
const months = fc.integer({ min: 1, max: 12 })

test('the weekday agrees with the runtime, before 1970 as well', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 60_000 }), (day) => {
      const sundayIsZero = new Date(day * 86_400_000).getUTCDay()
      expect(weekdayOfEpochDay(day)).toBe(sundayIsZero === 0 ? 7 : sundayIsZero)
    }),
  )
})

test('the n-th and the last weekday of a month are that weekday, in that month, at that place', () => {
  fc.assert(
    fc.property(years, months, weekdays, fc.integer({ min: 1, max: 4 }), (year, month, weekday, n) => {
      const found = nthWeekday(year, month, weekday, n)
      const last = lastWeekday(year, month, weekday)
      const dayOfMonth = found - epochDayOf(year, month, 1) + 1
      expect([weekdayOfEpochDay(found), weekdayOfEpochDay(last)]).toEqual([weekday, weekday])
      expect(Math.ceil(dayOfMonth / 7)).toBe(n)
      expect(tradingDayFromEpochDay(last).slice(0, 7)).toBe(tradingDayFromEpochDay(found).slice(0, 7))
      expect(tradingDayFromEpochDay(last + 7).slice(0, 7)).not.toBe(tradingDayFromEpochDay(last).slice(0, 7))
    }),
  )
})

test('a fifth weekday that the month has not is a bug', () => {
  expect(() => nthWeekday(2025, 4, 5, 5)).toThrow('has no weekday 5 number 5')
  expect(tradingDayFromEpochDay(nthWeekday(2025, 12, 3, 5))).toBe('2025-12-31')
})

test('days are added across leap days and years', () => {
  expect(addDays(tradingDay('2000-02-28'), 1)).toBe('2000-02-29')
  expect(addDays(tradingDay('2024-01-01'), -1)).toBe('2023-12-31')
  expect(weekdayOf(tradingDay('2026-11-27'))).toBe(5)
})
