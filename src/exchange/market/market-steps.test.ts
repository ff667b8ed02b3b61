import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { instantOf, newYorkDayOf, newYorkEpochDayOf } from '../../domain/calendar/new-york-time.ts'
import { marketDayOf, sessionsBetween } from '../../domain/calendar/session-lookup.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { nextStep } from './market-steps.ts'

const calendar = buildMarketCalendar(1998, 2027)

function stepsOf(from: number, to: number): number[] {
  const steps: number[] = []
  for (let at = from; at < to; ) {
    at = nextStep(calendar, at, to)
    steps.push(at)
  }
  return steps
}

// Half days, a special late open, both changes of the clock, and ordinary weeks.
const DAYS = ['2015-12-23', '2026-11-25', '2026-03-06', '2026-10-30', '2026-09-21', '2001-09-14']

test('no limit of a day is stepped over, nor a minute of a session', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...DAYS),
      fc.integer({ min: 0, max: DAY_MS }),
      fc.integer({ min: 1, max: 4 * DAY_MS }),
      (day, after, length) => {
        const from = instantOf(tradingDay(day), timeOfDay('00:00')) + after
        const to = from + length
        const steps = stepsOf(from, to)
        const seen = new Set(steps)
        const limits = sessionsBetween(
          calendar,
          newYorkDayOf(instant(from)),
          newYorkDayOf(instant(to)),
        ).flatMap((s) => [s.preMarketOpens, s.opens, s.closes, s.lateCloses, s.afterHoursCloses])
        for (const limit of limits) if (limit > from && limit <= to) expect(seen).toContain(limit)
        for (const [i, at] of steps.entries()) {
          const before = steps[i - 1] ?? from
          expect(at).toBeGreaterThan(before)
          const today = marketDayOf(calendar, instant(before))
          const isTrading = today.kind === 'session' && before >= today.opens && before < today.lateCloses
          expect(at - before).toBeLessThanOrEqual((isTrading ? 1 : 15) * MINUTE_MS)
          // Midnight begins another day of orders.
          const days = newYorkEpochDayOf(instant(at - 1)) - newYorkEpochDayOf(instant(before))
          expect(days).toBe(0)
        }
        expect(steps.at(-1)).toBe(to)
      },
    ),
    { numRuns: 60 },
  )
})

test('an ordinary day is some 470 steps, so that a year is walked in seconds', () => {
  const midnight = instantOf(tradingDay('2026-09-22'), timeOfDay('00:00'))
  expect(stepsOf(midnight, midnight + DAY_MS)).toHaveLength(405 + (24 * 60 - 405) / 15)
})

test('time does not stand still', () => {
  expect(() => nextStep(calendar, 5, 5)).toThrow(/forward/)
})
