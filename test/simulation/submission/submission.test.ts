import { expect, test } from 'vitest'
import { NAIVE_POLICIES } from './naive-policies.ts'
import { RUNS_A_WORLD, runWorld } from './submission-run.ts'

/** A long run: npm run sim -- submission --runs 1000000 */
const WORLDS = 12
/** Entries of a world whose trades are closed as well. */
const CLOSED_RUNS = 12
/** A naive policy must show itself in so many submissions. */
const MOST_WORLDS = 8

test(`no order is doubled and none is lost in ${WORLDS * RUNS_A_WORLD} submissions on bad days`, {
  timeout: 180_000,
}, async () => {
  let [sent, crashes, tombstones] = [0, 0, 0]
  for (let world = 0; world < WORLDS; world += 1) {
    const result = await runWorld(world)
    expect(result.violations, `world ${world} (${result.mix})`).toEqual([])
    sent += result.sent
    crashes += result.crashes
    tombstones += result.tombstones
  }
  // What the faults are to bring about has come about.
  expect(sent).toBeGreaterThan(WORLDS * RUNS_A_WORLD * 0.9)
  expect(crashes).toBeGreaterThan(0)
  expect(tombstones).toBeGreaterThan(0)
})

test('every trade that was opened on a bad day is closed, once, and its cash is the cash of its fills', {
  timeout: 180_000,
}, async () => {
  for (let world = 2; world < 10; world += 1) {
    const { violations, mix } = await runWorld(world, { runs: CLOSED_RUNS, closes: true })
    expect(violations, `world ${world} (${mix})`).toEqual([])
  }
})

test.each(NAIVE_POLICIES)('$name doubles orders, and is seen to do so', async (policy) => {
  for (let world = 0; world < MOST_WORLDS; world += 1) {
    const { violations } = await runWorld(world, { policy })
    if (violations.some(({ rule }) => rule === 'I1' || rule === 'I2')) return
  }
  expect.unreachable(`${policy.name} is not seen in ${MOST_WORLDS * RUNS_A_WORLD} submissions`)
})
