import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, instant } from './instant.ts'
import { buildMarketCalendar, isSession, sessionOn } from './market-calendar.ts'
import { instantOf } from './new-york-time.ts'
import {
  marketDayOf,
  nextSession,
  nextSessionToOpen,
  previousSession,
  sessionOnOrAfter,
  sessionOnOrBefore,
  sessionsBetween,
} from './session-lookup.ts'
import { timeOfDay, timeOfDayFromMs } from './time-of-day.ts'
import { epochDay, tradingDay, tradingDayFromEpochDay } from './trading-day.ts'
import { addDays } from './weekday.ts'

const calendar = buildMarketCalendar()
const anyDay = fc
  .integer({ min: epochDay(tradingDay('1998-01-12')), max: epochDay(tradingDay('2035-12-15')) })
  .map(tradingDayFromEpochDay)

test('next and previous session undo each other, and no session lies between', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const next = nextSession(calendar, day)
      const previous = previousSession(calendar, day)
      expect(next.day > day && previous.day < day).toBe(true)
      expect(sessionsBetween(calendar, addDays(day, 1), addDays(next.day, -1))).toEqual([])
      expect(sessionsBetween(calendar, addDays(previous.day, 1), addDays(day, -1))).toEqual([])
      if (isSession(calendar, day)) {
        expect(previousSession(calendar, next.day).day).toBe(day)
        expect(nextSession(calendar, previous.day).day).toBe(day)
      } else {
        expect(previousSession(calendar, next.day)).toBe(previous)
        expect(nextSession(calendar, previous.day)).toBe(next)
      }
    }),
  )
})

test('the session on or beside a day is its own, or the nearest', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const here = sessionOn(calendar, day)
      const isOpen = here.kind === 'session'
      expect(sessionOnOrBefore(calendar, day)).toBe(isOpen ? here : previousSession(calendar, day))
      expect(sessionOnOrAfter(calendar, day)).toBe(isOpen ? here : nextSession(calendar, day))
    }),
  )
})

test('the sessions of two adjoining ranges are those of the whole', () => {
  const length = fc.integer({ min: 0, max: 11 })
  fc.assert(
    fc.property(anyDay, length, length, (middle, before, after) => {
      const range = (from: number, to: number) =>
        sessionsBetween(calendar, addDays(middle, from), addDays(middle, to))
      expect([...range(-before, 0), ...range(1, after)]).toEqual(range(-before, after))
    }),
    { numRuns: 50 },
  )
})

test('the long closures are passed in one step', () => {
  expect(nextSession(calendar, tradingDay('2001-09-10')).day).toBe('2001-09-17')
  expect(nextSession(calendar, tradingDay('2006-12-29')).day).toBe('2007-01-03')
  expect(previousSession(calendar, tradingDay('2012-10-31')).day).toBe('2012-10-26')
})

test('the market day of an instant is that of its New York date', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: DAY_MS - 1 }), (day, ms) => {
      const at = instantOf(day, timeOfDayFromMs(ms))
      expect(marketDayOf(calendar, at)).toBe(sessionOn(calendar, day))
      const opening = nextSessionToOpen(calendar, at)
      expect(opening.opens).toBeGreaterThan(at)
      expect(previousSession(calendar, opening.day).opens).toBeLessThanOrEqual(at)
    }),
  )
})

test('a session that opens now is not the next to open', () => {
  const opens = instantOf(tradingDay('2026-11-27'), timeOfDay('09:30'))
  expect(nextSessionToOpen(calendar, instant(opens - 1)).day).toBe('2026-11-27')
  expect(nextSessionToOpen(calendar, opens).day).toBe('2026-11-30')
})

test('the calendar ends with a bug, not with a guess', () => {
  expect(() => nextSession(calendar, tradingDay('2035-12-31'))).toThrow('does not reach 2036-01-01')
  expect(() => previousSession(calendar, tradingDay('1998-01-02'))).toThrow('does not reach 1997-12-31')
})
