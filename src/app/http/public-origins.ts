import type { ApiPlace } from '../engine/engine-config.ts'

/**
 * Where browsers reach the API from elsewhere: `LEGWORK_ORIGIN` first, then every name of `LEGWORK_HOSTS`, behind a proxy
 * that adds TLS and directly.
 *
 * @example
 * publicOrigins({ port: 8730, origin: null, hosts: ['a.example.org'] }) // => ['https://a.example.org', 'http://a.example.org:8730']
 */
export function publicOrigins({
  port,
  origin,
  hosts,
}: Pick<ApiPlace, 'port' | 'origin' | 'hosts'>): string[] {
  const named = hosts.flatMap((name) => [
    `https://${name}`,
    `http://${name.includes(':') ? name : `${name}:${port}`}`,
  ])
  return [...new Set([...(origin === null ? [] : [origin]), ...named])]
}
