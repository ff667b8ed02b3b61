import { expect, test } from 'vitest'
import { type RunResult, VenueRun } from './venue-run.ts'

// VENUE_RUNS=5000 VENUE_SEED=1 npm run sim -- test/simulation/venue/random-flow.test.ts
const RUNS = Number(process.env['VENUE_RUNS'] ?? 40)
const FIRST_SEED = Number(process.env['VENUE_SEED'] ?? 1)

function runOf(seed: number): RunResult {
  try {
    return new VenueRun(seed).run()
  } catch (bug) {
    throw new Error(`seed ${seed}`, { cause: bug })
  }
}

test('whatever people, markets and bad luck do, every contract and every dollar is accounted for', {
  timeout: 3_600_000,
}, () => {
  let accepted = 0
  let fills = 0
  let cleared = 0
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const result = runOf(seed)
    expect(result.violations, `seed ${seed}`).toEqual([])
    accepted += result.accepted
    fills += result.fills
    cleared += result.cleared
  }
  // A flow that never trades would find nothing wrong either.
  expect(accepted).toBeGreaterThan(20 * RUNS)
  expect(fills).toBeGreaterThan(5 * RUNS)
  expect(cleared).toBeGreaterThan(RUNS)
})

test('a life that is saved and gone on from is the same life, and every seed has its own', () => {
  const hashes = Array.from({ length: 8 }, (_, i) => {
    const plain = new VenueRun(FIRST_SEED + i).run()
    expect(new VenueRun(FIRST_SEED + i).run(160).hash, `seed ${FIRST_SEED + i}`).toBe(plain.hash)
    return plain.hash
  })
  expect(new Set(hashes).size).toBe(hashes.length)
})
