import { epochDay, tradingDay } from '../../src/domain/calendar/trading-day.ts'
import type { RecordedChain } from '../../src/ports/recorded-chain.ts'

/** One row of a recorded chain for tests; what is left out was not recorded. */
export interface ChainRow {
  readonly day: string
  /** Minutes after midnight. */
  readonly minute?: number
  readonly underlying: string
  readonly spot: number
  readonly root?: string
  readonly expiration: string
  readonly american?: boolean
  readonly strike: number
  readonly type: 'C' | 'P'
  readonly bid?: number
  readonly ask?: number
  readonly last?: number
  readonly volume?: number
  readonly openInterest?: number
}

function symbols(values: readonly string[]): RecordedChain['root'] {
  const distinct = [...new Set(values)]
  return { symbols: distinct, codes: Uint16Array.from(values, (value) => distinct.indexOf(value)) }
}

/** A recorded chain of rows, as the reader would give it. */
export function chainOfRows(rows: readonly ChainRow[]): RecordedChain {
  const float = (of: (row: ChainRow) => number | undefined) =>
    Float64Array.from(rows, (row) => of(row) ?? Number.NaN)
  const unknown = new Float64Array(rows.length).fill(Number.NaN)
  return {
    rowCount: rows.length,
    quoteDay: Int32Array.from(rows, ({ day }) => epochDay(tradingDay(day))),
    quoteMinute: Int16Array.from(rows, ({ minute }) => minute ?? -1),
    underlying: symbols(rows.map(({ underlying }) => underlying)),
    spot: float(({ spot }) => spot),
    root: symbols(rows.map(({ root, underlying }) => root ?? underlying)),
    expirationDay: Int32Array.from(rows, ({ expiration }) => epochDay(tradingDay(expiration))),
    isAmerican: Uint8Array.from(rows, ({ american }) => (american === false ? 0 : 1)),
    strike: Int32Array.from(rows, ({ strike }) => Math.round(strike * 10_000)),
    isCall: Uint8Array.from(rows, ({ type }) => (type === 'C' ? 1 : 0)),
    bid: float(({ bid }) => bid),
    ask: float(({ ask }) => ask),
    last: float(({ last }) => last),
    volume: Int32Array.from(rows, ({ volume }) => volume ?? -1),
    openInterest: Int32Array.from(rows, ({ openInterest }) => openInterest ?? -1),
    iv: unknown,
    delta: unknown,
    gamma: unknown,
    theta: unknown,
    vega: unknown,
  }
}
