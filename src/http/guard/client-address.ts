import { BlockList, isIP } from 'node:net'

/** Finds out where a request comes from. */
export type ClientAddress = (peer: string | null, forwardedFor: string | null) => string | null

/**
 * The sender's address: the socket's, or what a proxy of ours says of it. Each proxy appends whom it heard, so that the list
 * is read from its end as long as the speaker is one of ours; what stands further left anybody may have written.
 *
 * @param proxies addresses or networks: `10.0.0.0/8`, `::1`
 * @throws {TypeError} when one of them is neither
 */
export function clientAddress(proxies: readonly string[]): ClientAddress {
  const ours = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(address) === 0) throw new TypeError(`${proxy} is neither an address nor a network`)
    if (bits === undefined) ours.addAddress(address, kind)
    else ours.addSubnet(address, Number(bits), kind)
  }
  const isOurs = (address: string): boolean => {
    const plain = address.replace(/^::ffff:/i, '')
    return isIP(plain) !== 0 && ours.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
  }
  return (peer, forwardedFor) => {
    let found = peer
    const heard = (forwardedFor ?? '').split(',').map((part) => part.trim())
    for (const speaker of heard.toReversed()) {
      if (found === null || !isOurs(found) || isIP(speaker) === 0) break
      found = speaker
    }
    return found
  }
}
