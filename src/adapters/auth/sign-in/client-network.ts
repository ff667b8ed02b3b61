import { isIPv4, isIPv6 } from 'node:net'

/** What stands for an address that is not known: all such share one count. */
const UNKNOWN = 'unknown'
const V4_INSIDE = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/**
 * The network whose attempts count together: an IPv4 address, or the first 64 bits of an IPv6 address, since a household
 * has all of the rest and could take another for each attempt.
 *
 * @example
 * networkOf('2001:db8:1:2:3:4:5:6') // => '2001:db8:1:2::/64'
 */
export function networkOf(address: string | null): string {
  const plain = (address ?? '').replace(/%.*$/, '').toLowerCase()
  const [, inside] = V4_INSIDE.exec(plain) ?? []
  if (inside !== undefined && isIPv4(inside)) return inside
  if (isIPv4(plain)) return plain
  if (!isIPv6(plain)) return UNKNOWN
  return `${groupsOf(plain).slice(0, 4).join(':')}::/64`
}

/** The eight groups, each without leading zeros. An IPv4 tail stands for two, which are not looked at. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const list = (part: string) => (part === '' ? [] : part.split(':'))
  const [first, last] = [list(head), list(tail ?? '')]
  const width = [...first, ...last].reduce((sum, group) => sum + (group.includes('.') ? 2 : 1), 0)
  const zeros = tail === undefined ? 0 : 8 - width
  const groups = [...first, ...Array.from({ length: zeros }, () => '0'), ...last]
  return groups.map((group) => (group.includes('.') ? '0' : Number.parseInt(group, 16).toString(16)))
}
