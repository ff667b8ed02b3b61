import { z } from 'zod'

/** A list, and what an answer says of its pages where it says anything. */
export interface WireList {
  readonly rows: readonly unknown[]
  readonly totalRows: number | null
  readonly totalPages: number | null
}

const EMPTY: WireList = { rows: [], totalRows: null, totalPages: null }
const RECORD = z.record(z.string(), z.unknown())

function total(record: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = record[name]
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/**
 * The rows of a list that was XML once: `{outer: {inner: [..]}}`, or one row by itself, or for none the text "null" or
 * a null. Null when the answer is anything else: an answer without the list is no empty list.
 *
 * @param totals the name of the count of rows in all pages, where the list has one
 */
export function listOf(answer: unknown, outer: string, inner: string, totals?: string): WireList | null {
  const whole = RECORD.safeParse(answer)
  if (!whole.success || !(outer in whole.data)) return null
  const held = whole.data[outer]
  if (held === null || held === 'null') return EMPTY
  const list = RECORD.safeParse(held)
  if (!list.success) return null
  const totalRows = totals === undefined ? null : total(list.data, totals)
  const totalPages = totals === undefined ? null : total(list.data, 'total_pages')
  const found = list.data[inner]
  if (found === undefined) return totalRows === 0 ? { rows: [], totalRows, totalPages } : null
  if (found === null || found === 'null') return { rows: [], totalRows, totalPages }
  return { rows: Array.isArray(found) ? found : [found], totalRows, totalPages }
}
