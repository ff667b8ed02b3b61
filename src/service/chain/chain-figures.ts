import { chainGreeks, type GreekColumns } from '../../domain/pricing/batch-greeks.ts'
import {
  type ImpliedVolatilities,
  impliedVolatilities,
} from '../../domain/pricing/batch-implied-volatility.ts'
import type { ContractColumns } from '../../domain/pricing/chain-columns.ts'
import type { ChainTerms } from './chain-analysis.ts'

/** What is computed of a chain, a row a contract; NaN where there is nothing. */
export interface ChainFigures {
  readonly mids: Float64Array
  readonly implied: ImpliedVolatilities
  readonly greeks: GreekColumns
}

/** Volatilities of the mids and the greeks at them, by the European model on the forward. */
export function chainFigures(
  contracts: ContractColumns,
  { spot, forward, discount, years }: ChainTerms,
  mids: Float64Array,
): ChainFigures {
  const one = (value: number): Float64Array => Float64Array.of(value)
  const terms = {
    spot: one(spot ?? Number.NaN),
    forward: one(forward),
    discount: one(discount),
    years: one(years),
  }
  const implied = impliedVolatilities(contracts, terms, mids)
  return { mids, implied, greeks: chainGreeks(contracts, terms, implied.volatility) }
}
