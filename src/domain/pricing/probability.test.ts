import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blackValue } from './black.ts'
import { type Lognormal, probabilityAbove, probabilityBelow, probabilityBetween } from './lognormal.ts'
import { type PayoffLeg, profitAtExpiration, profitIntervals } from './payoff-at-expiration.ts'
import {
  expectedValue,
  probabilityOfProfit,
  probabilityOfProfitByDelta,
  probabilityWithin,
} from './probability.ts'

const ending: fc.Arbitrary<Lognormal> = fc.record({
  forward: fc.double({ min: 50, max: 200, noNaN: true }),
  totalVol: fc.double({ min: 0.005, max: 1.5, noNaN: true }),
})
const legs: fc.Arbitrary<PayoffLeg[]> = fc.array(
  fc.record({
    type: fc.constantFrom('call' as const, 'put' as const),
    strike: fc.integer({ min: 60, max: 160 }),
    signedQuantity: fc.constantFrom(-2, -1, 1, 2),
  }),
  { minLength: 1, maxLength: 4 },
)
const price = fc.double({ min: 1, max: 400, noNaN: true })

/** Sum over a fine grid of the lognormal: slow, and nothing in common with the closed forms. */
function byQuadrature({ forward, totalVol }: Lognormal, of: (price: number) => number): number {
  const count = 20_001
  let sum = 0
  let total = 0
  for (let i = 0; i < count; i++) {
    const z = -8 + (16 * (i + 0.5)) / count
    const weight = Math.exp(-0.5 * z * z)
    sum += weight * of(forward * Math.exp(totalVol * z - 0.5 * totalVol * totalVol))
    total += weight
  }
  return sum / total
}

describe('lognormal ending', () => {
  it('splits into below, between and above', () => {
    fc.assert(
      fc.property(ending, price, price, (at, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const sum = probabilityBelow(at, low) + probabilityBetween(at, low, high) + probabilityAbove(at, high)
        expect(sum).toBeCloseTo(1, 12)
        expect(probabilityAbove(at, low)).toBeGreaterThanOrEqual(probabilityAbove(at, high))
      }),
    )
  })

  it('keeps the digits of a far tail', () => {
    const at = { forward: 100, totalVol: 0.05 }
    expect(probabilityBetween(at, 160, Number.POSITIVE_INFINITY)).toBe(probabilityAbove(at, 160))
    expect(probabilityBetween(at, 160, 170) / probabilityAbove(at, 160)).toBeGreaterThan(0.99)
  })

  it('is certain when no volatility is left', () => {
    const at = { forward: 100, totalVol: 0 }
    expect([99, 100, 101].map((level) => probabilityAbove(at, level))).toEqual([1, 0.5, 0])
    expect([probabilityAbove(at, 0), probabilityBelow(at, Number.POSITIVE_INFINITY)]).toEqual([1, 1])
  })
})

describe('profit intervals', () => {
  it('contain a price exactly when it ends in profit', () => {
    fc.assert(
      fc.property(legs, fc.integer({ min: -20, max: 20 }), price, (position, cash, at) => {
        const intervals = profitIntervals({ legs: position, cash })
        const profit = profitAtExpiration({ legs: position, cash }, at)
        fc.pre(Math.abs(profit) > 1e-6)
        expect(intervals.some(({ low, high }) => at > low && at < high)).toBe(profit > 0)
        intervals.slice(1).forEach((interval, i) => {
          expect(interval.low).toBeGreaterThan(intervals[i]!.high)
        })
      }),
      { numRuns: 500 },
    )
  })

  it('finds both breakevens of an iron condor', () => {
    const condor: PayoffLeg[] = [
      { type: 'put', strike: 90, signedQuantity: 1 },
      { type: 'put', strike: 95, signedQuantity: -1 },
      { type: 'call', strike: 105, signedQuantity: -1 },
      { type: 'call', strike: 110, signedQuantity: 1 },
    ]
    expect(profitIntervals({ legs: condor, cash: 2 })).toEqual([{ low: 93, high: 107 }])
    expect(profitIntervals({ legs: condor, cash: -1 })).toEqual([])
    expect(profitIntervals({ legs: condor, cash: 6 })).toEqual([{ low: 0, high: Number.POSITIVE_INFINITY }])
  })
})

describe('probability of profit', () => {
  it('is between 0 and 1, and what is not profit is its mirror', () => {
    fc.assert(
      fc.property(ending, legs, fc.double({ min: -20, max: 20, noNaN: true }), (at, position, cash) => {
        const profit = probabilityOfProfit(at, { legs: position, cash })
        expect(profit).toBeGreaterThanOrEqual(0)
        expect(profit).toBeLessThanOrEqual(1)
        const mirrored = position.map((leg) => ({ ...leg, signedQuantity: -leg.signedQuantity }))
        const loss = probabilityOfProfit(at, { legs: mirrored, cash: -cash })
        expect(profit + loss).toBeLessThanOrEqual(1 + 1e-12)
        const flat = Math.abs(
          byQuadrature(at, (end) => (profitAtExpiration({ legs: position, cash }, end) === 0 ? 1 : 0)),
        )
        if (flat === 0) expect(profit + loss).toBeCloseTo(1, 9)
      }),
      { numRuns: 40 },
    )
  })

  it('grows with the credit', () => {
    const spread: PayoffLeg[] = [
      { type: 'put', strike: 95, signedQuantity: -1 },
      { type: 'put', strike: 90, signedQuantity: 1 },
    ]
    const at = { forward: 100, totalVol: 0.1 }
    const chances = [0.2, 0.8, 1.5, 4.9].map((cash) => probabilityOfProfit(at, { legs: spread, cash }))
    expect([...chances].sort((a, b) => a - b)).toEqual(chances)
    expect(chances[0]).toBeGreaterThan(probabilityAbove(at, 95))
    expect(probabilityWithin(at, [])).toBe(0)
  })

  it('by delta adds the short legs', () => {
    expect(probabilityOfProfitByDelta([-0.16, 0.14])).toBeCloseTo(0.7, 12)
    expect(probabilityOfProfitByDelta([0.7, -0.6])).toBe(0)
    expect(probabilityOfProfitByDelta([])).toBe(1)
  })
})

describe('expected value', () => {
  it('is zero for a spread at its fair price, and the edge otherwise', () => {
    const edge = fc.double({ min: -2, max: 2, noNaN: true })
    fc.assert(
      fc.property(ending, legs, edge, (at, position, gain) => {
        const discount = 0.96
        const fair = position.reduce((sum, { type, strike, signedQuantity }) => {
          return sum + discount * signedQuantity * blackValue({ ...at, type, strike })
        }, 0)
        expect(expectedValue(at, discount, { legs: position, cash: -fair })).toBeCloseTo(0, 10)
        expect(expectedValue(at, discount, { legs: position, cash: gain - fair })).toBeCloseTo(gain, 10)
      }),
    )
  })

  it('is the average over the distribution', () => {
    fc.assert(
      fc.property(ending, legs, (at, position) => {
        const average = byQuadrature(at, (end) => profitAtExpiration({ legs: position, cash: 1 }, end))
        expect(Math.abs(expectedValue(at, 1, { legs: position, cash: 1 }) - average)).toBeLessThan(1e-3)
      }),
      { numRuns: 40 },
    )
  })
})
