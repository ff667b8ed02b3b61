import { describe, expect, test } from 'vitest'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { instantOf, newYorkTimeOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { runNightly } from './nightly.ts'

const at = (day: string, time: string): Instant => instantOf(tradingDay(day), timeOfDay(time))
const LOG = { write: () => undefined }

/** Sleeps at once, and wakes later than it should where a test says that the machine slept. */
function jumpyClock(start: Instant, sleepsThrough: (until: number) => number = (until) => until) {
  let now: number = start
  return {
    now: () => instant(now),
    async sleep(ms: number): Promise<void> {
      now = sleepsThrough(now + ms)
    },
  }
}

async function runs(start: Instant, until: Instant, doneAt: Instant, sleeps?: (until: number) => number) {
  const stop = new AbortController()
  const done: Instant[] = []
  const clock = jumpyClock(start, (ms) => {
    const next = sleeps?.(ms) ?? ms
    if (next >= until) stop.abort()
    return next
  })
  const run = async () => {
    done.push(clock.now())
    if (done.length === 1) throw new Error('the disk is full')
  }
  await runNightly({ clock, log: LOG, doneAt, run }, stop.signal)
  return done.map((one) => newYorkTimeOf(one))
}

describe('the work of the night', () => {
  test('is done once each night at 02:00, weekends and the nights of the clock changes too, whatever fails', async () => {
    const done = await runs(at('2026-03-06', '12:00'), at('2026-03-10', '12:00'), at('2026-03-06', '02:00'))
    expect(done.map(({ day, time }) => [day, time / 3_600_000])).toEqual([
      ['2026-03-07', 2],
      // 02:00 does not exist in this night.
      ['2026-03-08', 3],
      ['2026-03-09', 2],
      ['2026-03-10', 2],
    ])
    const autumn = await runs(at('2026-10-31', '12:00'), at('2026-11-02', '12:00'), at('2026-10-31', '02:00'))
    expect(autumn.map(({ day, time }) => [day, time / 3_600_000])).toEqual([
      ['2026-11-01', 2],
      ['2026-11-02', 2],
    ])
  })

  test('after a sleep of days it is done once, and then at its time', async () => {
    const wakes = at('2026-11-27', '09:00')
    const done = await runs(
      at('2026-11-23', '20:00'),
      at('2026-11-28', '12:00'),
      at('2026-11-23', '02:00'),
      (ms) => (ms > at('2026-11-23', '21:00') && ms < wakes ? wakes : ms),
    )
    expect(done.map(({ day, time }) => [day, time / 3_600_000])).toEqual([
      ['2026-11-27', 9],
      ['2026-11-28', 2],
    ])
  })

  test('a late start does it at once, a second start in the same night does not', async () => {
    const start = at('2026-11-25', '08:00')
    expect(await runs(start, at('2026-11-25', '12:00'), at('2026-11-24', '02:00'))).toHaveLength(1)
    expect(await runs(start, at('2026-11-25', '12:00'), at('2026-11-25', '02:00'))).toEqual([])
  })
})
