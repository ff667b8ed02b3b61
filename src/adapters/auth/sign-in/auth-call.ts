import type { Identity } from '../../../ports/identity.ts'

/** A request under `/api/auth/`, read and judged so far. */
export interface AuthCall {
  readonly request: Request
  /** What stands behind `/api/auth`. */
  readonly path: string
  /** The JSON of a POST, not yet judged; null of a GET. */
  readonly body: unknown
  /** Where it comes from; null when nobody knows. */
  readonly address: string | null
  /** Who sends it by a session cookie; keys open nothing here. */
  readonly identity: Identity | null
}

/** Answers one path. */
export type AuthRoute = (call: AuthCall) => Promise<Response>
