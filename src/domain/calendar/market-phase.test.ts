import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant, MINUTE_MS, plusMs } from './instant.ts'
import { buildMarketCalendar } from './market-calendar.ts'
import { type MarketPhase, minutesToClose, phaseAt } from './market-phase.ts'
import { instantOf } from './new-york-time.ts'
import { timeOfDay } from './time-of-day.ts'
import { tradingDay } from './trading-day.ts'
import type { TradingHours } from './trading-hours.ts'

const calendar = buildMarketCalendar()
const at = (day: string, time: string) => instantOf(tradingDay(day), timeOfDay(time))

/** The phases of a day, each with the minute in which it begins. */
function phasesOf(day: string, hours: TradingHours): string[] {
  const midnight = at(day, '00:00')
  const phases: string[] = []
  let before: MarketPhase | undefined
  for (let minute = 0; minute < 1440; minute += 1) {
    const now = plusMs(midnight, minute * MINUTE_MS)
    const phase = phaseAt(calendar, now, hours)
    if (phase !== before) {
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      phases.push(`${clock} ${phase}`)
    }
    before = phase
    expect(minutesToClose(calendar, now, hours) !== null).toBe(phase === 'open')
  }
  return phases
}

test('an ordinary day', () => {
  const regular = ['00:00 closed', '04:00 pre_market', '09:30 open', '16:00 after_hours', '20:00 closed']
  expect(phasesOf('2026-11-30', 'regular')).toEqual(regular)
  expect(phasesOf('2026-11-30', 'late')).toEqual(regular.with(3, '16:15 after_hours'))
})

test('a half day', () => {
  const regular = ['00:00 closed', '04:00 pre_market', '09:30 open', '13:00 after_hours', '17:00 closed']
  expect(phasesOf('2026-11-27', 'regular')).toEqual(regular)
  expect(phasesOf('2026-11-27', 'late')).toEqual(regular.with(3, '13:15 after_hours'))
})

test('a late open', () => {
  expect(phasesOf('2002-09-11', 'late').slice(1, 4)).toEqual([
    '04:00 pre_market',
    '12:00 open',
    '16:15 after_hours',
  ])
})

test.each(['2026-02-16', '2026-11-28', '2025-01-09', '2026-03-08', '2026-11-01'])(
  '%s is closed all day',
  (day) => {
    expect(phasesOf(day, 'late')).toEqual(['00:00 closed'])
  },
)

test('the last millisecond is open, the next is not', () => {
  const close = at('2026-11-27', '13:00')
  expect(phaseAt(calendar, plusMs(close, -1), 'regular')).toBe('open')
  expect(minutesToClose(calendar, plusMs(close, -1), 'regular')).toBeCloseTo(1 / 60_000, 12)
  expect(phaseAt(calendar, close, 'regular')).toBe('after_hours')
  expect(minutesToClose(calendar, close, 'regular')).toBeNull()
})

test('whenever minutes are left, the close comes after exactly as many', () => {
  const years = fc.integer({ min: Date.UTC(1998, 0, 2), max: Date.UTC(2035, 11, 30) })
  fc.assert(
    fc.property(years, fc.constantFrom('regular' as const, 'late' as const), (ms, hours) => {
      const now = instant(ms)
      const left = minutesToClose(calendar, now, hours)
      expect(left !== null).toBe(phaseAt(calendar, now, hours) === 'open')
      if (left === null) return
      expect(left).toBeGreaterThan(0)
      const close = instant(Math.round(now + left * MINUTE_MS))
      expect(phaseAt(calendar, plusMs(close, -1), hours)).toBe('open')
      expect(phaseAt(calendar, close, hours)).toBe('after_hours')
    }),
    { numRuns: 500 },
  )
})
