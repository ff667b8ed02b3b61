import { describe, expect, it } from 'vitest'
import { numberText } from './number-text.ts'
import { paintFor } from './paint.ts'
import { flowGroups, renderTable, wrapText } from './text-table.ts'

describe('renderTable', () => {
  const columns = [
    { head: 'spread', align: 'left', cells: ['bull put', 'bear'] },
    { head: 'EV', cells: ['-4.59', '13.37'], ink: (row: number) => (row === 0 ? 'loss' : null) },
  ] as const

  it('sets heads over cells, each column as wide as its widest', () => {
    expect(renderTable(columns, paintFor(false))).toEqual([
      'spread       EV',
      'bull put  -4.59',
      'bear      13.37',
    ])
  })

  it('colours cells without moving them', () => {
    const lines = renderTable(columns, paintFor(true))
    expect(lines[1]).toBe('bull put  \u001b[38;5;208m-4.59\u001b[0m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is removed
    expect(lines.map((line) => line.replaceAll(/\u001b\[[0-9;]*m/g, ''))).toEqual(
      renderTable(columns, paintFor(false)),
    )
  })
})

describe('wrapText and flowGroups', () => {
  it('break between words, and never inside a group', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrapText('incomprehensible', 7)).toEqual(['incomprehensible'])
    expect(flowGroups(['spot 1', 'rate 2 %', 'yield'], 17)).toEqual(['spot 1   rate 2 %', 'yield'])
  })
})

describe('numberText', () => {
  const numbers = numberText({ unicode: true })

  it('says unknown for null and NaN, and never minus zero', () => {
    expect([numbers.fixed(null, 2), numbers.percent(Number.NaN), numbers.count(null)]).toEqual([
      '–',
      '–',
      '–',
    ])
    expect(numberText({ unicode: false }).fixed(null, 2)).toBe('-')
    expect([numbers.fixed(-0.001, 2), numbers.signed(0.001, 2), numbers.signed(-0.001, 2)]).toEqual([
      '0.00',
      '0.00',
      '0.00',
    ])
  })

  it('groups counts and signs differences', () => {
    expect([numbers.count(1_234_567), numbers.count(0), numbers.signed(1.5, 2)]).toEqual([
      '1,234,567',
      '0',
      '+1.50',
    ])
  })
})
