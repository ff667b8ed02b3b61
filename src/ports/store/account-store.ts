import type { Instant } from '../../domain/calendar/instant.ts'
import type { BrokerAccountKey } from '../broker-account.ts'

/** An account that the engine trades. `account` is `environment:accountId`, part of every key. */
export interface AccountRecord {
  readonly account: string
  readonly key: BrokerAccountKey
  /** Rises when the broker has reset the account: its order ids may come again. */
  readonly epoch: number
  /** Sequence of the newest snapshot begun; it never goes back. */
  readonly lastSequence: number
  /** The newest complete snapshot, or null before the first. */
  readonly snapshotId: string | null
  readonly createdAt: Instant
}

/** The accounts of a user. */
export interface AccountStore {
  insertAccount(record: AccountRecord): Promise<void>
  /** All of them, by `account`. */
  accounts(): Promise<readonly AccountRecord[]>
  accountByName(account: string): Promise<AccountRecord | null>
  /**
   * Locks the account's row until the transaction ends: limits are counted and reserved, and snapshots committed,
   * under this lock.
   *
   * @throws {InvariantViolation} when there is no such account
   */
  lockAccount(account: string): Promise<AccountRecord>
  /** Stores the record over the one with its name. Only after `lockAccount` in the same transaction. */
  saveAccount(record: AccountRecord): Promise<void>
}

/**
 * The name of an account in keys.
 *
 * @example
 * accountName({ environment: 'sandbox', accountId: 'VA00000042' }) // => 'sandbox:VA00000042'
 */
export function accountName({ environment, accountId }: BrokerAccountKey): string {
  return `${environment}:${accountId}`
}
