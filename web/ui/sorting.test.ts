import { describe, expect, it } from 'vitest'
import { nextSorting, sortedBy } from './sorting.ts'

const byValue = (values: readonly (number | null)[], direction: 'ascending' | 'descending') =>
  sortedBy(values, (value) => value, direction)

describe('sortedBy', () => {
  it('puts what is unknown last in both directions', () => {
    expect(byValue([null, 2, -1, null, 5], 'ascending')).toEqual([-1, 2, 5, null, null])
    expect(byValue([null, 2, -1, null, 5], 'descending')).toEqual([5, 2, -1, null, null])
  })

  it('leaves the list that it is given as it is', () => {
    const values = [3, 1, 2]
    byValue(values, 'ascending')
    expect(values).toEqual([3, 1, 2])
  })
})

describe('nextSorting', () => {
  it('sorts down, then up, then not at all, and begins again with another column', () => {
    const down = nextSorting(null, 'pnl')
    const up = nextSorting(down, 'pnl')
    expect([down?.direction, up?.direction, nextSorting(up, 'pnl')]).toEqual([
      'descending',
      'ascending',
      null,
    ])
    expect(nextSorting(up, 'dte')).toEqual({ column: 'dte', direction: 'descending' })
  })
})
