import type { Identity } from '../../ports/identity.ts'

/** What the guards leave for whoever comes after them. */
export interface GuardEnv {
  readonly Variables: {
    /** Names the request in answers and logs. */
    requestId: string
    /** Who asks; only behind `identityGuard`. */
    identity: Identity
  }
}
