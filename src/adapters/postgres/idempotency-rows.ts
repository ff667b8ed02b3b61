import type { JsonValue } from '../../ports/store/decision-store.ts'
import type { IdempotencyRecord, IdempotencyStore } from '../../ports/store/idempotency-store.ts'
import type { Session } from './session.ts'

// What has expired is as good as not there: its row is pruned, or written over where the prune has just missed it.
const PRUNE = 'delete from idempotency_keys where expires_at <= $1'
const CLAIM = `insert into idempotency_keys as stored (key, request_hash, subject, created_at, expires_at)
  values ($1, $2, $3, $4, $5)
  on conflict (username, key) do update
    set request_hash = excluded.request_hash, subject = excluded.subject, response = null,
      created_at = excluded.created_at, expires_at = excluded.expires_at
    where stored.expires_at <= excluded.created_at
      or (stored.response is null and stored.subject is null and stored.created_at <= $6
        and stored.request_hash = excluded.request_hash)`

const BY_KEY = `select key, request_hash as "requestHash", subject, response, created_at as "createdAt",
    expires_at as "expiresAt"
  from idempotency_keys where key = $1`
const ANSWER = 'update idempotency_keys set response = $2::jsonb where key = $1 and response is null'
const RELEASE = 'delete from idempotency_keys where key = $1 and response is null'

/** The keys of the user's requests. */
export function postgresIdempotency(session: Session): IdempotencyStore {
  const byKey = (key: string) => session.row<IdempotencyRecord>(BY_KEY, [key])
  return {
    async claimKey({ key, requestHash, subject, createdAt, expiresAt }, staleBefore) {
      await session.write(PRUNE, [new Date(createdAt)])
      const times = [createdAt, expiresAt, staleBefore].map((at) => new Date(at))
      const claimed = await session.write(CLAIM, [key, requestHash, subject, ...times])
      return claimed === 1 ? null : byKey(key)
    },
    async keyRecord(key, now) {
      const found = await byKey(key)
      return found === null || found.expiresAt <= now ? null : found
    },
    async answerKey(key, answer: JsonValue) {
      await session.write(ANSWER, [key, JSON.stringify({ answer })])
    },
    async releaseKey(key) {
      await session.write(RELEASE, [key])
    },
    pruneKeys: (now) => session.write(PRUNE, [new Date(now)]),
  }
}
