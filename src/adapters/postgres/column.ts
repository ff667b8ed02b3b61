import { arrayLiteral, type SqlType } from './array-literal.ts'

/** A column that is written, and what a row has in it. */
export interface Column<Row> {
  readonly name: string
  readonly type: SqlType
  readonly read: (row: Row) => unknown
}

/** The columns of a table by their names. */
export function columnsOf<Row>(
  spec: Readonly<Record<string, readonly [SqlType, (row: Row) => unknown]>>,
): readonly Column<Row>[] {
  return Object.entries(spec).map(([name, [type, read]]) => ({ name, type, read }))
}

/** The names in a list, each with a prefix. */
export function namesOf(columns: readonly Column<never>[], prefix = ''): string {
  return columns.map(({ name }) => prefix + name).join(', ')
}

/** Rows as a table for `from`: one array a column, beginning with parameter `$first`. */
export function inputTable(columns: readonly Column<never>[], first = 1): string {
  const arrays = columns.map(({ type }, i) => `$${first + i}::${type}[]`)
  return `unnest(${arrays.join(', ')}) as input (${namesOf(columns)})`
}

/** The parameters of `inputTable`. */
export function inputValues<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  return columns.map(({ type, read }) => arrayLiteral(type, rows.map(read)))
}

/** Inserts rows, all in one statement; the parameters begin with `$first`. */
export function insertInto(table: string, columns: readonly Column<never>[], first = 1): string {
  const names = namesOf(columns)
  return `insert into ${table} (${names}) select ${names} from ${inputTable(columns, first)}`
}

/** `name = excluded.name` for columns of an upsert. */
export function setExcluded(columns: readonly Column<never>[], keys: readonly string[]): string {
  const changed = columns.filter(({ name }) => !keys.includes(name))
  return changed.map(({ name }) => `${name} = excluded.${name}`).join(', ')
}
