import { SelfWritten, WireFloat, type WireRecord, type WireValue } from './wire-value.ts'

/** Keys as they stand in a record: quoted, before the colon. */
const quotedKeys = new Map<string, string>()

function quotedKey(key: string): string {
  let quoted = quotedKeys.get(key)
  if (quoted === undefined) {
    quoted = `${JSON.stringify(key)}:`
    // Keys are the few hundred names of the answers; a bound in case someone makes keys of data.
    if (quotedKeys.size < 2_000) quotedKeys.set(key, quoted)
  }
  return quoted
}

/**
 * Prints a float as Tradier does, with a point.
 *
 * @example
 * [floatText(2), floatText(1.25)] // => ['2.0', '1.25']
 */
export function floatText(value: number): string {
  if (!Number.isInteger(value)) return String(value)
  return Math.abs(value) < 1e21 ? `${value}.0` : String(value)
}

// Printable ASCII but for quote and backslash: nothing in it is escaped.
const PLAIN = /^[ !#-[\]-~]*$/

/** A text as JSON has it, in quotes. */
export function textJson(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text)
}

function recordJson(record: WireRecord): string {
  let out = '{'
  for (const key in record) {
    const part = record[key]
    if (part === undefined) continue
    if (out !== '{') out += ','
    out += quotedKey(key)
    if (part instanceof WireFloat) out += floatText(part.value)
    else out += typeof part === 'number' ? part : writeJson(part)
  }
  return `${out}}`
}

/**
 * Writes an answer as compact JSON, floats with their point and absent keys absent.
 *
 * @example
 * import { float } from './wire-value.ts'
 * writeJson({ a: float(4), b: undefined, c: [1, null] }) // => '{"a":4.0,"c":[1,null]}'
 */
export function writeJson(value: WireValue): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return textJson(value)
  if (typeof value !== 'object') return String(value)
  if (value instanceof WireFloat) return floatText(value.value)
  if (value instanceof SelfWritten) return value.json()
  return Array.isArray(value) ? `[${value.map(writeJson).join(',')}]` : recordJson(value as WireRecord)
}
