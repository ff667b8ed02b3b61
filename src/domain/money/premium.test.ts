import fc from 'fast-check'
import { expect, test } from 'vitest'
import { premiumCents, premiumCentsHalfEven } from './premium.ts'
import { price } from './price.ts'

test('with the multiplier 100 every price is whole cents, and equals the exact product', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      fc.integer({ min: -10_000, max: 10_000 }),
      (units, contracts) => {
        const exact = (BigInt(units) * BigInt(contracts) * 100n) / 100n
        expect(BigInt(premiumCents(price(units), contracts))).toBe(exact)
      },
    ),
  )
})

test('an odd multiplier that splits a cent is never rounded unseen', () => {
  expect(premiumCents(price(12_500), 1, 10)).toBe(1_250)
  expect(() => premiumCents(price(12_345), 1, 10)).toThrow('not whole cents')
  expect(premiumCentsHalfEven(price(12_345), 1, 10)).toBe(1_234)
  expect(premiumCentsHalfEven(price(12_355), 1, 10)).toBe(1_236)
})

test('bad contracts and multipliers are bugs', () => {
  expect(() => premiumCents(price(1), 0.5)).toThrow('whole')
  expect(() => premiumCents(price(1), 1, 0)).toThrow('multiplier')
  expect(() => premiumCents(price(Number.MAX_SAFE_INTEGER), 2)).toThrow('out of range')
})
