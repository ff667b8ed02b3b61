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

/** Reads symbols of orders and positions. */
export class InstrumentTable {
  /** The instrument of a compact OCC symbol, or shares of that ticker. */
  of(symbol: string): Instrument {
    return this.option(symbol) ?? { symbol, underlying: symbol, multiplier: 1, option: null }
  }

  /** The contract of a compact OCC symbol; null when it is none. */
  option(symbol: string): Instrument | null {
    const parsed = parseOccSymbol(symbol)
    if (!parsed.ok) return null
    return {
      symbol,
      underlying: underlyingOfRoot(parsed.value.root),
      multiplier: 100,
      option: { contract: parsed.value },
    }
  }
}
