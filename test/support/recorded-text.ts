import { COLUMN_NAMES, type ColumnName } from '../../src/adapters/recorded/chain-format.ts'

/** The fields of one invented row. */
export type Fields = Record<ColumnName, string>

/** An invented row, a call of an index that does not exist, with some fields replaced. */
export function fieldsWith(replaced: Partial<Fields> = {}): Fields {
  return {
    quote_date: '2024-03-04',
    quote_time: '15:45',
    underlying: 'ABX',
    spot: '101.25',
    root: 'ABXW',
    expiration: '2024-03-15',
    style: 'E',
    strike: '102.5',
    type: 'C',
    bid: '1.05',
    ask: '1.2',
    last: '1.1',
    volume: '12',
    open_interest: '3400',
    iv: '0.1834',
    delta: '0.4321',
    gamma: '0.0312',
    theta: '-0.0457',
    vega: '0.0712',
    ...replaced,
  }
}

/** The text of a recorded chain with these rows; columns that are none of ours get the field `x`. */
export function recordedText(
  rows: readonly Fields[],
  columns: readonly string[] = COLUMN_NAMES,
  lineEnd = '\n',
): string {
  const lines = rows.map((row) => columns.map((name) => row[name as ColumnName] ?? 'x').join(','))
  return [columns.join(','), ...lines, ''].join(lineEnd)
}
