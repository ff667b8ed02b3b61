import { expect, test } from 'vitest'
import { nextRandom, seededRandom } from './seeded-random.ts'

test('the integers are the same on every machine, and a state goes on where it stood', () => {
  const random = seededRandom(42)
  const draws = [1, 2, 3].map(() => nextRandom(random) * 2 ** 32)
  expect(draws).toEqual([2581720956, 1925393290, 3661312704])
  const restored = { ...random }
  expect(nextRandom(restored)).toBe(nextRandom(random))
})
