import type { ApiPlace } from '../engine/engine-config.ts'

const USUAL_PORT = 8730

/**
 * Where browsers reach this process: `LEGWORK_ORIGIN` where a proxy stands before it, and this machine's own names. The
 * first is the one that passkeys are bound to; browsers allow none on a bare address.
 *
 * @param api where the API listens; null for a process without it
 */
export function ownOrigins(api: Pick<ApiPlace, 'port' | 'origin'> | null): readonly [string, ...string[]] {
  const port = api?.port ?? USUAL_PORT
  const own = [`http://localhost:${port}`, `http://127.0.0.1:${port}`] as const
  const origin = api?.origin ?? null
  return origin === null ? own : [origin, ...own]
}
