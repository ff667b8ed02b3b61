import { invariant } from '../../domain/invariant.ts'
import type { RecordedChain, SymbolColumn } from '../../ports/recorded-chain.ts'

type Numbers = Float64Array | Int32Array | Int16Array | Uint8Array

const MOST_SYMBOLS = 65_536

/**
 * Recordings one after the other, as if they had been one file.
 *
 * @throws {InvariantViolation} when there is none
 */
export function joinChains(chains: readonly RecordedChain[]): RecordedChain {
  const [first] = chains
  invariant(first !== undefined, 'there is a chain to join')
  if (chains.length === 1) return first
  const rowCount = chains.reduce((sum, chain) => sum + chain.rowCount, 0)
  const joined: Partial<Record<keyof RecordedChain, unknown>> = { rowCount }
  for (const name of Object.keys(first) as (keyof RecordedChain)[]) {
    if (name === 'rowCount') continue
    joined[name] =
      name === 'underlying' || name === 'root'
        ? joinSymbols(
            chains.map((chain) => chain[name]),
            rowCount,
          )
        : joinNumbers(
            chains.map((chain) => chain[name] as Numbers),
            rowCount,
          )
  }
  return joined as unknown as RecordedChain
}

function joinNumbers(columns: readonly Numbers[], rowCount: number): Numbers {
  const joined = new (columns[0]!.constructor as new (length: number) => Numbers)(rowCount)
  let at = 0
  for (const column of columns) {
    joined.set(column, at)
    at += column.length
  }
  return joined
}

function joinSymbols(columns: readonly SymbolColumn[], rowCount: number): SymbolColumn {
  const codeOf = new Map<string, number>()
  const codes = new Uint16Array(rowCount)
  let at = 0
  for (const column of columns) {
    const places = column.symbols.map((symbol) => {
      const code = codeOf.get(symbol) ?? codeOf.size
      codeOf.set(symbol, code)
      return code
    })
    for (const code of column.codes) codes[at++] = places[code]!
  }
  invariant(codeOf.size <= MOST_SYMBOLS, `a chain has ${MOST_SYMBOLS} symbols at most`)
  return { codes, symbols: [...codeOf.keys()] }
}
