import { readFileSync } from 'node:fs'
import { blackValue } from '../src/domain/pricing/black.ts'
import type { ContractColumns, ExpirationTerms } from '../src/domain/pricing/chain-columns.ts'

const GRID = new URL('../test/fixtures/pricing/implied-volatility.json', import.meta.url)
const FORWARD = 100
const DENSE_VOLATILITIES = [0.01, 0.05, 0.11, 0.2, 0.35, 0.6, 1.1, 2.2, 4]

/** Prices whose volatility is known: of both the out-of-the-money and the in-the-money option of each strike. */
export interface ExactPrices {
  readonly contracts: ContractColumns
  /** Forward 100 and discount 1 throughout. */
  readonly terms: ExpirationTerms
  readonly price: Float64Array
  readonly volatility: Float64Array
  /** Price of the out-of-the-money option of the same strike. */
  readonly timeValue: Float64Array
}

interface Case {
  readonly strike: number
  readonly years: number
  readonly volatility: number
  readonly timeValue: number
}

interface Grid {
  readonly strike: readonly number[]
  readonly years: readonly number[]
  readonly volatility: readonly number[]
  readonly rows: readonly (readonly [number, number, number, number])[]
}

/** The fixture's prices, exact to the last digit (mpmath). */
function fixtureCases(): Case[] {
  const grid = JSON.parse(readFileSync(GRID, 'utf8')) as Grid
  return grid.rows.map(([k, t, v, timeValue]) => ({
    strike: grid.strike[k]!,
    years: grid.years[t]!,
    volatility: grid.volatility[v]!,
    timeValue,
  }))
}

/** A denser grid, priced by our own Black: 15 minutes to 5 years, 1 % to 400 %, |ln(K / F)| to 1.5. */
function denseCases(): Case[] {
  const cases: Case[] = []
  const shortest = 15 / 525_600
  for (let t = 0; t <= 24; t++) {
    const years = shortest * (5 / shortest) ** (t / 24)
    for (const volatility of DENSE_VOLATILITIES) {
      for (let k = -150; k <= 150; k++) {
        const strike = FORWARD * Math.exp(k / 100)
        const type = strike >= FORWARD ? 'call' : 'put'
        const timeValue = blackValue({
          type,
          forward: FORWARD,
          strike,
          totalVol: volatility * Math.sqrt(years),
        })
        cases.push({ strike, years, volatility, timeValue })
      }
    }
  }
  return cases
}

/** Every exact price, in columns for the chain functions. */
export function exactPrices(): ExactPrices {
  const cases = [...fixtureCases(), ...denseCases()].filter(({ timeValue }) => timeValue > 1e-300)
  const years = [...new Set(cases.map((one) => one.years))]
  const position = new Map(years.map((value, e) => [value, e]))
  const rows = cases.flatMap((one) => [
    { ...one, isCall: one.strike >= FORWARD ? 1 : 0, price: one.timeValue },
    { ...one, isCall: one.strike >= FORWARD ? 0 : 1, price: Math.abs(FORWARD - one.strike) + one.timeValue },
  ])
  const constant = (value: number): Float64Array => new Float64Array(years.length).fill(value)
  return {
    contracts: {
      expiration: Uint16Array.from(rows, (row) => position.get(row.years)!),
      strike: Float64Array.from(rows, (row) => row.strike),
      isCall: Uint8Array.from(rows, (row) => row.isCall),
    },
    terms: {
      spot: constant(FORWARD),
      forward: constant(FORWARD),
      discount: constant(1),
      years: Float64Array.from(years),
    },
    price: Float64Array.from(rows, (row) => row.price),
    volatility: Float64Array.from(rows, (row) => row.volatility),
    timeValue: Float64Array.from(rows, (row) => row.timeValue),
  }
}
