import type { OptionContract } from '../../../domain/option/contract.ts'
import { parseOccSymbol } from '../../../domain/option/occ-symbol.ts'
import { isAdjustedRoot } from '../../../domain/option/product.ts'

/**
 * The contract that a symbol names; null for a ticker, for a symbol that cannot be read, and for an adjusted contract,
 * which delivers something else than 100 shares and is never ours to trade.
 */
export function standardContract(symbol: string): OptionContract | null {
  const parsed = parseOccSymbol(symbol)
  return parsed.ok && !isAdjustedRoot(parsed.value.root) ? parsed.value : null
}
