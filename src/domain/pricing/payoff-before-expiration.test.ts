import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { americanPrice } from './american.ts'
import { bsmPrice } from './bsm.ts'
import { profitAtExpiration } from './payoff-at-expiration.ts'
import { profitBeforeExpiration, type TimedLeg } from './payoff-before-expiration.ts'

const PRICES = Float64Array.from({ length: 41 }, (_, i) => 80 + i)
const MARKET = { cash: 1.2, rate: 0.05, dividendYield: 0.013 }

const SPREAD: TimedLeg[] = [
  { type: 'put', strike: 100, signedQuantity: -1, years: 30 / 365, volatility: 0.22 },
  { type: 'put', strike: 95, signedQuantity: 1, years: 30 / 365, volatility: 0.25 },
]

describe('profit before expiration', () => {
  it('is the payoff when no time is left', () => {
    const legs = SPREAD.map((leg) => ({ ...leg, years: 0 }))
    const expected = Float64Array.from(PRICES, (price) => profitAtExpiration({ legs, cash: 1.2 }, price))
    for (const style of ['european', 'american'] as const) {
      const profits = profitBeforeExpiration({ ...MARKET, legs, style }, PRICES)
      profits.forEach((profit, i) => {
        expect(profit).toBeCloseTo(expected[i]!, 12)
      })
    }
  })

  it('adds the legs, each with its own time and volatility', () => {
    const legs: TimedLeg[] = [SPREAD[0]!, { ...SPREAD[0]!, signedQuantity: 3, years: 0.4, volatility: 0.3 }]
    fc.assert(
      fc.property(
        fc.double({ min: 50, max: 200, noNaN: true }),
        fc.constantFrom('european' as const, 'american' as const),
        (spot, style) => {
          const price = style === 'american' ? americanPrice : bsmPrice
          const expected = legs.reduce((sum, { signedQuantity, ...leg }) => {
            return sum + signedQuantity * price({ ...leg, spot, rate: 0.05, dividendYield: 0.013 })
          }, 1.2)
          expect(profitBeforeExpiration({ ...MARKET, legs, style }, [spot])[0]).toBeCloseTo(expected, 10)
        },
      ),
    )
  })

  it('keeps a credit spread between its most and its least', () => {
    for (const style of ['european', 'american'] as const) {
      const profits = profitBeforeExpiration({ ...MARKET, legs: SPREAD, style }, PRICES)
      expect(Math.max(...profits)).toBeLessThan(1.2)
      expect(Math.min(...profits)).toBeGreaterThan(1.2 - 5 - 1e-9)
      profits.slice(1).forEach((profit, i) => {
        expect(profit).toBeGreaterThan(profits[i]! - 1e-9)
      })
    }
  })
})
