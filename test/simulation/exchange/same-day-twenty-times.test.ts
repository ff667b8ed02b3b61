import { expect, test } from 'vitest'
import { scriptedDay } from '../../support/scripted-day.ts'

test('twenty runs of a seed are one and the same day, and that of another seed is another', async () => {
  const hashes = new Set<string>()
  for (let i = 0; i < 20; i++) hashes.add((await scriptedDay(11)).hash)
  expect(hashes.size).toBe(1)
  expect(hashes).not.toContain((await scriptedDay(12)).hash)
}, 120_000)
