const NUMBER = /^-?\d+(\.\d+)?$/
/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/
const QUOTED = /[",\r\n]/

/**
 * A cell of CSV as RFC 4180 writes it. A text that a spreadsheet would run as a formula gets an apostrophe before it; a
 * plain number, negative or not, is no formula and stays one.
 *
 * @example
 * [csvCell('=1+1'), csvCell('-12.50'), csvCell('a "b", c'), csvCell(null)] // => ["'=1+1", '-12.50', '"a ""b"", c"', '']
 */
export function csvCell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A line of CSV with its end. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
