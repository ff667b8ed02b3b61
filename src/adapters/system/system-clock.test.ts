import { expect, test } from 'vitest'
import { sleepFor, systemClock } from './system-clock.ts'

test('sleeps, and wakes with the reason when it is called off', async () => {
  const before = systemClock().now()
  await sleepFor(5)
  expect(systemClock().now()).toBeGreaterThanOrEqual(before + 4)
  const stop = new AbortController()
  const sleeping = sleepFor(60_000, stop.signal)
  stop.abort('enough')
  await expect(sleeping).rejects.toBe('enough')
  await expect(sleepFor(60_000, stop.signal)).rejects.toBe('enough')
})
