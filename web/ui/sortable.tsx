import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { nextSorting, type Sorting } from './sorting.ts'

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
