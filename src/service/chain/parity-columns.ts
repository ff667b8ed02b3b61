import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { ParityQuotes } from '../../domain/pricing/parity-pairs.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'

interface Pair {
  call: number
  put: number
}

/** The quotes of recorded rows by strike, ascending; a strike that lacks a side has NaN there. */
export function parityQuotes(
  { strike, isCall, bid, ask }: RecordedChain,
  rows: readonly number[],
): ParityQuotes {
  const pairs = new Map<number, Pair>()
  for (const row of rows) {
    const pair = pairs.get(strike[row]!) ?? { call: -1, put: -1 }
    pairs.set(strike[row]!, isCall[row] === 1 ? { ...pair, call: row } : { ...pair, put: row })
  }
  const ordered = [...pairs].sort(([a], [b]) => a - b)
  const column = (values: Float64Array, side: keyof Pair): number[] =>
    ordered.map(([, pair]) => values[pair[side]] ?? Number.NaN)
  return {
    strike: ordered.map(([at]) => at / PRICE_UNITS_PER_DOLLAR),
    callBid: column(bid, 'call'),
    callAsk: column(ask, 'call'),
    putBid: column(bid, 'put'),
    putAsk: column(ask, 'put'),
  }
}
