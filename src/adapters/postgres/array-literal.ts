/** The types of the columns that are written; an array of one of them is a parameter. */
export type SqlType =
  | 'text'
  | 'integer'
  | 'bigint'
  | 'double precision'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'jsonb'
  | 'json'

const SPECIAL = /["\\]/
const EVERY_SPECIAL = /["\\]/g

function quoted(text: string): string {
  return SPECIAL.test(text) ? `"${text.replace(EVERY_SPECIAL, '\\$&')}"` : `"${text}"`
}

/** A JSON text has no control characters left, so that quoting it again as JSON escapes just what an array needs. */
function quotedJson(value: unknown): string {
  return JSON.stringify(JSON.stringify(value))
}

/** How one value of a type is written inside an array literal. */
function elementWriter(type: SqlType): (value: unknown) => string {
  switch (type) {
    case 'text':
      return (value) => quoted(value as string)
    case 'timestamptz':
      return (value) => quoted(new Date(value as number).toISOString())
    case 'jsonb':
    case 'json':
      return quotedJson
    default:
      return String
  }
}

/** Plain data may be null itself, which is a value of JSON and not the absence of one. */
function isMissing(type: SqlType, value: unknown): boolean {
  return value === undefined || (value === null && type !== 'json' && type !== 'jsonb')
}

/**
 * A column of values as the text of one PostgreSQL array: thousands of rows are then a handful of parameters. Instants
 * are epoch milliseconds, values of `json` and `jsonb` plain data; null and undefined are NULL, but for the null of JSON.
 */
export function arrayLiteral(type: SqlType, values: readonly unknown[]): string {
  const write = elementWriter(type)
  return `{${values.map((value) => (isMissing(type, value) ? 'NULL' : write(value))).join(',')}}`
}
