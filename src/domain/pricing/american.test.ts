import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { americanCurve, americanGreeks, americanPrice } from './american.ts'
import { americanPutTree } from './american-tree.ts'
import { type BsmInput, bsmGreeks, bsmPrice } from './bsm.ts'

const option: fc.Arbitrary<BsmInput> = fc.record({
  type: fc.constantFrom('call' as const, 'put' as const),
  spot: fc.double({ min: 60, max: 160, noNaN: true }),
  strike: fc.constant(100),
  years: fc.double({ min: 0.001, max: 5, noNaN: true }),
  rate: fc.constantFrom(0, 0.0001, 0.02, 0.05, 0.1, -0.01),
  dividendYield: fc.constantFrom(0, 0.0001, 0.013, 0.05, 0.08),
  volatility: fc.double({ min: 0.02, max: 2, noNaN: true }),
})

function intrinsicOf({ type, spot, strike }: BsmInput): number {
  return Math.max(0, type === 'call' ? spot - strike : strike - spot)
}

describe('american price', () => {
  it('lies between the larger of European and intrinsic value and its maximum', () => {
    fc.assert(
      fc.property(option, (input) => {
        const price = americanPrice(input)
        expect(price).toBeGreaterThanOrEqual(bsmPrice(input) - 1e-10)
        expect(price).toBeGreaterThanOrEqual(intrinsicOf(input) - 1e-10)
        const most =
          input.type === 'call' ? input.spot : input.strike * Math.exp(Math.max(0, -input.rate * input.years))
        expect(price).toBeLessThanOrEqual(most + 1e-10)
      }),
    )
  })

  it('agrees with a tree of 1,001 steps to the accuracy of that tree', () => {
    fc.assert(
      fc.property(option, (input) => {
        const { type, spot, strike, years, rate, dividendYield, volatility } = input
        const put = type === 'put'
        const market = put
          ? { years, rate, dividendYield, volatility }
          : { years, rate: dividendYield, dividendYield: rate, volatility }
        const tree =
          (put ? strike : spot) * americanPutTree(market, put ? spot / strike : strike / spot, 1001).value
        expect(Math.abs(americanPrice(input) - tree)).toBeLessThan(
          0.002 + 0.02 * volatility * Math.sqrt(years),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('grows with time and with volatility, and is convex in the spot', () => {
    fc.assert(
      fc.property(option, fc.double({ min: 0.5, max: 10, noNaN: true }), (input, step) => {
        const price = americanPrice(input)
        const slack = 2e-4
        expect(americanPrice({ ...input, years: input.years * 1.1 })).toBeGreaterThanOrEqual(price - slack)
        expect(americanPrice({ ...input, volatility: input.volatility * 1.1 })).toBeGreaterThanOrEqual(
          price - slack,
        )
        const curve = americanCurve(input)
        expect(curve(input.spot)).toBe(price)
        expect(curve(input.spot - step) + curve(input.spot + step)).toBeGreaterThanOrEqual(2 * price - slack)
      }),
    )
  })

  it('is the European value where early exercise never pays', () => {
    const call: BsmInput = {
      type: 'call',
      spot: 130,
      strike: 100,
      years: 1,
      rate: 0.05,
      dividendYield: 0,
      volatility: 0.3,
    }
    expect(americanPrice(call)).toBeCloseTo(bsmPrice(call), 10)
    const put: BsmInput = { ...call, type: 'put', spot: 70, rate: -0.01 }
    expect(americanPrice(put)).toBeCloseTo(bsmPrice(put), 10)
  })

  it('is continuous where the boundary begins or splits in two', () => {
    const put: BsmInput = {
      type: 'put',
      spot: 95,
      strike: 100,
      years: 1,
      rate: 0,
      dividendYield: -0.03,
      volatility: 0.2,
    }
    const price = americanPrice(put)
    expect(Math.abs(americanPrice({ ...put, rate: 1e-7 }) - price)).toBeLessThan(1e-4)
    expect(Math.abs(americanPrice({ ...put, rate: -1e-7 }) - price)).toBeLessThan(5e-4)
  })

  it('exercises at the best moment when nothing is uncertain', () => {
    const certain: BsmInput = {
      type: 'put',
      spot: 90,
      strike: 100,
      years: 1,
      rate: 0.05,
      dividendYield: 0,
      volatility: 0,
    }
    expect(americanPrice(certain)).toBe(10)
    expect(americanPrice({ ...certain, type: 'call', spot: 110, rate: 0.05 })).toBeCloseTo(
      110 - 100 * Math.exp(-0.05),
      12,
    )
    expect(americanPrice({ ...certain, years: 0, volatility: 0.3, spot: 101 })).toBe(0)
    // The spot falls faster than the strike discounts only until they do so at the same speed.
    const turn = Math.log((0.01 * 100) / (0.05 * 90)) / (0.01 - 0.05)
    const held = 100 * Math.exp(-0.01 * turn) - 90 * Math.exp(-0.05 * turn)
    expect(americanPrice({ ...certain, years: 60, rate: 0.01, dividendYield: 0.05 })).toBeCloseTo(held, 10)
    expect(americanPrice({ ...certain, volatility: 1e-5 })).toBeCloseTo(10, 6)
    expect(americanPrice({ ...certain, spot: Number.NaN })).toBeNaN()
  })
})

describe('american greeks', () => {
  it('are the slopes of the price', () => {
    fc.assert(
      fc.property(option, (input) => {
        fc.pre(input.volatility * Math.sqrt(input.years) > 0.02)
        const { delta, gamma, theta } = americanGreeks(input)
        const h = 0.002 * input.spot * Math.min(1, input.volatility * Math.sqrt(input.years))
        const curve = americanCurve(input)
        const [down, here, up] = [curve(input.spot - h), curve(input.spot), curve(input.spot + h)]
        expect(Math.abs((up - down) / (2 * h) - delta)).toBeLessThan(1e-3)
        // Gamma jumps where exercise begins, so no slope is to be had across that line.
        const exercises =
          down === intrinsicOf({ ...input, spot: input.spot - h }) ||
          up === intrinsicOf({ ...input, spot: input.spot + h })
        if (!exercises)
          expect(Math.abs((up - 2 * here + down) / (h * h) - gamma)).toBeLessThan(0.01 * gamma + 2e-4)
        const dt = 1e-3 * input.years
        const slower = americanPrice({ ...input, years: input.years + dt })
        const sooner = americanPrice({ ...input, years: input.years - dt })
        if (!exercises)
          expect(Math.abs((sooner - slower) / (2 * dt * 365) - theta)).toBeLessThan(
            2e-3 * Math.abs(theta) + 2e-4,
          )
      }),
    )
  })

  it('are those of the European option where early exercise never pays', () => {
    const call: BsmInput = {
      type: 'call',
      spot: 103,
      strike: 100,
      years: 0.5,
      rate: 0.05,
      dividendYield: 0,
      volatility: 0.3,
    }
    const american = americanGreeks(call)
    const european = bsmGreeks(call)
    for (const name of ['price', 'delta', 'gamma', 'theta', 'vega', 'rho'] as const) {
      expect(Math.abs(american[name] - european[name])).toBeLessThan(1e-5)
    }
  })

  it('tell a put that should be exercised now', () => {
    const put: BsmInput = {
      type: 'put',
      spot: 60,
      strike: 100,
      years: 1,
      rate: 0.05,
      dividendYield: 0,
      volatility: 0.2,
    }
    expect(americanGreeks(put)).toEqual({ price: 40, delta: -1, gamma: 0, theta: 0, vega: 0, rho: 0 })
    const call: BsmInput = { ...put, type: 'call', spot: 180, rate: 0, dividendYield: 0.05 }
    expect(americanGreeks(call)).toEqual({ price: 80, delta: 1, gamma: 0, theta: 0, vega: 0, rho: 0 })
  })

  it('hold with two exercise boundaries', () => {
    const put: BsmInput = {
      type: 'put',
      spot: 97,
      strike: 100,
      years: 1,
      rate: -0.01,
      dividendYield: -0.04,
      volatility: 0.2,
    }
    const { delta, theta, vega } = americanGreeks(put)
    expect(delta).toBeCloseTo(
      (americanPrice({ ...put, spot: 98 }) - americanPrice({ ...put, spot: 96 })) / 2,
      3,
    )
    expect(theta).toBeLessThan(0)
    expect(vega).toBeGreaterThan(0.2)
  })
})
