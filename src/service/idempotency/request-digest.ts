import { digestOf } from '../../engine/proposals/inputs-digest.ts'

/**
 * By what a request is recognised when it comes again: the names of its fields in any order, its values as they are.
 * What is undefined is as good as left out.
 *
 * @example
 * requestDigest('place', { a: 1, b: [2] }) === requestDigest('place', { b: [2], a: 1 }) // => true
 * requestDigest('place', { a: 1 }) === requestDigest('place', { a: 2 }) // => false
 */
export function requestDigest(what: string, body: unknown): string {
  return digestOf(`${what}\n${JSON.stringify(inOrder(body))}`)
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inOrder)
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(fields.map(([name, field]) => [name, inOrder(field)]))
}
