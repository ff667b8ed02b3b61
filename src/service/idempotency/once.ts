import { DAY_MS, type Instant, instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import { ok, type Refusal, type Result, refuse } from '../../domain/refusal.ts'
import type { JsonValue } from '../../ports/store/decision-store.ts'
import type { IdempotencyRecord, IdempotencyStore } from '../../ports/store/idempotency-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'

/** A key is remembered for so long: longer than anything that was sent under it may still turn up. */
export const KEY_KEPT_MS = 30 * DAY_MS
/** Whoever claimed a key this long ago and has not answered is taken for gone. */
const ABANDONED_AFTER_MS = 5 * MINUTE_MS
const KEY = /^[\x21-\x7e]{1,200}$/

/** Why a key is not one to work under. */
export type KeyCode =
  | 'idempotency_key_must_be_printable'
  | 'key_was_used_for_another_request'
  | 'request_is_in_flight'

/** What was answered, now or before. */
export interface OnceAnswer<Value> {
  readonly value: Value
  /** Whether it is the answer of an earlier request under the same key. */
  readonly repeated: boolean
}

/** Refuses a key that is none: `idempotency_key_must_be_printable`. */
export function checkKey(key: string): Result<string, KeyCode> {
  if (KEY.test(key)) return ok(key)
  return refuse(
    'idempotency_key_must_be_printable',
    'The idempotency key must be 1 to 200 printable characters without spaces, such as a UUID made for this one click.',
  )
}

/** Why a request under a key that is known already cannot be answered by its record; null when it can. */
export function keyBarredBy(
  { requestHash, response }: IdempotencyRecord,
  sameHash: string,
): Refusal<KeyCode> | null {
  if (requestHash !== sameHash) {
    return refuse(
      'key_was_used_for_another_request',
      'This idempotency key belongs to another request; make a new key for a new request.',
    )
  }
  if (response !== null) return null
  return refuse('request_is_in_flight', 'A request under this key is being worked on; ask again in a moment.')
}

/**
 * Runs work once for a key of a user: the same request again gets the stored answer, another request under the key is
 * refused, and so is one while the first is still at it. Answers are kept for 30 days. A refusal does nothing and gives
 * the key back, so that the same click may try again; and so does work that throws.
 *
 * When the process ends in the middle, the key is taken over by the same request after five minutes: work must be
 * guarded against being done twice by itself, as a close is by the version of its trade. A trade is placed under a key
 * by `placeTrade`, which needs no such wait.
 *
 * Refuses: `idempotency_key_must_be_printable`, `key_was_used_for_another_request`, `request_is_in_flight`, and as
 * the work does.
 *
 * @param requestHash by which another request is recognised, see `requestDigest`
 * @param now the wall's time
 */
export async function once<Value extends JsonValue | object>(
  work: UnitOfWork<IdempotencyStore>,
  username: string,
  key: string,
  requestHash: string,
  now: Instant,
  run: () => Promise<Result<Value>>,
): Promise<Result<OnceAnswer<Value>>> {
  const checked = checkKey(key)
  if (!checked.ok) return checked
  const claim = { key, requestHash, subject: null, createdAt: now, expiresAt: instant(now + KEY_KEPT_MS) }
  const standing = await work.transact(username, (tx) =>
    tx.claimKey(claim, instant(now - ABANDONED_AFTER_MS)),
  )
  if (standing !== null) {
    const barred = keyBarredBy(standing, requestHash)
    return barred ?? ok({ value: standing.response!.answer as Value, repeated: true })
  }
  let done: Result<Value> | null = null
  try {
    done = await run()
  } finally {
    const answer = done?.ok === true ? (done.value as JsonValue) : null
    await work.transact(username, (tx) =>
      done?.ok === true ? tx.answerKey(key, answer) : tx.releaseKey(key),
    )
  }
  return done.ok ? ok({ value: done.value, repeated: false }) : done
}
