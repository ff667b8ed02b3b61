import type { ApiKey, PeopleStore } from '../../ports/people-store.ts'
import type { AuthDatabase } from './auth-database.ts'
import { hashSecret } from './one-time-code.ts'
import type { ProofCache } from './proof-cache.ts'

const INSERT = `insert into auth_api_keys (id, user_id, name, start, key_hash, scopes, created_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`

const SELECT = `select id, user_id as username, name, start, scopes,
    (extract(epoch from created_at) * 1000)::double precision as "createdAt",
    (extract(epoch from expires_at) * 1000)::double precision as "expiresAt",
    (extract(epoch from last_used_at) * 1000)::double precision as "lastUsedAt",
    (extract(epoch from revoked_at) * 1000)::double precision as "revokedAt"
  from auth_api_keys where user_id = $1 order by created_at desc, id desc`

const REVOKE = `update auth_api_keys set revoked_at = $3
  where user_id = $1 and id = $2 and revoked_at is null and expires_at > $3`

/** Keys of programs: the secret itself is never here. */
export function keyRows(
  database: AuthDatabase,
  proofs: ProofCache,
): Pick<PeopleStore, 'addKey' | 'keys' | 'revokeKey'> {
  return {
    async addKey({ id, username, name, start, scopes, createdAt, expiresAt }, secret) {
      const times = [new Date(createdAt), new Date(expiresAt)]
      await database.write(INSERT, [id, username, name, start, hashSecret(secret), [...scopes], ...times])
    },
    keys: (username) => database.rows<ApiKey>(SELECT, [username]),
    async revokeKey(username, id, at) {
      const revoked = (await database.write(REVOKE, [username, id, new Date(at)])) > 0
      proofs.forget()
      return revoked
    },
  }
}
