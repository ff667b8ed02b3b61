import type { Instant } from '../domain/calendar/instant.ts'

/** What a key or a session may be used for. `trade-live` contains `trade-paper`, and both contain `read`; `admin` contains none of them. */
export const SCOPES = ['read', 'trade-paper', 'trade-live', 'admin'] as const

/** One of the scopes. */
export type Scope = (typeof SCOPES)[number]

/** Who asks, as a door has proved it. There is no default identity: without a proof there is null. */
export interface Identity {
  /** The owner of rows in the store: the name that row level security compares. Never shown, never chosen by the user. */
  readonly username: string
  /** What the person is called on screens and in records. */
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly via: 'session' | 'api_key'
  /** When this session last proved a second factor; null when never, and for keys. */
  readonly provedAt: Instant | null
}
