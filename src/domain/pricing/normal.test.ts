import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalCdf, normalPdf, normalQuantile } from './normal.ts'

describe('standard normal', () => {
  it('keeps every digit deep in the lower tail', () => {
    // mpmath: ncdf(-10), ncdf(-37), npdf(37)
    expect(normalCdf(-10) / 7.619853024160525e-24 - 1).toBeCloseTo(0, 14)
    expect(normalCdf(-37) / 5.725571222524577e-300 - 1).toBeCloseTo(0, 13)
    expect(normalPdf(37) / 2.1200065515246056e-298 - 1).toBeCloseTo(0, 13)
  })

  it('answers the ends and NaN as what they are', () => {
    expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 1])
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      0,
    ])
    expect([normalCdf(Number.NaN), normalPdf(Number.NaN), normalQuantile(1.1), normalQuantile(-0.1)]).toEqual(
      [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    )
  })

  it('is symmetric', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (z) => {
        expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 15)
      }),
    )
  })

  it('is undone by its quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: -300, max: -0.302, noNaN: true }), (exponent) => {
        const p = 10 ** exponent
        const spread = Math.abs(normalCdf(normalQuantile(p)) / p - 1)
        // One unit in the last place of z moves the tail by z² of them.
        expect(spread).toBeLessThan(1e-15 * (10 + -2 * Math.log(p)))
      }),
    )
  })
})
