import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instant, instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { formatNewYork, instantOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import type { Market } from './market.ts'
import { startClock } from './market-clock.ts'
import { MarketRunner, type RunnerParts } from './market-runner.ts'

const calendar = buildMarketCalendar(2015, 2027)
const at = (time: string, day = '2026-09-22') => instantOf(tradingDay(day), timeOfDay(time))
const WALL = instant(1_900_000_000_000)
const wall = (ms: number): Instant => instant(WALL + ms)

interface Run {
  readonly runner: MarketRunner
  readonly steps: number[]
}

function run(
  start: number,
  clock: { speed?: number; alwaysOpen?: boolean } = {},
  parts: Partial<RunnerParts> = {},
): Run {
  const steps: number[] = []
  let now = start
  const market = {
    calendar,
    get now() {
      return now
    },
    advanceTo(time: number) {
      if (time < now) throw new Error('backwards')
      now = time
    },
  } as Market
  const runner = new MarketRunner({
    market,
    clock: startClock(WALL, start, clock),
    step: ({ now: time }) => void steps.push(time),
    ...parts,
  })
  return { runner, steps }
}

describe('a runner', () => {
  test('takes a fast market through every minute and every end of a session', () => {
    const { runner, steps } = run(at('15:59'), { speed: 10_000 })
    expect(runner.follow(wall(900))).toBe(true)
    expect(runner.market.now).toBe(at('15:59') + 9_000_000)
    for (const time of ['16:00', '16:01', '16:15', '16:30', '18:15']) expect(steps).toContain(at(time))
  })

  test('makes the same steps however often it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }), (pauses) => {
        const often = run(at('09:30'), { speed: 600 })
        let passed = 0
        for (const pause of pauses) {
          passed += pause
          often.runner.follow(wall(passed))
        }
        const once = run(at('09:30'), { speed: 600 })
        once.runner.goTo(often.runner.market.now, WALL)
        const grid = (steps: number[]) => steps.filter((time) => time % MINUTE_MS === 0)
        expect(grid(often.steps)).toEqual(grid(once.steps))
      }),
      { numRuns: 40 },
    )
  })

  test('does a bounded part of the work at a time, and then the rest', () => {
    const { runner, steps } = run(at('09:30'), { speed: 3_600 })
    let left = 10
    expect(runner.follow(wall(1_000), () => --left > 0)).toBe(false)
    expect(steps).toHaveLength(10)
    expect(runner.follow(wall(1_000))).toBe(true)
    expect(steps).toHaveLength(60)
  })

  test('in the wall’s own time makes up for all that the machine slept', () => {
    const { runner, steps } = run(at('09:30'), {}, { isWallTime: true })
    runner.follow(wall(8 * 3_600_000))
    expect(runner.market.now).toBe(at('17:30'))
    expect(steps).toHaveLength(405 + 5)
  })

  test('with a time of its own goes on after a sleep where it was', () => {
    const { runner } = run(at('09:30'), { speed: 60 })
    runner.follow(wall(1_000))
    runner.follow(wall(8 * 3_600_000))
    expect(formatNewYork(instant(runner.market.now))).toBe('2026-09-22T09:32-04:00')
    runner.follow(wall(8 * 3_600_000 + 1_000))
    expect(formatNewYork(instant(runner.market.now))).toBe('2026-09-22T09:33-04:00')
  })

  test('has a time of its own from when its clock is moved by hand', () => {
    const { runner } = run(at('09:30'), {}, { isWallTime: true })
    expect(runner.isWallTime).toBe(true)
    runner.goTo(at('10:00'), wall(1_000))
    expect(runner.isWallTime).toBe(false)
    runner.follow(wall(8 * 3_600_000))
    expect(runner.market.now).toBe(at('10:00') + 1_000)
  })

  test('on a machine that is too slow for the speed falls behind, and does not pile up what it owes', () => {
    const { runner, steps } = run(at('09:30'), { speed: 10_000 })
    // A second of the wall is 167 minutes; the machine does ten in each.
    for (let second = 1; second <= 30; second++) {
      let left = 10
      runner.follow(wall(second * 1_000), () => --left > 0)
    }
    expect(steps.length).toBeGreaterThan(290)
    expect(steps.length).toBeLessThanOrEqual(300)
    expect(runner.clock.marketAt - runner.market.now).toBeLessThanOrEqual(10_000_000)
  })

  test('stops at the end of a recording', () => {
    const { runner, steps } = run(
      at('12:59', '2015-12-24'),
      { speed: 600 },
      { endsAt: at('13:00', '2015-12-24') },
    )
    expect(runner.isOver).toBe(false)
    runner.follow(wall(900))
    runner.follow(wall(1_800))
    expect([runner.isOver, steps.length]).toEqual([true, 1])
    runner.goTo(at('15:00', '2015-12-24'), wall(1_800))
    expect(runner.market.now).toBe(at('13:00', '2015-12-24'))
  })

  test('walks through the nights that an always open market leaves out of its clock', () => {
    const { runner, steps } = run(at('16:44'), { speed: 60, alwaysOpen: true })
    runner.follow(wall(1_000))
    expect(runner.market.now).toBe(at('09:30', '2026-09-23'))
    expect(steps).toContain(at('00:00', '2026-09-23'))
  })

  test('is stepped by hand at speed 0, and goes on from there at another', () => {
    const { runner } = run(at('09:30'), { speed: 0 })
    runner.follow(wall(900))
    expect(runner.market.now).toBe(at('09:30'))
    runner.goTo(at('10:00'), wall(900))
    runner.runAt(60, wall(900))
    runner.follow(wall(1_900))
    expect(runner.market.now).toBe(at('10:01'))
    expect(() => runner.goTo(at('10:00'), wall(2_000))).toThrow(/forward/)
  })

  test('is not turned back by a wall clock that was put back', () => {
    const { runner } = run(at('09:30'))
    runner.follow(wall(900))
    runner.follow(wall(-60_000))
    expect(runner.market.now).toBe(at('09:30') + 900)
    runner.follow(wall(-59_500))
    expect(runner.market.now).toBe(at('09:30') + 1_400)
  })

  test('in the wall’s own time waits for a wall clock that was put back', () => {
    const { runner } = run(at('09:30'), {}, { isWallTime: true })
    runner.follow(wall(900))
    runner.follow(wall(-60_000))
    runner.follow(wall(800))
    expect(runner.market.now).toBe(at('09:30') + 900)
    runner.follow(wall(1_000))
    expect(runner.market.now).toBe(at('09:30') + 1_000)
  })
})
