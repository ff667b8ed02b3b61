import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { americanPrice } from './american.ts'
import { type AmericanQuote, impliedVolatilityAmerican } from './american-implied-volatility.ts'

const PUT: AmericanQuote = {
  type: 'put',
  price: 6,
  spot: 100,
  strike: 100,
  years: 1,
  rate: 0.05,
  dividendYield: 0.01,
}

function codeOf(quote: AmericanQuote): string {
  const implied = impliedVolatilityAmerican(quote)
  return implied.ok ? 'ok' : implied.code
}

describe('american implied volatility', () => {
  it('gives back the volatility that a price was made with', () => {
    const input = fc.record({
      type: fc.constantFrom('call' as const, 'put' as const),
      spot: fc.double({ min: 80, max: 125, noNaN: true }),
      strike: fc.constant(100),
      years: fc.double({ min: 0.01, max: 3, noNaN: true }),
      rate: fc.constantFrom(0, 0.03, 0.06, -0.01),
      dividendYield: fc.constantFrom(0, 0.02, 0.07),
      volatility: fc.double({ min: 0.05, max: 2.5, noNaN: true }),
    })
    fc.assert(
      fc.property(input, ({ volatility, ...option }) => {
        const price = americanPrice({ ...option, volatility })
        // Less time value than two cents, and the volatility hangs on the last digits of the price.
        fc.pre(price > americanPrice({ ...option, volatility: 0 }) + 0.02)
        const implied = impliedVolatilityAmerican({ ...option, price })
        expect(implied.ok).toBe(true)
        if (!implied.ok) return
        expect(Math.abs(americanPrice({ ...option, volatility: implied.value }) - price)).toBeLessThan(1e-6)
        expect(Math.abs(implied.value - volatility)).toBeLessThan(1e-3)
      }),
      { numRuns: 60 },
    )
  })

  it('solves a put that is worth more than any European one', () => {
    const implied = impliedVolatilityAmerican({ ...PUT, price: 97 })
    expect(implied.ok && implied.value).toBeGreaterThan(3)
  })

  it('names why a price has none', () => {
    expect(codeOf({ ...PUT, spot: 0 })).toBe('inputs_must_be_positive_numbers')
    expect(codeOf({ ...PUT, years: Number.NaN })).toBe('inputs_must_be_positive_numbers')
    expect(codeOf({ ...PUT, years: 0 })).toBe('time_must_be_left')
    expect(codeOf({ ...PUT, spot: 80, price: 19.9 })).toBe('price_below_intrinsic')
    expect(codeOf({ ...PUT, spot: 80, price: 20 })).toBe('price_without_time_value')
    expect(codeOf({ ...PUT, price: 100 })).toBe('price_at_or_above_maximum')
    expect(codeOf({ ...PUT, type: 'call', price: 100 })).toBe('price_at_or_above_maximum')
  })

  it('checks in that order', () => {
    expect(codeOf({ ...PUT, spot: -1, years: 0, price: 0 })).toBe('inputs_must_be_positive_numbers')
    expect(codeOf({ ...PUT, years: 0, price: -1 })).toBe('time_must_be_left')
  })
})
