/** Which column a table is sorted by; a third press on it takes the order away. */
export interface Sorting {
  readonly column: string
  readonly direction: 'ascending' | 'descending'
}

/** The order after a press on a column: first, second direction, none. */
export function nextSorting(sorting: Sorting | null, column: string): Sorting | null {
  if (sorting?.column !== column) return { column, direction: 'descending' }
  return sorting.direction === 'descending' ? { column, direction: 'ascending' } : null
}

/** Sorted by a value; what is unknown comes last in both directions. The list itself is not changed. */
export function sortedBy<Row>(
  rows: readonly Row[],
  readValue: (row: Row) => number | string | null,
  direction: Sorting['direction'],
): readonly Row[] {
  const sign = direction === 'ascending' ? 1 : -1
  return [...rows].sort((a, b) => {
    const left = readValue(a)
    const right = readValue(b)
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    if (typeof left === 'string' || typeof right === 'string')
      return sign * String(left).localeCompare(String(right))
    return sign * (left - right)
  })
}
