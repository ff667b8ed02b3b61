import type { ApiPlace } from '../engine/engine-config.ts'
import { publicOrigins } from '../http/public-origins.ts'

const USUAL_PORT = 8730

/**
 * Where browsers reach this process: where it is reached from elsewhere, and this machine's own names. The first is the
 * one that passkeys are bound to; browsers allow none on a bare address.
 *
 * @param api where the API listens; null for a process without it
 */
export function ownOrigins(
  api: Pick<ApiPlace, 'port' | 'origin' | 'hosts'> | null,
): readonly [string, ...string[]] {
  const port = api?.port ?? USUAL_PORT
  const own = [`http://localhost:${port}`, `http://127.0.0.1:${port}`] as const
  const [first, ...others] = api === null ? [] : publicOrigins(api)
  return first === undefined ? own : [first, ...others, ...own]
}
