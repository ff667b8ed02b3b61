import { floatText } from './wire-json.ts'
import { SelfWritten, WireFloat, type WireRecord, type WireValue } from './wire-value.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** What XML has no way to write, not even escaped: control characters, halves of pairs, two codes that are no characters. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

function escapeText(text: string): string {
  return text.replace(NO_XML, '\ufffd').replace(/[&<>"]/g, (found) => ESCAPES[found] ?? found)
}

function element(name: string, value: WireValue): string {
  if (value === undefined) return ''
  if (value === null) return `<${name}/>`
  if (value instanceof WireFloat) return `<${name}>${floatText(value.value)}</${name}>`
  if (value instanceof SelfWritten) return element(name, value.record())
  if (Array.isArray(value)) return value.map((part) => element(name, part)).join('')
  if (typeof value === 'object') return `<${name}>${children(value as WireRecord)}</${name}>`
  return `<${name}>${escapeText(String(value))}</${name}>`
}

function children(record: WireRecord): string {
  return Object.entries(record)
    .map(([name, value]) => element(name, value))
    .join('')
}

/**
 * Writes an answer as XML: a list is its element again and again, null an empty element. An answer with more
 * than one root, which XML cannot have, is put into `response`; what Tradier does then is not known.
 *
 * @example
 * writeXml({ orders: { order: [{ id: 1 }, { id: 2 }] } }) // => '<?xml version="1.0" encoding="UTF-8"?><orders><order><id>1</id></order><order><id>2</id></order></orders>'
 */
export function writeXml(record: WireRecord): string {
  const roots = Object.entries(record)
  const single = roots.length === 1 && !Array.isArray(roots[0]![1])
  const body = single ? children(record) : `<response>${children(record)}</response>`
  return `<?xml version="1.0" encoding="UTF-8"?>${body}`
}
