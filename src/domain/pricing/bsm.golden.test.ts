import { describe, expect, it } from 'vitest'
import { readPricingCases } from '../../../test/fixtures/pricing/read-cases.ts'
import { bsmGreeks, bsmPrice, DAYS_PER_YEAR } from './bsm.ts'

const CASES = readPricingCases('european')

/** Largest error over all cases, every quantity made free of the strike's scale. */
function worst(error: (one: (typeof CASES)[number]) => number): number {
  return Math.max(...CASES.map((one) => Math.abs(error(one))))
}

describe('Black-Scholes-Merton against QuantLib', () => {
  it('has the cases of the committed grid', () => {
    expect(CASES).toHaveLength(480)
    expect(CASES.every(({ expected }) => Number.isFinite(expected['gamma']))).toBe(true)
  })

  it('prices within 1e-8 per unit of strike', () => {
    expect(
      worst(({ input, expected }) => (bsmPrice(input) - expected['price']!) / input.strike),
    ).toBeLessThan(1e-8)
    expect(worst(({ input }) => bsmPrice(input) - bsmGreeks(input).price)).toBe(0)
  })

  it('has delta and gamma within 1e-8 per unit of strike', () => {
    expect(worst(({ input, expected }) => bsmGreeks(input).delta - expected['delta']!)).toBeLessThan(1e-8)
    // Per unit of strike, gamma is gamma · strike; 1e-8 of it, or of its value where that exceeds 1.
    const gamma = worst(({ input, expected }) => {
      const scaled = expected['gamma']! * input.strike
      return (bsmGreeks(input).gamma * input.strike - scaled) / Math.max(1, scaled)
    })
    expect(gamma).toBeLessThan(1e-8)
  })

  it('has theta, vega and rho within 1e-8 per unit of strike', () => {
    const theta = worst(({ input, expected }) => {
      return (bsmGreeks(input).theta - expected['theta']! / DAYS_PER_YEAR) / input.strike
    })
    const vega = worst(
      ({ input, expected }) => (bsmGreeks(input).vega - expected['vega']! / 100) / input.strike,
    )
    const rho = worst(({ input, expected }) => (bsmGreeks(input).rho - expected['rho']! / 100) / input.strike)
    expect(theta).toBeLessThan(1e-8)
    expect(vega).toBeLessThan(1e-8)
    expect(rho).toBeLessThan(1e-8)
  })
})
