import type { Environment } from '../config/environment.ts'

const USUAL_PORT = '8730'

/**
 * Where browsers reach this process: `LEGWORK_ORIGIN` where a proxy stands before it, and this machine's own names. The
 * first is the one that passkeys are bound to; browsers allow none on a bare address.
 */
export function ownOrigins(environment: Environment): readonly [string, ...string[]] {
  const port = environment['LEGWORK_PORT']?.trim() || USUAL_PORT
  const own = [`http://localhost:${port}`, `http://127.0.0.1:${port}`] as const
  const given = environment['LEGWORK_ORIGIN']?.trim() ?? ''
  return given === '' ? own : [given, ...own]
}
