import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blackValue, outOfTheMoneyRatio } from './black.ts'
import { type ImpliedVolatilityInput, impliedTotalVol, impliedVolatility } from './implied-volatility.ts'

interface Grid {
  readonly forward: number
  readonly strike: readonly number[]
  readonly years: readonly number[]
  readonly volatility: readonly number[]
  /** Positions in strike, years, volatility; then the out-of-the-money price. */
  readonly rows: readonly (readonly [number, number, number, number])[]
}

const GRID: Grid = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/pricing/implied-volatility.json', import.meta.url), 'utf8'),
)

interface Case {
  readonly input: ImpliedVolatilityInput
  readonly volatility: number
  readonly timeValue: number
}

/** Every price of the grid as the out-of-the-money option and as the in-the-money one of the same strike. */
function* cases(): Generator<Case> {
  for (const [k, t, v, timeValue] of GRID.rows) {
    const [strike, years, volatility] = [GRID.strike[k]!, GRID.years[t]!, GRID.volatility[v]!]
    const intrinsic = Math.abs(GRID.forward - strike)
    const common = { forward: GRID.forward, strike, years, discount: 1 }
    const outside = strike >= GRID.forward ? 'call' : 'put'
    const inside = outside === 'call' ? 'put' : 'call'
    yield { input: { ...common, type: outside, price: timeValue }, volatility, timeValue }
    yield { input: { ...common, type: inside, price: intrinsic + timeValue }, volatility, timeValue }
  }
}

function ulp(x: number): number {
  return 2 ** (Math.max(-1022, Math.floor(Math.log2(x))) - 52)
}

function vega({ forward, strike, years }: ImpliedVolatilityInput, volatility: number): number {
  const s = volatility * Math.sqrt(years)
  const d1 = Math.log(forward / strike) / s + 0.5 * s
  return (forward * Math.sqrt(years) * Math.exp(-0.5 * d1 * d1)) / Math.sqrt(2 * Math.PI)
}

function reprice(input: ImpliedVolatilityInput, volatility: number): number {
  return blackValue({ ...input, totalVol: volatility * Math.sqrt(input.years) })
}

describe('implied volatility over a grid of exact prices', () => {
  it('is right to 1e-10 wherever the price can tell, and elsewhere reprices or refuses', () => {
    const seen = { told: 0, repriced: 0, refused: 0, worst: 0 }
    for (const { input, volatility, timeValue } of cases()) {
      const implied = impliedVolatility(input)
      if (ulp(input.price) / vega(input, volatility) <= 1e-11) {
        seen.told++
        seen.worst = Math.max(seen.worst, implied.ok ? Math.abs(implied.value - volatility) : 1)
      } else if (implied.ok) {
        seen.repriced++
        expect(Math.abs(reprice(input, implied.value) - input.price)).toBeLessThanOrEqual(
          2 * ulp(input.price),
        )
      } else {
        seen.refused++
        expect(timeValue).toBeLessThan(0.005)
      }
    }
    expect(seen.worst).toBeLessThan(1e-10)
    expect(seen.told).toBeGreaterThan(8000)
    expect(seen.repriced).toBeGreaterThan(100)
    expect(seen.refused).toBeGreaterThan(100)
  })

  it('keeps 12 digits of the out-of-the-money price, at any distance and size', () => {
    for (const [k, t, v, price] of GRID.rows) {
      const [strike, totalVol] = [GRID.strike[k]!, GRID.volatility[v]! * Math.sqrt(GRID.years[t]!)]
      const type = strike >= GRID.forward ? 'call' : 'put'
      const value = blackValue({ type, forward: GRID.forward, strike, totalVol })
      // The density's exponent carries a few rounding errors of d1, and d1² of them reach the price.
      const d1 = Math.log(GRID.forward / strike) / totalVol
      expect(Math.abs(value / price - 1)).toBeLessThan(1e-14 + 8e-16 * d1 * d1)
    }
  })
})

describe('implied total volatility', () => {
  it('undoes the price over any moneyness and volatility', () => {
    const anyMoneyness = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 15, noNaN: true }))
    fc.assert(
      fc.property(anyMoneyness, fc.double({ min: -5, max: 1.2, noNaN: true }), (moneyness, exponent) => {
        const totalVol = 10 ** exponent
        const ratio = outOfTheMoneyRatio(moneyness, totalVol)
        fc.pre(ratio > 1e-300 && ratio < 1)
        const again = outOfTheMoneyRatio(moneyness, impliedTotalVol(moneyness, ratio))
        // Of the maximum, 1; and of the price itself, as many roundings as its exponent magnifies.
        expect(Math.abs(again - ratio)).toBeLessThan(2e-15 + 4e-15 * ratio * (moneyness / totalVol) ** 2)
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('a price without implied volatility', () => {
  const base: ImpliedVolatilityInput = {
    type: 'call',
    price: 12,
    forward: 110,
    strike: 100,
    years: 0.5,
    discount: 1,
  }

  it.each([
    [{ price: Number.NaN }, 'inputs_must_be_positive_numbers'],
    [{ price: Number.POSITIVE_INFINITY }, 'inputs_must_be_positive_numbers'],
    [{ forward: 0 }, 'inputs_must_be_positive_numbers'],
    [{ strike: -1 }, 'inputs_must_be_positive_numbers'],
    [{ forward: Number.POSITIVE_INFINITY }, 'inputs_must_be_positive_numbers'],
    [{ discount: 0 }, 'inputs_must_be_positive_numbers'],
    [{ years: Number.NaN }, 'inputs_must_be_positive_numbers'],
    [{ years: 0 }, 'time_must_be_left'],
    [{ years: -1, price: 1 }, 'time_must_be_left'],
    [{ price: 9.99 }, 'price_below_intrinsic'],
    [{ price: -1, strike: 120 }, 'price_below_intrinsic'],
    [{ price: 10 }, 'price_without_time_value'],
    [{ price: 0, strike: 120 }, 'price_without_time_value'],
    [{ price: 110 }, 'price_at_or_above_maximum'],
    [{ price: 100, type: 'put' as const }, 'price_at_or_above_maximum'],
  ])('%o is refused as %s', (change, code) => {
    const implied = impliedVolatility({ ...base, ...change })
    expect(implied.ok ? implied.value : implied.code).toBe(code)
  })

  it('never comes from a price between its bounds', () => {
    const share = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom('call' as const, 'put' as const),
        fc.integer({ min: 1, max: 40_000 }),
        share,
        (type, strikeCents, s) => {
          const strike = strikeCents / 100
          const intrinsic = Math.max(0, type === 'call' ? 110 - strike : strike - 110)
          const price = intrinsic + s * Math.min(110, strike)
          const implied = impliedVolatility({ ...base, type, strike, price })
          expect(implied.ok && implied.value > 0).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
