import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'

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

interface SortHeadProps {
  readonly column: string
  readonly children: ReactNode
  readonly sorting: Sorting | null
  readonly onSort: (sorting: Sorting | null) => void
  readonly align?: 'left' | 'right'
}

/** The head of a column that can be sorted by. */
export function SortHead({ column, children, sorting, onSort, align = 'right' }: SortHeadProps) {
  const direction = sorting?.column === column ? sorting.direction : null
  const Icon = direction === null ? ChevronsUpDown : direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th
      scope="col"
      aria-sort={direction ?? 'none'}
      className={`px-2 py-0 font-medium first:pl-4 ${align === 'right' ? 'text-right' : 'text-left'}`}
    >
      <button
        type="button"
        onClick={() => onSort(nextSorting(sorting, column))}
        className={`group inline-flex min-h-9 items-center gap-0.5 whitespace-nowrap hover:text-ink pointer-coarse:min-h-11 ${align === 'right' ? 'flex-row-reverse' : ''} ${direction === null ? '' : 'font-semibold text-ink'}`}
      >
        {children}
        <Icon
          aria-hidden="true"
          className={`size-3 shrink-0 ${direction === null ? 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60' : ''}`}
        />
      </button>
    </th>
  )
}
