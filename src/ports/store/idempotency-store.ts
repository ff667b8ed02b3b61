import type { Instant } from '../../domain/calendar/instant.ts'
import type { JsonValue } from './decision-store.ts'

/** What is known of a request that was made under a key of its sender's. Times are of the wall. */
export interface IdempotencyRecord {
  readonly key: string
  /** By which another request under the same key is recognised. */
  readonly requestHash: string
  /** What was begun under the key, such as the id of a trade; null when the work has no such name. */
  readonly subject: string | null
  /** How the request was answered; null while it is not. Wrapped, so that an answer of null is one. */
  readonly response: { readonly answer: JsonValue } | null
  readonly createdAt: Instant
  /** From then on the key is forgotten. */
  readonly expiresAt: Instant
}

/** The keys of a user's requests: the primary key of the table is the guard, whatever the code believed. */
export interface IdempotencyStore {
  /**
   * Takes a key that nobody has, and prunes what has expired. Of a key without subject and answer whose claim is at
   * least as old as `staleBefore`, and of the same request, the claim is taken over: who made it is gone.
   *
   * @returns null when the key is ours now, else the record that stands
   */
  claimKey(
    claim: Omit<IdempotencyRecord, 'response'>,
    staleBefore: Instant,
  ): Promise<IdempotencyRecord | null>
  /** Null for a key that is unknown or expired at the instant. */
  keyRecord(key: string, now: Instant): Promise<IdempotencyRecord | null>
  /** Stores the answer, once: the first one stays. */
  answerKey(key: string, answer: JsonValue): Promise<void>
  /** Gives back a key without an answer, as if it had never been used. */
  releaseKey(key: string): Promise<void>
  /** Forgets every key that has expired; answers how many. */
  pruneKeys(now: Instant): Promise<number>
}
