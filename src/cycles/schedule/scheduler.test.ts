import { describe, expect, test } from 'vitest'
import { type Instant, instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { formatNewYork } from '../../domain/calendar/new-york-time.ts'
import type { AbortSignalLike, Clock } from '../../ports/clock.ts'
import { CYCLE_ORDER, type CycleName, nextDue } from './cycle-times.ts'
import { runSchedule } from './scheduler.ts'

const calendar = buildMarketCalendar(2025, 2027)
const at = (text: string): Instant => instant(Date.parse(text))

function dueTimes(cycle: CycleName, from: string, until: string): string[] {
  const times: string[] = []
  for (let due = nextDue(cycle, at(from), calendar); due < at(until); due = nextDue(cycle, due, calendar)) {
    times.push(formatNewYork(due))
  }
  return times
}

describe('when cycles are due', () => {
  test('the monitor runs each minute of the session, to the late close', () => {
    const times = dueTimes('monitor', '2026-09-22T04:00:00Z', '2026-09-23T04:00:00Z')
    expect([times.length, times[0], times.at(-1)]).toEqual([
      406,
      expect.stringContaining('09:30'),
      expect.stringContaining('16:15'),
    ])
  })

  test('B-19 on 28 Nov and 24 Dec 2025 the day ends at 13:00, and nothing runs on the holidays before', () => {
    for (const day of ['2025-11-28', '2025-12-24']) {
      const times = dueTimes('monitor', `${day}T05:00:00Z`, `${day}T23:59:00Z`)
      expect(times.at(-1)).toContain('13:15')
    }
    expect(dueTimes('monitor', '2025-11-27T05:00:00Z', '2025-11-28T05:00:00Z')).toEqual([])
    expect(dueTimes('daily_summary', '2025-11-29T05:00:00Z', '2025-12-01T05:00:00Z')).toEqual([])
  })

  test('B-19 the hours are New York’s on both sides of the change of the clocks', () => {
    for (const day of ['2026-03-06', '2026-03-09', '2026-10-30', '2026-11-02']) {
      const [first] = dueTimes('pre_market_bookend', `${day}T05:30:00Z`, `${day}T23:00:00Z`)
      expect(first).toContain('09:25')
    }
  })

  test('C-30 Presidents’ Day has no cycle at all', () => {
    for (const cycle of CYCLE_ORDER) {
      expect(dueTimes(cycle, '2026-02-16T05:00:00Z', '2026-02-17T05:00:00Z')).toEqual([])
    }
  })
})

class StepClock implements Clock {
  private at: Instant
  constructor(start: Instant) {
    this.at = start
  }
  now(): Instant {
    return this.at
  }
  async sleep(ms: number): Promise<void> {
    this.at = instant(this.at + ms)
  }
  take(ms: number): void {
    this.at = instant(this.at + ms)
  }
}

class Stop implements AbortSignalLike {
  aborted = false
  readonly reason = 'stopped'
  addEventListener(): void {}
  removeEventListener(): void {}
}

async function runsUntil(
  until: string,
  during: (cycle: CycleName, clock: StepClock) => void,
): Promise<CycleName[]> {
  const clock = new StepClock(at('2026-09-22T13:29:00Z'))
  const stop = new Stop()
  const runs: CycleName[] = []
  const run = async (cycle: CycleName): Promise<void> => {
    if (clock.now() >= at(until)) stop.aborted = true
    else {
      runs.push(cycle)
      during(cycle, clock)
    }
  }
  await runSchedule({ clock, calendar, log: { write: () => undefined }, run }, stop)
  return runs
}

describe('runSchedule', () => {
  test('runs ten minutes of monitors, order work and the trade cycle', async () => {
    const runs = await runsUntil('2026-09-22T13:40:00Z', () => undefined)
    const count = (cycle: CycleName) => runs.filter((one) => one === cycle).length
    expect([count('monitor'), count('trade'), count('price_snapshots'), count('work_orders')]).toEqual([
      10, 1, 15, 120,
    ])
  })

  test('B-18 a monitor that takes four minutes is run once afterwards, not four times', async () => {
    let slow = true
    const runs = await runsUntil('2026-09-22T13:40:00Z', (cycle, clock) => {
      if (cycle !== 'monitor' || !slow) return
      slow = false
      clock.take(4 * MINUTE_MS)
    })
    expect(runs.filter((one) => one === 'monitor')).toHaveLength(7)
  })

  test('C-29: while a broker hangs for half a minute a call, cycles are skipped and never stacked', async () => {
    let underWay = 0
    const runs = await runsUntil('2026-09-22T13:40:00Z', (cycle, clock) => {
      underWay += 1
      expect(underWay).toBe(1)
      if (cycle === 'monitor') clock.take(90_000)
      underWay -= 1
    })
    // Of ten minutes' monitors every second one is left out, and what was missed is not made up for.
    const monitors = runs.filter((one) => one === 'monitor').length
    expect(monitors).toBeGreaterThanOrEqual(5)
    expect(monitors).toBeLessThanOrEqual(7)
  })

  test('a cycle that throws does not stop the others', async () => {
    const runs = await runsUntil('2026-09-22T13:33:00Z', (cycle) => {
      if (cycle === 'monitor') throw new Error('broken')
    })
    expect(runs.filter((one) => one === 'monitor')).toHaveLength(3)
    expect(runs).toContain('work_orders')
  })
})
