import type { Result } from '../domain/refusal.ts'
import type { BrokerAccountKey, BrokerEnvironment } from './broker-account.ts'

/** Why the vault did not do what it was asked; the message says what to do. */
export type VaultRefusal =
  /** No key, or one that does not open what is stored: nothing is written until the right one is back. */
  | 'vault_must_be_unlocked'
  /** The key opens it, but it was sealed for another user, environment or account, or it was changed. */
  | 'token_must_be_its_owners'
  | 'token_must_be_stored'
  | 'token_must_be_one_word'

/** What may be told of a token. */
export interface TokenNote {
  readonly environment: BrokerEnvironment
  readonly accountId: string
  readonly updatedAt: number
  /** Whether a key at hand opens it. */
  readonly readable: boolean
}

/** How the vault stands. */
export interface VaultStatus {
  /** Locked: tokens are neither written nor sealed anew. What the keys open can still be read. */
  readonly state: 'open' | 'locked'
  /** One sentence: why it is locked; null while it is open. */
  readonly reason: string | null
  readonly keys: number
  readonly tokens: number
  /** Sealed with a key that is not at hand. */
  readonly unreadable: number
  /** Sealed with a key that is not the first: `rotate` seals them anew. */
  readonly old: number
}

/**
 * Keeps brokers' tokens sealed. A token is bound to its user, environment and account: it opens for these alone, so that
 * a row that was copied to another user or from paper to live opens nothing.
 */
export interface TokenVault {
  /** Seals and stores a token in place of the one that was there; one that cannot be opened is never overwritten. */
  put(username: string, key: BrokerAccountKey, token: string): Promise<Result<true, VaultRefusal>>
  /** The token itself, for whoever opens the connection to the broker, and for nobody else. */
  get(username: string, key: BrokerAccountKey): Promise<Result<string, VaultRefusal>>
  /** What tokens the user has, without them. */
  list(username: string): Promise<readonly TokenNote[]>
  /** Forgets a token; whether there was one. It needs no key. */
  drop(username: string, key: BrokerAccountKey): Promise<boolean>
  status(): Promise<VaultStatus>
  /** Seals every user's tokens anew with the first key; the number that it changed. */
  rotate(): Promise<Result<number, VaultRefusal>>
}
