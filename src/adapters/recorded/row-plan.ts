import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { RecordedChainRefusal } from '../../ports/recorded-chain.ts'
import { COLUMN_NAMES, type ColumnName, isColumnName } from './chain-format.ts'
import { type ColumnRules, columnRules } from './column-rules.ts'
import { splitCsvLine } from './csv-line.ts'
import type { KernelStep } from './row-kernel.ts'

/** How the rows of one file are read. */
export interface RowPlan {
  /** The column of each field; undefined for one that is none of ours. */
  readonly fields: readonly (ColumnName | undefined)[]
  /** The same for the row kernel, with neighbouring columns that repeat from row to row as groups. */
  readonly steps: readonly KernelStep[]
  readonly rules: ColumnRules
}

/** The row kernel has code for each column, so their number must have a bound; no chain comes near it. */
const MOST_COLUMNS = 256

/** Columns whose text mostly is that of the row above, or of one a few rows above. */
const REPEATING: ReadonlySet<ColumnName> = new Set([
  ...(['quote_date', 'quote_time', 'underlying', 'spot', 'root', 'expiration', 'style'] as const),
])

/**
 * Plans the reading of a file from its first line, which names the columns in any order; columns that are
 * none of ours are skipped. The refusals' messages do not name the file.
 */
export function planRows(header: string): Result<RowPlan, RecordedChainRefusal> {
  const names = splitCsvLine(header.replace(/^\uFEFF/, '')) ?? []
  if (names.length > MOST_COLUMNS) {
    return refuse(
      'header_must_have_256_columns_at_most',
      `line 1 names ${names.length} columns; expected the ${COLUMN_NAMES.length} of a recorded chain, and no more than ${MOST_COLUMNS} in all.`,
    )
  }
  const missing = COLUMN_NAMES.filter((name) => !names.includes(name))
  if (missing.length === COLUMN_NAMES.length) {
    return refuse(
      'header_must_name_every_column',
      `line 1 is no chain header; expected a line that begins ${COLUMN_NAMES.slice(0, 3).join(',')},...`,
    )
  }
  if (missing.length > 0) {
    const columns = `column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`
    return refuse(
      'header_must_name_every_column',
      `line 1 does not name the ${columns}; expected a header with all ${COLUMN_NAMES.length} columns of a recorded chain.`,
    )
  }
  const twice = COLUMN_NAMES.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice !== undefined) {
    return refuse(
      'header_must_name_a_column_once',
      `line 1 names the column ${twice} twice; expected it once.`,
    )
  }
  const fields = names.map((name) => (isColumnName(name) ? name : undefined))
  return ok({ fields, steps: stepsOf(fields), rules: columnRules() })
}

function stepsOf(fields: readonly (ColumnName | undefined)[]): KernelStep[] {
  const steps: KernelStep[] = []
  let group: ColumnName[] = []
  for (const field of fields) {
    if (field === undefined || !REPEATING.has(field)) {
      steps.push(field ?? 'skip')
      group = []
    } else {
      if (group.length === 0) steps.push(group)
      group.push(field)
    }
  }
  return steps
}
