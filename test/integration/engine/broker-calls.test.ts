import { expect, test } from 'vitest'
import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { BUSY, longestGap, peakOf } from '../../support/engine/busy-hours.ts'
import { holdSpreads, NO_PRICE_EXITS } from '../../support/engine/hold-spreads.ts'
import { liveDays } from '../../support/engine/live-days.ts'
import { newYork, syntheticWorld } from '../../support/engine/synthetic-world.ts'

test.each([1, 20])('a monitor cycle over %i open trades costs five calls', async (trades) => {
  const world = await syntheticWorld('10:00', { cash: 1_000_000, settings: NO_PRICE_EXITS })
  await holdSpreads(world, trades, ['SPY'])
  for (let cycle = 0; cycle < 3; cycle += 1) {
    world.pass(MINUTE_MS)
    const before = world.requests.length
    const { evaluations } = await runMonitor(world.engine)
    expect(evaluations).toHaveLength(trades)
    const calls = world.requests
      .slice(before)
      .map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)
    expect(calls).toEqual(['GET orders', 'GET positions', 'GET balances', 'GET orders', 'POST quotes'])
  }
})

test('entries that wait for the budget do not hold up the monitor, and no minute has more calls than it', async () => {
  const world = await syntheticWorld('09:25', { cash: 10_000_000, settings: BUSY, ceiling: 50 })
  await holdSpreads(world, 10, ['MSFT'])
  const { trades, monitoredAt, latestMonitorMs } = await liveDays(world, newYork('09:50'))
  const entries = trades.flatMap((report) => report.entries)
  expect(entries.some(({ outcome }) => outcome.kind === 'sent')).toBe(true)
  expect(peakOf(world)).toBeLessThanOrEqual(50)
  expect(longestGap(monitoredAt)).toBeLessThan(2 * MINUTE_MS)
  expect(latestMonitorMs).toBeLessThan(5_000)
})
