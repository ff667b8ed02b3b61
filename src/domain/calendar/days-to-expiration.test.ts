import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysToExpiration, daysToExpirationAt, yearsToExpiry } from './days-to-expiration.ts'
import { DAY_MS, instant, plusMs } from './instant.ts'
import { instantOf } from './new-york-time.ts'
import { timeOfDay, timeOfDayFromMs } from './time-of-day.ts'
import { tradingDay, tradingDayFromEpochDay } from './trading-day.ts'

test('days to expiration are calendar days, weekends and clock changes included', () => {
  expect(daysToExpiration(tradingDay('2026-10-30'), tradingDay('2026-11-02'))).toBe(3)
  expect(daysToExpiration(tradingDay('2024-02-28'), tradingDay('2024-03-01'))).toBe(2)
  expect(daysToExpiration(tradingDay('2023-10-23'), tradingDay('2023-10-20'))).toBe(-3)
})

test('an instant counts from its date in New York, not in UTC', () => {
  const expiration = tradingDay('2023-10-20')
  const at = (day: string, time: string) =>
    daysToExpirationAt(instantOf(tradingDay(day), timeOfDay(time)), expiration)
  expect(at('2023-10-19', '23:59:59.999')).toBe(1)
  expect(at('2023-10-20', '00:00')).toBe(0)
  expect(at('2023-10-20', '23:59:59.999')).toBe(0)
  expect(at('2023-10-21', '00:00')).toBe(-1)
})

test('every instant of a day has the days of that day', () => {
  const days = fc.integer({ min: 10_227, max: 24_000 }).map(tradingDayFromEpochDay)
  const times = fc.integer({ min: 0, max: DAY_MS - 1 }).map(timeOfDayFromMs)
  fc.assert(
    fc.property(days, times, days, (day, time, expiration) => {
      expect(daysToExpirationAt(instantOf(day, time), expiration)).toBe(daysToExpiration(day, expiration))
    }),
  )
})

test('years to expiry are elapsed minutes over 525,600, and never negative', () => {
  const close = instantOf(tradingDay('2023-10-20'), timeOfDay('16:00'))
  expect(yearsToExpiry(plusMs(close, -60_000), close)).toBe(1 / 525_600)
  expect(yearsToExpiry(plusMs(close, -30_000), close)).toBe(0.5 / 525_600)
  expect(yearsToExpiry(instantOf(tradingDay('2022-10-20'), timeOfDay('16:00')), close)).toBe(1)
  expect(yearsToExpiry(close, close)).toBe(0)
  expect(yearsToExpiry(plusMs(close, 1), close)).toBe(0)
  expect(yearsToExpiry(instant(0), instant(DAY_MS))).toBeCloseTo(1 / 365, 15)
})
