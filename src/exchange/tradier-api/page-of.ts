/** A part of a list, and how long the list is. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly page: number
  readonly totalPages: number
  readonly totalRows: number
}

/**
 * The page of a list: pages count from 1, and one beyond the end is empty.
 *
 * @example
 * pageOf(['a', 'b', 'c'], 2, 2) // => { rows: ['c'], page: 2, totalPages: 2, totalRows: 3 }
 */
export function pageOf<Row>(rows: readonly Row[], page: number, limit: number): Page<Row> {
  const from = (page - 1) * limit
  return {
    rows: rows.slice(from, from + limit),
    page,
    totalPages: Math.max(1, Math.ceil(rows.length / limit)),
    totalRows: rows.length,
  }
}
