import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { probabilityAbove, probabilityBelow } from './lognormal.ts'
import { probabilityOfTouch, probabilityOfTouchByDelta, type TouchInput } from './touch.ts'

const input: fc.Arbitrary<TouchInput> = fc.record({
  spot: fc.constant(100),
  barrier: fc.double({ min: 40, max: 250, noNaN: true }),
  years: fc.double({ min: 0.001, max: 5, noNaN: true }),
  carry: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
  volatility: fc.double({ min: 0.01, max: 2, noNaN: true }),
})

describe('probability of touch', () => {
  it('is at least the probability of ending beyond, and at most 1', () => {
    fc.assert(
      fc.property(input, (at) => {
        const touch = probabilityOfTouch(at)
        const ending = {
          forward: at.spot * Math.exp(at.carry * at.years),
          totalVol: at.volatility * Math.sqrt(at.years),
        }
        const beyond =
          at.barrier > at.spot ? probabilityAbove(ending, at.barrier) : probabilityBelow(ending, at.barrier)
        expect(touch).toBeGreaterThanOrEqual(beyond - 1e-14)
        expect(touch).toBeLessThanOrEqual(1)
      }),
      { numRuns: 1000 },
    )
  })

  it('grows with time and falls with distance', () => {
    fc.assert(
      fc.property(input, (at) => {
        const touch = probabilityOfTouch(at)
        expect(probabilityOfTouch({ ...at, years: 1.2 * at.years })).toBeGreaterThanOrEqual(touch - 1e-12)
        const farther = at.spot * (at.barrier / at.spot) ** 1.1
        expect(probabilityOfTouch({ ...at, barrier: farther })).toBeLessThanOrEqual(touch + 1e-12)
      }),
    )
  })

  it('is twice the probability of ending beyond when the logarithm has no drift', () => {
    const at = { spot: 100, barrier: 108, years: 0.5, carry: 0.5 * 0.3 ** 2, volatility: 0.3 }
    const ending = { forward: 100 * Math.exp(at.carry * 0.5), totalVol: 0.3 * Math.sqrt(0.5) }
    expect(probabilityOfTouch(at)).toBeCloseTo(2 * probabilityAbove(ending, 108), 13)
  })

  it('matches 60-digit arithmetic', () => {
    // mpmath, the textbook formula at 60 digits.
    const at = { spot: 100, barrier: 110, years: 0.25, carry: 0.03, volatility: 0.2 }
    expect(probabilityOfTouch(at)).toBeCloseTo(0.3486946091280881, 13)
    expect(probabilityOfTouch({ ...at, barrier: 90 })).toBeCloseTo(0.2844229680575294, 13)
    // A drift so strong that its exponential overflows a double.
    expect(probabilityOfTouch({ ...at, barrier: 101, carry: 5, volatility: 0.002 })).toBe(1)
    expect(probabilityOfTouch({ ...at, barrier: 99, carry: 5, volatility: 0.002 })).toBe(0)
  })

  it('is certain at the spot, and a matter of drift without volatility', () => {
    const still = { spot: 100, barrier: 105, years: 1, carry: 0.06, volatility: 0 }
    expect(probabilityOfTouch({ ...still, barrier: 100 })).toBe(1)
    expect([0.06, 0.04].map((carry) => probabilityOfTouch({ ...still, carry }))).toEqual([1, 0])
    expect(probabilityOfTouch({ ...still, barrier: 95, carry: -0.06 })).toBe(1)
    expect(probabilityOfTouch({ ...still, volatility: Number.NaN })).toBeNaN()
  })

  it('by delta doubles, and stops at one', () => {
    expect([probabilityOfTouchByDelta(-0.3), probabilityOfTouchByDelta(0.8)]).toEqual([0.6, 1])
  })
})
