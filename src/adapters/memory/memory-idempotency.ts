import type { IdempotencyRecord, IdempotencyStore } from '../../ports/store/idempotency-store.ts'
import { byNumberThenText } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** The keys of a user's requests. */
export function memoryIdempotency(session: MemorySession): IdempotencyStore {
  const byExpiry = new MemoryIndex<IdempotencyRecord>(
    () => '',
    byNumberThenText(
      ({ expiresAt }) => expiresAt,
      ({ key }) => key,
    ),
  )
  const keys = new MemoryTable('idempotency_keys', session.journal, [byExpiry])
  const prune = (now: number): number => {
    const expired = keys
      .rows(byExpiry, '')
      .all()
      .filter(({ expiresAt }) => expiresAt <= now)
    for (const { key } of expired) keys.delete(key)
    return expired.length
  }
  return {
    async claimKey(claim, staleBefore) {
      prune(claim.createdAt)
      const found = keys.get(claim.key) ?? null
      if (found !== null && !isAbandoned(found, claim.requestHash, staleBefore)) return found
      keys.put(claim.key, { ...claim, response: null })
      return null
    },
    async keyRecord(key, now) {
      const found = keys.get(key) ?? null
      return found === null || found.expiresAt <= now ? null : found
    },
    async answerKey(key, answer) {
      const found = keys.get(key)
      if (found?.response === null) keys.put(key, { ...found, response: { answer } })
    },
    async releaseKey(key) {
      if (keys.get(key)?.response === null) keys.delete(key)
    },
    pruneKeys: async (now) => prune(now),
  }
}

function isAbandoned(
  { response, subject, requestHash, createdAt }: IdempotencyRecord,
  sameHash: string,
  staleBefore: number,
): boolean {
  return response === null && subject === null && requestHash === sameHash && createdAt <= staleBefore
}
