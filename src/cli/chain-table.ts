import { rowsNear } from '../service/chain/at-the-money.ts'
import type { ChainAnalysis } from '../service/chain/chain-analysis.ts'
import { chainColumns } from './chain-columns.ts'
import { numberText } from './number-text.ts'
import { paintFor } from './paint.ts'
import type { Screen } from './shell.ts'
import { columnWidth, padText, renderTable, type TextColumn } from './text-table.ts'

/** What of a chain is shown. */
export interface ChainView {
  /** Strikes below and above the money; null for every strike. */
  readonly near: number | null
  /** Whether greeks get their room before open interest and volume. */
  readonly greeks: boolean
}

function widthOf(columns: readonly TextColumn[], gap: string): number {
  return columns.reduce((sum, column) => sum + columnWidth(column) + gap.length, 0)
}

/**
 * The chain as a table of lines no longer than the screen: calls, strikes, puts. The strike at the money
 * stands between angle brackets.
 */
export function chainTable(analysis: ChainAnalysis, view: ChainView, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const { near } = view
  const rows = near === null ? analysis.strikes : rowsNear(analysis.strikes, analysis.atmStrike, near)
  const columns = chainColumns(analysis, rows, screen.columns, numberText(screen), view.greeks)
  const { calls, strike, puts, gap } = columns
  const left = padText('calls', widthOf(calls, gap) - gap.length, 'centre')
  const middle = ' '.repeat(columnWidth(strike) + (calls.length > 0 ? 2 * gap.length : gap.length))
  const right = padText('puts', widthOf(puts, gap) - gap.length, 'centre')
  const sides = [
    calls.length > 0 ? paint('title', left) : '',
    middle,
    puts.length > 0 ? paint('title', right.trimEnd()) : '',
  ]
  return [sides.join('').trimEnd(), ...renderTable([...calls, strike, ...puts], paint, gap)]
}
