import type { WireRecord, WireValue } from './wire-value.ts'

/**
 * A list as Tradier's XML-born JSON has it: one element is itself, several are an array, none is undefined.
 *
 * @example
 * [oneOrMany([]), oneOrMany([1]), oneOrMany([1, 2])] // => [undefined, 1, [1, 2]]
 */
export function oneOrMany(rows: readonly WireValue[]): WireValue {
  return rows.length <= 1 ? rows[0] : rows
}

/**
 * A collection of an account: empty is the string `null`, as measured for positions and orders.
 *
 * @example
 * [accountList('order', []), accountList('order', [{ id: 1 }])] // => ['null', { order: { id: 1 } }]
 */
export function accountList(name: string, rows: readonly WireValue[], totals: WireRecord = {}): WireValue {
  return rows.length === 0 ? 'null' : { [name]: oneOrMany(rows), ...totals }
}

/**
 * A collection of the market: empty is a real null, as measured for options, history and series.
 *
 * @example
 * [marketList('day', []), marketList('day', [{ open: 1 }])] // => [null, { day: { open: 1 } }]
 */
export function marketList(name: string, rows: readonly WireValue[]): WireValue {
  return rows.length === 0 ? null : { [name]: oneOrMany(rows) }
}
