import { expect, test } from 'vitest'
import { randomIds } from './random-ids.ts'

test('26 characters that a tag may hold, ascending with the millisecond, all different', () => {
  let at = 1_790_000_000_000
  const ids = randomIds(() => at++)
  const made = Array.from({ length: 2_000 }, () => ids.next())
  expect(made.every((id) => /^[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true)
  expect(made.toSorted()).toEqual(made)
  const same = randomIds(() => 1)
  expect(new Set(Array.from({ length: 2_000 }, () => same.next())).size).toBe(2_000)
})
