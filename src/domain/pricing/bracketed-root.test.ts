import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bracketedRoot } from './bracketed-root.ts'

describe('bracketed root', () => {
  it('finds the root of any monotone curve, flat or steep', () => {
    const root = fc.double({ min: 0.01, max: 9.9, noNaN: true })
    fc.assert(
      fc.property(root, fc.constantFrom(1, 3, 9, 0.2), fc.constantFrom(-1, 1e-6, 1e6), (at, power, scale) => {
        const curve = (x: number) => scale * Math.sign(x - at) * Math.abs(x - at) ** power
        expect(Math.abs(bracketedRoot(curve, 0, 10, 1e-10) - at)).toBeLessThan(1e-10)
      }),
    )
  })

  it('needs few steps on a smooth curve', () => {
    let calls = 0
    const curve = (x: number) => {
      calls++
      return Math.exp(x) - 5
    }
    expect(bracketedRoot(curve, 0, 4, 1e-12)).toBeCloseTo(Math.log(5), 11)
    expect(calls).toBeLessThan(14)
  })

  it('takes an end that is the root, and says NaN without a change of sign', () => {
    expect(bracketedRoot((x) => x, 0, 5, 1e-9)).toBeCloseTo(0, 9)
    expect(bracketedRoot((x) => x, -5, 0, 1e-9)).toBeCloseTo(0, 9)
    expect(bracketedRoot((x) => x + 10, -5, 5, 1e-9)).toBeNaN()
    expect(bracketedRoot(() => Number.NaN, -5, 5, 1e-9)).toBeNaN()
  })
})
