import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IdleClock } from '../../../test/support/idle-clock.ts'
import { CALL_PRIORITIES, type CallPriority } from '../../ports/call-priority.ts'
import type { RateClass } from './rate-class.ts'
import { RequestBudget } from './request-budget.ts'

const START = 1_790_000_000_000
const FAR = START + 10_000_000

function call(priority: CallPriority, rateClass: RateClass = 'standard', notAfter = FAR) {
  return { priority, rateClass, endpoint: 'x', notAfter }
}

function headers(fields: Record<string, string | number>): ReadonlyMap<string, string> {
  return new Map(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

function told(allowed: number, available: number, expiry: number, extra = {}) {
  const names = {
    'x-ratelimit-allowed': allowed,
    'x-ratelimit-available': available,
    'x-ratelimit-expiry': expiry,
  }
  return { status: 200, text: '', headers: headers({ ...names, ...extra }) }
}

/** When each of some calls, all asked at once, may go. */
async function times(clock: IdleClock, budget: RequestBudget, calls: ReturnType<typeof call>[]) {
  const granted = calls.map(async (one) => {
    const grant = await budget.acquire(one)
    return grant.ok ? clock.now() - START : null
  })
  return clock.settle(Promise.all(granted))
}

describe('our own ceiling', () => {
  test('fifty calls go at once, the next when the first is a minute old', async () => {
    const clock = new IdleClock(START)
    const found = await times(
      clock,
      new RequestBudget(clock),
      Array.from({ length: 52 }, () => call('exit')),
    )
    expect(found.slice(0, 50).every((at) => at === 0)).toBe(true)
    expect(found.slice(50)).toEqual([60_001, 60_001])
  })

  test.each([
    ['scan', 30],
    ['entry', 40],
    ['sync', 45],
  ] as const)('%s leaves what is over %i to the exits', async (priority, most) => {
    const clock = new IdleClock(START)
    const budget = new RequestBudget(clock)
    const found = await times(clock, budget, [
      ...Array.from({ length: most + 1 }, () => call(priority)),
      ...Array.from({ length: 50 - most }, () => call('exit')),
    ])
    expect(found.slice(0, most).every((at) => at === 0)).toBe(true)
    expect(found[most]).toBe(60_001)
    expect(found.slice(most + 1).every((at) => at === 0)).toBe(true)
  })

  test('the most urgent goes first, whoever asked first', async () => {
    const clock = new IdleClock(START)
    const budget = new RequestBudget(clock, 2)
    await times(clock, budget, [call('exit'), call('exit')])
    const order: CallPriority[] = []
    const waiting = [...CALL_PRIORITIES].reverse().map(async (priority) => {
      await budget.acquire(call(priority))
      order.push(priority)
    })
    await clock.settle(Promise.all(waiting))
    expect(order).toEqual(CALL_PRIORITIES)
  })

  test('who cannot go in time is told at once, and when it could', async () => {
    const clock = new IdleClock(START)
    const budget = new RequestBudget(clock, 2)
    await times(clock, budget, [call('exit'), call('exit')])
    expect(await budget.acquire(call('exit', 'trading', START + 10_000))).toEqual({
      ok: false,
      retryAt: START + 60_001,
    })
    expect(await budget.acquire(call('exit', 'trading', START - 1))).toMatchObject({ ok: false })
  })

  test('in no closed minute are there more than the ceiling, nor more of the less urgent than their share', async () => {
    const step = fc.record({
      pauseMs: fc.integer({ min: 0, max: 9_000 }),
      priority: fc.constantFrom(...CALL_PRIORITIES),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 12 }),
        fc.array(step, { maxLength: 60 }),
        async (ceiling, steps) => {
          const clock = new IdleClock(START)
          const budget = new RequestBudget(clock, ceiling)
          const sent: { at: number; priority: CallPriority }[] = []
          const all = steps.map(async ({ pauseMs, priority }, i) => {
            await clock.sleep(pauseMs * (i % 7))
            const grant = await budget.acquire(call(priority))
            if (grant.ok) sent.push({ at: clock.now(), priority })
          })
          await clock.settle(Promise.all(all))
          expect(sent).toHaveLength(steps.length)
          for (const { at } of sent) {
            const minute = sent.filter((one) => one.at >= at && one.at <= at + 60_000)
            expect(minute.length).toBeLessThanOrEqual(ceiling)
            const low = minute.at(-1)
            const kept = { scan: 0.4, entry: 0.2, sync: 0.1 }[low?.priority as string] ?? 0
            expect(minute.length).toBeLessThanOrEqual(Math.max(1, ceiling - Math.ceil(ceiling * kept)))
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('the calls of the last minute are counted by what they were for', async () => {
    const clock = new IdleClock(START)
    const budget = new RequestBudget(clock)
    await times(clock, budget, [call('exit'), call('scan'), call('scan')])
    expect(budget.callsInLastMinute()).toEqual({
      total: 3,
      byPriority: { exit: 1, scan: 2 },
      byEndpoint: { x: 3 },
    })
    clock.advance(60_001)
    expect(budget.callsInLastMinute().total).toBe(0)
  })
})

describe("the broker's own counter", () => {
  async function nextAt(answer: Parameters<RequestBudget['settle']>[1], next = call('exit')) {
    const clock = new IdleClock(START)
    const budget = new RequestBudget(clock)
    await times(clock, budget, [call('exit')])
    budget.settle('standard', answer)
    return (await times(clock, budget, [next]))[0]
  }

  test('nothing left: wait for the end of the window, which is in milliseconds', async () => {
    expect(await nextAt(told(60, 0, START + 30_000))).toBe(30_000)
    expect(await nextAt(told(60, 1, START + 30_000))).toBe(0)
  })

  test('an end in seconds is no end, and one far away is a minute at most', async () => {
    expect(await nextAt(told(60, 0, Math.floor(START / 1_000) + 30))).toBe(0)
    expect(await nextAt(told(60, 0, START + 86_400_000))).toBe(60_000)
  })

  test("the window is measured by the broker's clock, whatever ours says", async () => {
    const date = new Date(START + 3_600_000).toUTCString()
    expect(await nextAt(told(60, 0, START + 3_620_000, { date }))).toBe(20_000)
  })

  test.each([
    ['scan', 24],
    ['entry', 12],
    ['sync', 6],
    ['exit', 0],
  ] as const)('%s leaves %i of 60 of it too', async (priority, kept) => {
    expect(await nextAt(told(60, kept, START + 30_000), call(priority))).toBe(30_000)
    expect(await nextAt(told(60, kept + 1, START + 30_000), call(priority))).toBe(0)
  })

  test('another class is another counter', async () => {
    expect(await nextAt(told(60, 0, START + 30_000), call('exit', 'trading'))).toBe(0)
  })

  test('calls that are under way count as used', async () => {
    const clock = new IdleClock(START)
    const budget = new RequestBudget(clock)
    await times(clock, budget, [call('exit'), call('exit'), call('exit')])
    budget.settle('standard', told(60, 3, START + 30_000))
    expect(await times(clock, budget, [call('exit'), call('exit')])).toEqual([0, 30_000])
  })

  test('an older answer that comes late does not give back what is gone', async () => {
    const clock = new IdleClock(START)
    const budget = new RequestBudget(clock)
    await times(clock, budget, [call('exit'), call('exit')])
    budget.settle('standard', told(60, 0, START + 30_000))
    budget.settle('standard', told(60, 1, START + 30_000))
    expect(await times(clock, budget, [call('exit')])).toEqual([30_000])
  })

  test('429: by headers, else by the last word of the text, else a whole minute, and never less than a second', async () => {
    const quota = (text: string, fields = {}) => ({ status: 429, text, headers: headers(fields) })
    expect(await nextAt(quota('', { 'x-ratelimit-expiry': START + 5_000 }))).toBe(5_000)
    expect(await nextAt(quota(`Quota Violation. Expiry: ${START + 7_000}`))).toBe(7_000)
    expect(await nextAt(quota('slow down'))).toBe(60_000)
    expect(await nextAt(quota('Expiry: 1790000007'))).toBe(60_000)
    expect(await nextAt(quota('', { 'x-ratelimit-expiry': START - 5_000 }))).toBe(1_000)
  })

  test('nonsense in the headers is nothing', async () => {
    expect(await nextAt(told(60, -1, START + 30_000))).toBe(0)
    expect(await nextAt(told(60, Number.NaN, START + 30_000))).toBe(0)
    expect(await nextAt(null)).toBe(0)
  })
})
