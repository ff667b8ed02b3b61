import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainGreeks } from './batch-greeks.ts'
import { impliedVolatilities } from './batch-implied-volatility.ts'
import { bsmGreeks, forwardOf } from './bsm.ts'
import type { ContractColumns, ExpirationTerms } from './chain-columns.ts'
import { impliedVolatility, UNSOLVABLE } from './implied-volatility.ts'

interface Row {
  readonly expiration: number
  readonly strike: number
  readonly isCall: number
  readonly price: number
  readonly volatility: number
}

const RATE = 0.045
const DIVIDEND_YIELD = 0.013
const SPOT = 451.25
const YEARS = [1 / 365, 0.09, 1.3, -0.01]

const TERMS: ExpirationTerms = {
  spot: new Float64Array(YEARS.length).fill(SPOT),
  forward: Float64Array.from(YEARS, (years) =>
    forwardOf({ spot: SPOT, years, rate: RATE, dividendYield: DIVIDEND_YIELD }),
  ),
  discount: Float64Array.from(YEARS, (years) => Math.exp(-RATE * years)),
  years: Float64Array.from(YEARS),
}

function columns(rows: readonly Row[]): ContractColumns {
  return {
    expiration: Uint16Array.from(rows, (row) => row.expiration),
    strike: Float64Array.from(rows, (row) => row.strike),
    isCall: Uint8Array.from(rows, (row) => row.isCall),
  }
}

const anyPrice = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 0.01, max: 500, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY) },
)

const anyRow: fc.Arbitrary<Row> = fc.record({
  expiration: fc.integer({ min: 0, max: YEARS.length - 1 }),
  strike: fc.oneof(fc.integer({ min: 100, max: 900 }), fc.constant(Number.NaN)),
  isCall: fc.integer({ min: 0, max: 1 }),
  price: anyPrice,
  volatility: fc.oneof(fc.double({ min: 0.02, max: 3, noNaN: true }), fc.constantFrom(0, -1, Number.NaN)),
})

// More rows than one block, so that the seam between blocks is crossed.
const anyChain = fc.array(anyRow, { minLength: 1, maxLength: 1200, size: 'max' })

describe('batch implied volatility', () => {
  it('answers row by row what the scalar function answers', () => {
    fc.assert(
      fc.property(anyChain, (rows) => {
        const result = impliedVolatilities(
          columns(rows),
          TERMS,
          Float64Array.from(rows, (row) => row.price),
        )
        for (const [i, row] of rows.entries()) {
          const { expiration: e, strike, price } = row
          const [forward, discount, years] = [TERMS.forward[e]!, TERMS.discount[e]!, TERMS.years[e]!]
          const type = row.isCall === 1 ? 'call' : 'put'
          const scalar = impliedVolatility({ type, price, strike, forward, discount, years })
          expect(UNSOLVABLE[result.code[i]! - 1] ?? 'solved').toBe(scalar.ok ? 'solved' : scalar.code)
          const expected = scalar.ok ? scalar.value : Number.NaN
          expect(Math.abs(result.volatility[i]! / expected - 1) < 1e-12 || Number.isNaN(expected)).toBe(true)
          expect(Number.isNaN(result.volatility[i]!)).toBe(Number.isNaN(expected))
        }
      }),
      { numRuns: 20 },
    )
  })

  it('refuses columns that do not belong together', () => {
    const contracts = columns([{ expiration: 0, strike: 450, isCall: 1, price: 1, volatility: 0.2 }])
    expect(() => impliedVolatilities(contracts, TERMS, new Float64Array(2))).toThrow('same length')
  })
})

describe('batch greeks', () => {
  it('answers row by row what the scalar function answers, and NaN without time or volatility', () => {
    fc.assert(
      fc.property(anyChain, (rows) => {
        const result = chainGreeks(
          columns(rows),
          TERMS,
          Float64Array.from(rows, (row) => row.volatility),
        )
        for (const [i, row] of rows.entries()) {
          const years = TERMS.years[row.expiration]!
          const type = row.isCall === 1 ? 'call' : 'put'
          const { strike, volatility } = row
          const scalar = bsmGreeks({
            type,
            spot: SPOT,
            strike,
            years,
            rate: RATE,
            dividendYield: DIVIDEND_YIELD,
            volatility,
          })
          for (const name of ['price', 'delta', 'gamma', 'theta', 'vega'] as const) {
            const actual = result[name][i]!
            if (years > 0 && volatility > 0 && strike > 0)
              expect(Math.abs(actual - scalar[name])).toBeLessThan(5e-9)
            else expect(actual).toBeNaN()
          }
        }
      }),
      { numRuns: 20 },
    )
  })
})
