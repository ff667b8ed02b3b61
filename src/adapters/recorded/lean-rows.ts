import { ok, type Result, refuse } from '../../domain/refusal.ts'

const [COMMA, LINE_FEED, RETURN, MINUS, POINT, ZERO, NINE] = [44, 10, 13, 45, 46, 48, 57]

/** Rows of whole numbers, row after row. */
export interface LeanRows {
  readonly rowCount: number
  /** `rowCount` times the number of columns; -1 where a field is empty. */
  readonly values: Float64Array
}

/**
 * Reads lines of whole numbers with so many columns. An empty field is -1; a fraction of zeros (`100.0`), which some
 * of LEAN's sets have in sizes, is accepted. Refuses `row_must_have_every_field` and `number_must_be_whole`,
 * naming the file and the line.
 */
export function readLeanRows(
  bytes: Uint8Array,
  columns: number,
  name: string,
): Result<LeanRows, 'row_must_have_every_field' | 'number_must_be_whole'> {
  const values = new Float64Array((countLines(bytes) + 1) * columns)
  let rowCount = 0
  for (let at = 0; at < bytes.length; ) {
    let end = bytes.indexOf(LINE_FEED, at)
    if (end < 0) end = bytes.length
    const stop = end > at && bytes[end - 1] === RETURN ? end - 1 : end
    if (stop > at) {
      const fields = readLine(bytes, at, stop, columns, values, rowCount * columns)
      const line = `${name}, line ${rowCount + 1}`
      if (fields === undefined) {
        const text = new TextDecoder().decode(bytes.subarray(at, stop))
        return refuse('number_must_be_whole', `${line}: "${text}" holds something else than whole numbers.`)
      }
      if (fields !== columns) {
        return refuse('row_must_have_every_field', `${line} has ${fields} fields, expected ${columns}.`)
      }
      rowCount++
    }
    at = end + 1
  }
  return ok({ rowCount, values })
}

/** How many fields the line has; undefined when one is not a whole number. */
function readLine(
  bytes: Uint8Array,
  begin: number,
  stop: number,
  columns: number,
  values: Float64Array,
  into: number,
): number | undefined {
  let column = 0
  for (let at = begin; at <= stop; at++) {
    let end = at
    while (end < stop && bytes[end] !== COMMA) end++
    const value = end === at ? -1 : readWhole(bytes, at, end)
    if (value === undefined) return undefined
    if (column < columns) values[into + column] = value
    column++
    at = end
  }
  return column
}

function readWhole(bytes: Uint8Array, begin: number, end: number): number | undefined {
  const isNegative = bytes[begin] === MINUS
  let value = 0
  let at = isNegative ? begin + 1 : begin
  if (at === end) return undefined
  for (; at < end && bytes[at] !== POINT; at++) {
    const digit = bytes[at]!
    if (digit < ZERO || digit > NINE) return undefined
    value = value * 10 + digit - ZERO
  }
  for (at++; at < end; at++) if (bytes[at] !== ZERO) return undefined
  return value <= Number.MAX_SAFE_INTEGER ? (isNegative ? -value : value) : undefined
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (const byte of bytes) if (byte === LINE_FEED) lines++
  return lines
}
