import { ok, type Refusal, type Result, refuse } from '../../domain/refusal.ts'
import type { RecordedChainRefusal } from '../../ports/recorded-chain.ts'
import type { ColumnName } from './chain-format.ts'
import { splitCsvLine } from './csv-line.ts'
import type { RowPlan } from './row-plan.ts'

/** The values of one row by their columns. */
export type RowValues = ReadonlyMap<ColumnName, number>

/**
 * Reads one line, whatever is in it, or says what is wrong with it; undefined for a blank one. This defines
 * the format; the row kernel is only faster where a row is plain. The refusals' messages name neither the
 * file nor the line.
 */
export function readLineCarefully(
  plan: RowPlan,
  line: string,
): Result<RowValues | undefined, RecordedChainRefusal> {
  if (line.trim() === '') return ok(undefined)
  const fields = splitCsvLine(line)
  if (fields === undefined) {
    return refuse(
      'quotes_must_be_closed',
      'a quote is not closed where its field ends; expected quotes around a whole field or none.',
    )
  }
  if (fields.length !== plan.fields.length) {
    return refuse(
      'line_must_have_every_field',
      `there ${fields.length === 1 ? 'is 1 field' : `are ${fields.length} fields`}; expected ${plan.fields.length}, as in the header.`,
    )
  }
  return readFieldsCarefully(plan, plan.fields, fields)
}

/** Reads some neighbouring fields of a line, given their columns. */
export function readFieldsCarefully(
  plan: RowPlan,
  columns: readonly (ColumnName | undefined)[],
  fields: readonly string[],
): { readonly ok: true; readonly value: RowValues } | Refusal<RecordedChainRefusal> {
  const values = new Map<ColumnName, number>()
  for (const [index, column] of columns.entries()) {
    if (column === undefined) continue
    const text = fields[index] ?? ''
    const rule = plan.rules[column]
    const value = rule.read(text)
    if (value === undefined) {
      const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text)
      return refuse(rule.code, `column ${column} has ${shown}; expected ${rule.expected}.`)
    }
    values.set(column, value)
  }
  return ok(values)
}
