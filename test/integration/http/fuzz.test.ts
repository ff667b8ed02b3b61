import { expect, it } from 'vitest'
import { fuzzApi } from '../../support/http/fuzz-run.ts'

it('whatever is asked, nothing of another user comes back, no secret, and no bug', async () => {
  const { byStatus, bugs, leaks, secrets } = await fuzzApi(20_260_922, 2_000)
  expect([bugs.slice(0, 3), leaks.slice(0, 3), secrets.slice(0, 3)]).toEqual([[], [], []])
  // It would find nothing if everything were turned away at the door.
  expect(byStatus[200]).toBeGreaterThan(200)
  expect(byStatus[404]).toBeGreaterThan(50)
  expect(byStatus[422]).toBeGreaterThan(200)
})
