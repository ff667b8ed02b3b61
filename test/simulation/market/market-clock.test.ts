import { expect, test } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { formatNewYork, instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import {
  type MarketClock,
  marketTimeAt,
  startClock,
  stepClock,
  stepClockTo,
  withSpeed,
} from '../../../src/exchange/market/market-clock.ts'

const calendar = buildMarketCalendar(2015, 2027)
const wall = (seconds: number) => instant(1_800_000_000_000 + seconds * 1_000)
const market = instantOf(tradingDay('2015-12-24'), timeOfDay('12:59'))
const shown = (clock: MarketClock, seconds: number) =>
  formatNewYork(instant(marketTimeAt(clock, wall(seconds), calendar)))

test('real time goes on from a date of its own', () => {
  const clock = startClock(wall(0), market)
  expect(shown(clock, 0)).toBe('2015-12-24T12:59-05:00')
  expect(shown(clock, 61)).toBe('2015-12-24T13:00:01-05:00')
})

test('accelerated time is a multiple, and a change of speed is no leap', () => {
  const clock = startClock(wall(0), market, { speed: 60 })
  expect(shown(clock, 61)).toBe('2015-12-24T14:00-05:00')
  const slow = withSpeed(clock, wall(61), 1, calendar)
  expect(shown(slow, 61)).toBe('2015-12-24T14:00-05:00')
  expect(shown(slow, 71)).toBe('2015-12-24T14:00:10-05:00')
})

test('stepped time moves by steps only', () => {
  const clock = startClock(wall(0), market, { speed: 0 })
  expect(shown(clock, 10_000)).toBe('2015-12-24T12:59-05:00')
  expect(shown(stepClock(clock, wall(5), 60_000, calendar), 10_000)).toBe('2015-12-24T13:00-05:00')
  expect(marketTimeAt(stepClockTo(clock, wall(5), market + 5, calendar), wall(9), calendar)).toBe(market + 5)
  expect(() => stepClock(clock, wall(5), -1, calendar)).toThrow(/forward/)
  expect(() => stepClockTo(clock, wall(5), market - 1, calendar)).toThrow(/forward/)
  expect(() => startClock(wall(0), market, { speed: Number.NaN })).toThrow(/speed/)
})

test('an always open market goes from a close to the next open', () => {
  const clock = startClock(wall(0), market, { speed: 60, alwaysOpen: true })
  expect(shown(clock, 45)).toBe('2015-12-24T13:44-05:00')
  // 46 minutes from 12:59 reach 13:45, three quarters of an hour after the half day's close; the 25th is Christmas.
  expect(shown(clock, 46)).toBe('2015-12-28T09:30-05:00')
  expect(shown(clock, 47)).toBe('2015-12-28T09:31-05:00')
  const night = startClock(wall(0), instantOf(tradingDay('2015-12-26'), timeOfDay('22:00')), {
    alwaysOpen: true,
  })
  expect(shown(night, 1)).toBe('2015-12-28T09:30:01-05:00')
})

test('a wall clock that is put back does not turn the market back', () => {
  expect(shown(startClock(wall(0), market), -500)).toBe('2015-12-24T12:59-05:00')
})
