import type { RecordedChain } from '../../ports/recorded-chain.ts'
import { ARRAYS, COLUMN_NAMES, type ColumnArrays, type ColumnName, FORMAT } from './chain-format.ts'
import type { ColumnRules } from './column-rules.ts'

/** What fills a column: an array of the column's own kind. */
type Block = (column: ColumnName) => ArrayLike<number>

/** The columns of a chain while they are read, with room for more rows than there are. */
export class ChainColumns {
  #arrays: ColumnArrays
  #capacity: number
  #rows = 0

  /** @param capacity rows to make room for at once; more are taken as they come, at the price of a copy */
  constructor(capacity: number) {
    this.#capacity = capacity
    this.#arrays = allocate(capacity)
  }

  /** Appends `rows` rows, given each column's values. */
  append(rows: number, block: Block): void {
    if (this.#rows + rows > this.#capacity) this.#grow(this.#rows + rows)
    for (const name of COLUMN_NAMES) this.#arrays[name].set(block(name), this.#rows)
    this.#rows += rows
  }

  #grow(rows: number): void {
    const old = this.#arrays
    this.#capacity = Math.max(rows, Math.ceil(this.#capacity * 1.5))
    this.#arrays = allocate(this.#capacity)
    for (const name of COLUMN_NAMES) this.#arrays[name].set(old[name].subarray(0, this.#rows))
  }

  /** The chain as it stands, with the symbols that the rules collected. */
  finish(rules: ColumnRules): RecordedChain {
    const n = this.#rows
    const a = this.#arrays
    return {
      rowCount: n,
      quoteDay: a.quote_date.subarray(0, n),
      quoteMinute: a.quote_time.subarray(0, n),
      underlying: { codes: a.underlying.subarray(0, n), symbols: rules.underlying.symbols },
      spot: a.spot.subarray(0, n),
      root: { codes: a.root.subarray(0, n), symbols: rules.root.symbols },
      expirationDay: a.expiration.subarray(0, n),
      isAmerican: a.style.subarray(0, n),
      strike: a.strike.subarray(0, n),
      isCall: a.type.subarray(0, n),
      bid: a.bid.subarray(0, n),
      ask: a.ask.subarray(0, n),
      last: a.last.subarray(0, n),
      volume: a.volume.subarray(0, n),
      openInterest: a.open_interest.subarray(0, n),
      iv: a.iv.subarray(0, n),
      delta: a.delta.subarray(0, n),
      gamma: a.gamma.subarray(0, n),
      theta: a.theta.subarray(0, n),
      vega: a.vega.subarray(0, n),
    }
  }
}

function allocate(rows: number): ColumnArrays {
  const arrays = COLUMN_NAMES.map((name) => [name, new ARRAYS[FORMAT[name]](rows)] as const)
  return Object.fromEntries(arrays) as unknown as ColumnArrays
}
