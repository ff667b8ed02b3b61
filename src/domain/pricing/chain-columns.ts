import { invariant } from '../invariant.ts'

/**
 * What all contracts of one underlying and expiration share, a row an expiration; the rows of
 * `ContractColumns` point into it, so that nothing is computed once per contract that could be computed
 * once per expiration.
 */
export interface ExpirationTerms {
  /** Price of the underlying, dollars per share. */
  readonly spot: Float64Array
  /** Forward of the underlying for the expiration, dollars per share. */
  readonly forward: Float64Array
  /** Discount factor to the expiration. */
  readonly discount: Float64Array
  /** Time to expiration, years. */
  readonly years: Float64Array
}

/** The contracts of a chain, a row a contract. */
export interface ContractColumns {
  /** Row of the contract's expiration in `ExpirationTerms`. */
  readonly expiration: Uint16Array
  /** Strike, dollars per share. */
  readonly strike: Float64Array
  /** 1 for a call, 0 for a put. */
  readonly isCall: Uint8Array
}

/**
 * Checks that columns belong together; a shorter one would read as NaN and price silently wrong.
 *
 * @example
 * const terms = { spot: Float64Array.of(100), forward: Float64Array.of(100), discount: Float64Array.of(1), years: Float64Array.of(1) }
 * const contracts = { expiration: Uint16Array.of(0), strike: Float64Array.of(100), isCall: Uint8Array.of(1) }
 * checkColumns(contracts, terms) // => 1
 */
export function checkColumns(
  contracts: ContractColumns,
  terms: ExpirationTerms,
  ...others: ArrayLike<number>[]
): number {
  const rows = contracts.strike.length
  const sameRows = [contracts.expiration, contracts.isCall, ...others].every(
    (column) => column.length === rows,
  )
  invariant(sameRows, 'all contract columns have the same length')
  const expirations = terms.forward.length
  const sameTerms = [terms.spot, terms.discount, terms.years].every((column) => column.length === expirations)
  invariant(sameTerms, 'all columns of expiration terms have the same length')
  return rows
}
