const PRIME = 0x01000193

function fnv1a(text: string, basis: number): string {
  let hash = basis
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    hash = Math.imul(hash ^ (unit & 0xff), PRIME)
    hash = Math.imul(hash ^ (unit >>> 8), PRIME)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/**
 * 16 hexadecimal digits of a text, by which equal inputs are recognised: FNV-1a of 32 bits (Fowler, Noll, Vo) from
 * two bases. Against mistakes, not against malice.
 *
 * @example
 * digestOf('a') === digestOf('b') // => false
 */
export function digestOf(text: string): string {
  return fnv1a(text, 0x811c9dc5) + fnv1a(text, 0x050c5d1f)
}
