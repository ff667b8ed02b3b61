import fc from 'fast-check'
import { expect, test } from 'vitest'
import { constantMaturityVolatility, type ExpirationVolatility } from './constant-maturity.ts'

const at = (days: number, volatility: number): ExpirationVolatility => ({ years: days / 365, volatility })
const of = (...expirations: ExpirationVolatility[]) => {
  const found = constantMaturityVolatility(expirations)
  return found.ok ? found.value : found.code
}

test('total variance is straight between the neighbours', () => {
  // Variance days: 0.04 × 23 = 0.92 and 0.09 × 37 = 3.33; half way 2.125; over 30 days 0.0708333, its root 0.266145.
  expect(of(at(23, 0.2), at(37, 0.3))).toBeCloseTo(0.266_145, 6)
  // A quarter of the way from 25 to 45: 0.0625 × 25 = 1.5625, 0.04 × 45 = 1.8; 1.621875 / 30 = 0.0540625.
  expect(of(at(45, 0.2), at(25, 0.25))).toBeCloseTo(Math.sqrt(0.054_062_5), 12)
})

test('only the nearest neighbours count, and an exact maturity is its own', () => {
  expect(of(at(10, 0.9), at(23, 0.2), at(37, 0.3), at(80, 0.1))).toBeCloseTo(0.266_145, 6)
  expect(of(at(23, 0.2), at(30, 0.21), at(37, 0.3))).toBeCloseTo(0.21, 12)
})

test('nothing is told beyond the expirations, nor from ones too near, too far or without a volatility', () => {
  const refusal = 'expirations_must_bracket_the_maturity'
  expect([of(), of(at(40, 0.2)), of(at(20, 0.2))]).toEqual([refusal, refusal, refusal])
  expect(of(at(6, 0.2), at(40, 0.2))).toBe(refusal)
  expect(of(at(20, 0.2), at(93, 0.2))).toBe(refusal)
  for (const volatility of [Number.NaN, 0, -0.1, Number.POSITIVE_INFINITY]) {
    expect(of(at(20, volatility), at(40, 0.2))).toBe(refusal)
  }
})

test('a flat term structure gives its volatility, and any other one between lowest and highest forward', () => {
  const days = fc.tuple(fc.integer({ min: 7, max: 30 }), fc.integer({ min: 31, max: 92 }))
  fc.assert(
    fc.property(days, fc.double({ min: 0.01, max: 3, noNaN: true }), ([near, far], volatility) => {
      expect(of(at(near, volatility), at(far, volatility))).toBeCloseTo(volatility, 10)
    }),
  )
})
