import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BoundaryInput, logPerpetualBoundary } from './boundary-guess.ts'
import { bsmGreeks } from './bsm.ts'
import { earlyExercisePremium, logExerciseLevel } from './early-exercise.ts'
import { exerciseKind, fallAt, solveExerciseBoundary } from './exercise-boundary.ts'

const market: fc.Arbitrary<BoundaryInput> = fc.record({
  years: fc.double({ min: 0.003, max: 5, noNaN: true }),
  rate: fc.constantFrom(0.001, 0.02, 0.05, 0.1),
  dividendYield: fc.constantFrom(-0.02, 0, 0.001, 0.02, 0.05, 0.08),
  volatility: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
})

describe('exercise boundary', () => {
  it('falls with the time left, from its start to no lower than the perpetual one', () => {
    fc.assert(
      fc.property(market, (input) => {
        const boundary = solveExerciseBoundary(input)
        const falls = [0, 0.1, 0.25, 0.5, 0.75, 1].map((x) => fallAt(boundary.coefficients, x))
        expect(falls[0]).toBeLessThan(1e-6)
        falls.slice(1).forEach((fall, i) => {
          // Where it has come down to the perpetual boundary it is flat, and the polynomial wavers a little.
          expect(fall).toBeGreaterThan(falls[i]! * 0.99)
        })
        expect(logExerciseLevel(boundary)).toBeGreaterThanOrEqual(logPerpetualBoundary(input) - 1e-12)
      }),
    )
  })

  it('is where the put is worth its exercise and moves with the spot as exercise does', () => {
    fc.assert(
      fc.property(market, (input) => {
        const boundary = solveExerciseBoundary(input)
        const level = Math.exp(logExerciseLevel(boundary))
        const european = bsmGreeks({ ...input, type: 'put', spot: level, strike: 1 })
        const premium = earlyExercisePremium(boundary, level)
        expect(Math.abs(european.price + premium.value - (1 - level))).toBeLessThan(2e-5)
        expect(Math.abs(european.delta + premium.delta + 1)).toBeLessThan(0.01)
      }),
    )
  })

  it('exists once, twice or never', () => {
    const kinds = [
      [0.01, -1],
      [0.01, 1],
      [0, 0],
      [0, -0.01],
      [-0.01, 0],
      [-0.01, -0.01],
      [-0.01, -0.02],
    ] as const
    expect(kinds.map(([rate, dividendYield]) => exerciseKind(rate, dividendYield))).toEqual([
      'single',
      'single',
      'never',
      'single',
      'never',
      'never',
      'double',
    ])
  })
})
