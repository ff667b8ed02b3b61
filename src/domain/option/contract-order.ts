import { comparePrices } from '../money/price.ts'
import type { OptionContract } from './contract.ts'

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Whether two contracts are the same listed option.
 *
 * @example
 * import { parseOccSymbol } from './occ-symbol.ts'
 * sameContract(parseOccSymbol('SPX250321C05000000').value, parseOccSymbol('SPXW250321C05000000').value) // => false
 */
export function sameContract(a: OptionContract, b: OptionContract): boolean {
  return compareContracts(a, b) === 0
}

/**
 * Orders contracts as a chain is read: by root, expiration, strike, and the call before the put. For
 * `sort`; 0 only for the same contract.
 *
 * @example
 * import { parseOccSymbol } from './occ-symbol.ts'
 * compareContracts(parseOccSymbol('SPY231020P00445000').value, parseOccSymbol('SPY231020C00450000').value) < 0 // => true
 */
export function compareContracts(a: OptionContract, b: OptionContract): number {
  return (
    compareText(a.root, b.root) ||
    compareText(a.expiration, b.expiration) ||
    comparePrices(a.strike, b.strike) ||
    compareText(a.type, b.type)
  )
}
