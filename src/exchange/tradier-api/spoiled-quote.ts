import type { Fault } from './fault.ts'
import { WireFloat, type WireRecord } from './wire-value.ts'

type Spoil = Extract<Fault, { kind: 'quotes' }>['how']

const DAY_MS = 86_400_000

/** A quote row made nonsense: sides null, zero, not a number, the wrong way round, or a day old. */
export function spoiledRow(row: WireRecord, how: Spoil): WireRecord {
  switch (how) {
    case 'null':
      return { ...row, bid: null, ask: null, last: null }
    case 'zero':
      return { ...row, bid: new WireFloat(0), ask: new WireFloat(0), bidsize: 0, asksize: 0 }
    case 'nan':
      return { ...row, bid: new WireFloat(Number.NaN), ask: new WireFloat(Number.NaN) }
    case 'crossed':
      return { ...row, bid: row['ask'], ask: row['bid'] }
    case 'stale':
      return {
        ...row,
        bid_date: Number(row['bid_date']) - DAY_MS,
        ask_date: Number(row['ask_date']) - DAY_MS,
      }
  }
}
