import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coveringShares, isHeldQuantity, roundShares, wholeShares } from './held-quantity.ts'

/** Shares as brokers report them: to six decimals. */
const shares = fc.integer({ min: -5_000_000_000, max: 5_000_000_000 }).map((parts) => parts / 1_000_000)

test('what a sum adds, a difference takes away again, to the part', () => {
  fc.assert(
    fc.property(shares, shares, (a, b) => {
      expect(roundShares(a + b - a)).toBe(roundShares(b))
    }),
  )
})

test('a bound never counts a part of a share as cover, nor leaves out one that is owed', () => {
  fc.assert(
    fc.property(shares, (held) => {
      const counted = coveringShares(held)
      expect(Number.isInteger(counted) && counted <= held && held - counted < 1).toBe(true)
      expect(Math.abs(wholeShares(held))).toBeLessThanOrEqual(Math.abs(held))
      expect(Object.is(counted, -0) || Object.is(wholeShares(held), -0)).toBe(false)
    }),
  )
})

test('the error of a double neither loses a share nor makes one', () => {
  expect([1100.1 - 1000.1, wholeShares(1100.1 - 1000.1), coveringShares(1100.1 - 1000.1)]).toEqual([
    99.99999999999989, 100, 100,
  ])
})

test('contracts come whole, of an adjusted root as well; nothing is held of zero, less or no number', () => {
  const bad = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300]
  for (const symbol of ['SPY', 'SPY261016P00650000']) {
    expect(bad.map((quantity) => isHeldQuantity(symbol, quantity))).toEqual(bad.map(() => false))
    expect(isHeldQuantity(symbol, 3)).toBe(true)
  }
  const halves = ['SPY261016P00650000', 'SPY1261016P00650000', 'BRK/B', 'VTSAX'].map((symbol) =>
    isHeldQuantity(symbol, 0.5),
  )
  expect(halves).toEqual([false, false, true, true])
})
