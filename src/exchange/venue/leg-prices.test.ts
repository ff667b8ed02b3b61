import fc from 'fast-check'
import { expect, test } from 'vitest'
import { price } from '../../domain/money/price.ts'
import { bestValue, legPrices, naturalValue } from './leg-prices.ts'
import type { LegQuote } from './leg-quote.ts'
import { type UnitLeg, unitValue } from './unit-leg.ts'

function leg(sign: 1 | -1, ratio: number, multiplier = 100): UnitLeg {
  const side = sign > 0 ? 'buy_to_open' : 'sell_to_open'
  return { symbol: 'X', underlying: 'X', isOption: multiplier > 1, side, sign, ratio, multiplier }
}

function quote({ sign }: UnitLeg, bid: number, ask: number): LegQuote {
  const book = { bid: price(bid), ask: price(ask), bidSize: 1, askSize: 1, last: null, quotedAt: 0 }
  const [near, far] = sign > 0 ? [ask, bid] : [bid, ask]
  return { book, near: price(near), far: price(far), size: 1 }
}

test('at the natural value every leg has its near price', () => {
  const legs = [leg(-1, 1), leg(1, 1)]
  const quotes = [quote(legs[0]!, 35_000, 36_000), quote(legs[1]!, 12_000, 12_500)]
  expect(legPrices(legs, quotes, naturalValue(legs, quotes))).toEqual([35_000, 12_500])
})

test('a better value is shared by the spreads, in cents', () => {
  const legs = [leg(-1, 1), leg(1, 1)]
  const quotes = [quote(legs[0]!, 35_000, 39_000), quote(legs[1]!, 12_000, 14_000)]
  const target = naturalValue(legs, quotes) - 3_000 * 100
  expect(legPrices(legs, quotes, target)).toEqual([37_000, 13_000])
})

test('a net of half a cent is made exactly, by a leg in finer steps', () => {
  const legs = [leg(-1, 2), leg(1, 1)]
  const quotes = [quote(legs[0]!, 30_000, 30_300), quote(legs[1]!, 20_000, 20_300)]
  const target = naturalValue(legs, quotes) - 150 * 100
  const prices = legPrices(legs, quotes, target)!
  expect(unitValue(legs, prices)).toBe(target)
})

test('what the ratios cannot make is bettered by the least', () => {
  const legs = [leg(-1, 2), leg(1, 3)]
  const quotes = [quote(legs[0]!, 30_000, 31_000), quote(legs[1]!, 20_000, 21_000)]
  const target = naturalValue(legs, quotes) - 1 * 100
  expect(unitValue(legs, legPrices(legs, quotes, target)!)).toBe(target - 100)
})

const LEG = fc.record({
  sign: fc.constantFrom<1 | -1>(1, -1),
  ratio: fc.integer({ min: 1, max: 4 }),
  bid: fc.integer({ min: 0, max: 90_000 }),
  spread: fc.integer({ min: 0, max: 5_000 }),
  isShare: fc.boolean(),
})

test('whatever the legs: prices lie within the quotes, and the value is the target or the next better one', () => {
  fc.assert(
    fc.property(
      fc.array(LEG, { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rows, share) => {
        const legs = rows.map(({ sign, ratio, isShare }) =>
          leg(sign, isShare ? ratio * 100 : ratio, isShare ? 1 : 100),
        )
        const quotes = rows.map(({ bid, spread }, i) => quote(legs[i]!, bid, bid + spread))
        const natural = naturalValue(legs, quotes)
        const best = bestValue(legs, quotes)
        const wanted = Math.floor((share * (natural - best)) / 100) * 100
        const prices = legPrices(legs, quotes, natural - wanted)
        if (prices === null) return
        const value = unitValue(legs, prices)
        expect(value).toBeLessThanOrEqual(natural - wanted)
        expect(value).toBeGreaterThanOrEqual(best)
        const coarsest = Math.max(...legs.map(({ ratio, multiplier }) => ratio * multiplier))
        expect(natural - wanted - value).toBeLessThan(coarsest)
        for (const [i, { bid, spread }] of rows.entries()) {
          expect(prices[i]).toBeGreaterThanOrEqual(bid)
          expect(prices[i]).toBeLessThanOrEqual(bid + spread)
        }
      },
    ),
  )
})
