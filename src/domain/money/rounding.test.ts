import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divideCeil, divideFloor, divideHalfEven } from './rounding.ts'

const numerator = fc.maxSafeInteger()
const denominator = fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1 }))

test('floor and ceil bracket the quotient exactly, also for the largest integers', () => {
  fc.assert(
    fc.property(numerator, denominator, (n, d) => {
      const floor = BigInt(divideFloor(n, d)) * BigInt(d)
      const ceil = BigInt(divideCeil(n, d)) * BigInt(d)
      expect(floor <= BigInt(n) && BigInt(n) - floor < BigInt(d)).toBe(true)
      expect(ceil >= BigInt(n) && ceil - BigInt(n) < BigInt(d)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('half-even is within half a unit, and a tie is even', () => {
  fc.assert(
    fc.property(numerator, denominator, (n, d) => {
      const result = divideHalfEven(n, d)
      const twiceOff = 2n * (BigInt(result) * BigInt(d) - BigInt(n))
      const size = twiceOff < 0n ? -twiceOff : twiceOff
      expect(size <= BigInt(d)).toBe(true)
      if (size === BigInt(d)) expect(Math.abs(result % 2)).toBe(0)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  [5, 2, 2],
  [7, 2, 4],
  [-5, 2, -2],
  [-7, 2, -4],
  [-1, 3, -0],
  [2, 3, 1],
])('%i / %i rounds half-even to %i', (n, d, expected) => {
  expect(divideHalfEven(n, d) === expected).toBe(true)
})

test('fractions and divisors of 0 or less are bugs', () => {
  expect(() => divideFloor(1, 0)).toThrow()
  expect(() => divideFloor(1, -1)).toThrow()
  expect(() => divideCeil(0.5, 1)).toThrow()
})
