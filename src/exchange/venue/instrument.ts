import { CONTRACT_MULTIPLIER } from '../../domain/money/premium.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../domain/option/product.ts'

/** What a symbol of an order stands for: shares, or one option contract. */
export interface Instrument {
  readonly symbol: string
  readonly underlying: string
  readonly multiplier: number
  readonly option: { readonly contract: OptionContract } | null
}

// A door lets strangers name symbols without end.
const REMEMBERED = 50_000
/** Characters of a compact OCC symbol with a root of one letter. */
const SHORTEST = 16

/** Reads symbols of orders and positions, and remembers the contracts it has read. */
export class InstrumentTable {
  private readonly options = new Map<string, Instrument>()
  private readonly adjusted: Map<string, number>

  /** @param adjusted shares of a contract by adjusted root; every other contract is of 100 */
  constructor(adjusted: Map<string, number> = new Map()) {
    this.adjusted = adjusted
  }

  /** Makes a root one whose contracts stand for so many shares. */
  adjust(root: string, multiplier: number): void {
    this.adjusted.set(root, multiplier)
    this.options.clear()
  }

  /** The instrument of a compact OCC symbol, or shares of that ticker. */
  of(symbol: string): Instrument {
    return this.option(symbol) ?? { symbol, underlying: symbol, multiplier: 1, option: null }
  }

  /** The contract of a compact OCC symbol; null when it is none. */
  option(symbol: string): Instrument | null {
    const known = this.options.get(symbol)
    if (known !== undefined) return known
    // Tickers are asked for all the time, and a refusal takes words to make.
    if (symbol.length < SHORTEST) return null
    const parsed = parseOccSymbol(symbol)
    if (!parsed.ok) return null
    const { root } = parsed.value
    const multiplier = this.adjusted.get(root) ?? CONTRACT_MULTIPLIER
    const read = {
      symbol,
      underlying: underlyingOfRoot(root),
      multiplier,
      option: { contract: parsed.value },
    }
    if (this.options.size >= REMEMBERED) this.options.clear()
    this.options.set(symbol, read)
    return read
  }
}
