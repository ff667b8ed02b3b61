import fc from 'fast-check'
import { expect, test } from 'vitest'
import { price } from '../../domain/money/price.ts'
import { isOnTick } from '../../domain/money/tick-rule.ts'
import { netTickRuleFor } from '../../domain/option/product.ts'
import { paidPriceOf } from '../../domain/spread/net-price.ts'
import { walkLimit } from './entry-candidate.ts'

const dollars = (amount: number) => price(Math.round(amount * 10_000))
const walk = (natural: number, mid: number, root = 'SPY') =>
  Array.from({ length: 7 }, (_, step) => {
    const limit = walkLimit({ natural: dollars(natural), mid: dollars(mid), root }, step, 1, dollars(0.02))
    return -paidPriceOf(limit) / 10_000
  })

test('a credit is walked from the mid down, a tick a step, to 0.02 below the natural price', () => {
  expect(walk(0.8, 0.83)).toEqual([0.83, 0.82, 0.81, 0.8, 0.79, 0.78, 0.78])
})

test('a debit is walked from the mid up to 0.02 above the natural price', () => {
  expect(walk(-2.5, -2.47)).toEqual([-2.47, -2.48, -2.49, -2.5, -2.51, -2.52, -2.52])
})

test('SPX walks in nickels, and rounds for us at both ends', () => {
  expect(walk(0.8, 0.875, 'SPXW').slice(0, 3)).toEqual([0.9, 0.85, 0.8])
})

test('no step is beyond the floor, off the tick, or better for the market than the one after', () => {
  const cases = fc.tuple(
    fc.integer({ min: -500, max: 500 }),
    fc.integer({ min: 0, max: 40 }),
    fc.constantFrom('SPY', 'SPXW', 'KO'),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 1, max: 3 }),
  )
  fc.assert(
    fc.property(cases, ([natural, above, root, step, ticks]) => {
      const quote = { natural: price(natural * 100), mid: price((natural + above) * 100), root }
      const at = (one: number) => walkLimit(quote, one, ticks, dollars(0.02))
      const [limit, next] = [at(step), at(step + 1)]
      expect(isOnTick(limit.amount, netTickRuleFor(root))).toBe(true)
      expect(-paidPriceOf(limit)).toBeGreaterThanOrEqual(quote.natural - 200)
      expect(paidPriceOf(next)).toBeGreaterThanOrEqual(paidPriceOf(limit))
    }),
  )
})
