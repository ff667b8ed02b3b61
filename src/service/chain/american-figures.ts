import { americanGreeks } from '../../domain/pricing/american.ts'
import { impliedVolatilityAmerican } from '../../domain/pricing/american-implied-volatility.ts'
import { greekColumns } from '../../domain/pricing/batch-greeks.ts'
import type { ContractColumns } from '../../domain/pricing/chain-columns.ts'
import { UNSOLVABLE } from '../../domain/pricing/implied-volatility.ts'
import type { ChainFigures } from './chain-figures.ts'

/** The market that American options are valued in; rates a year, continuously compounded. */
export interface AmericanMarket {
  readonly spot: number
  readonly years: number
  readonly rate: number
  readonly dividendYield: number
}

/**
 * Volatilities and greeks of a chain by the American model: what `chainFigures` gives, with early exercise.
 * Each contract is solved on its own, some thousand a second.
 */
export function americanFigures(
  { strike, isCall }: ContractColumns,
  market: AmericanMarket,
  mids: Float64Array,
): ChainFigures {
  const rows = strike.length
  const greeks = greekColumns(rows)
  const implied = { volatility: new Float64Array(rows).fill(Number.NaN), code: new Uint8Array(rows) }
  for (const column of Object.values(greeks)) column.fill(Number.NaN)
  for (let row = 0; row < rows; row++) {
    const option = { ...market, type: isCall[row] === 1 ? 'call' : 'put', strike: strike[row]! } as const
    const solved = impliedVolatilityAmerican({ ...option, price: mids[row]! })
    if (!solved.ok) {
      implied.code[row] = UNSOLVABLE.indexOf(solved.code) + 1
      continue
    }
    implied.volatility[row] = solved.value
    const found = americanGreeks({ ...option, volatility: solved.value })
    for (const name of ['price', 'delta', 'gamma', 'theta', 'vega'] as const) greeks[name][row] = found[name]
  }
  return { mids, implied, greeks }
}
