import { expect, test } from 'vitest'
import { BRACKET_MIXES } from './bracket-mix.ts'
import { runBrackets } from './bracket-run.ts'

/** A long run: npm run sim -- brackets --runs 1000 */
const WORLDS = 60

test(`in ${WORLDS} worlds of two devices, a bracket and a market nothing is sold twice or short, and nobody is unprotected unknown`, {
  timeout: 180_000,
}, async () => {
  const total = { closes: 0, adjusts: 0, stale: 0, crashes: 0, exits: 0, brackets: 0 }
  const reasons = new Set<string>()
  const mixes = new Set<string>()
  for (let world = 0; world < WORLDS; world += 1) {
    const result = await runBrackets(world)
    expect(result.violations, `world ${world} (${result.mix})`).toEqual([])
    for (const name of ['closes', 'adjusts', 'stale', 'crashes', 'exits', 'brackets'] as const)
      total[name] += result[name]
    reasons.add(result.reason)
    mixes.add(result.mix)
  }
  // What the worlds are to bring about has come about.
  expect(mixes.size).toBe(BRACKET_MIXES.length)
  for (const reason of ['MANUAL_CLOSE', 'TAKE_PROFIT_FILLED', 'STOP_LOSS']) expect(reasons).toContain(reason)
  expect(total.adjusts).toBeGreaterThan(WORLDS)
  expect(total.closes).toBeGreaterThan(WORLDS)
  expect(total.stale).toBeGreaterThan(WORLDS)
  expect(total.brackets).toBeGreaterThan(WORLDS)
  expect(total.crashes).toBeGreaterThan(0)
})
