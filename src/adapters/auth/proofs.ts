import type { Instant } from '../../domain/calendar/instant.ts'
import type { Identity, Scope } from '../../ports/identity.ts'
import type { AuthDatabase } from './auth-database.ts'
import { hashSecret, isSecretOf } from './one-time-code.ts'
import type { ProofCache } from './proof-cache.ts'
import { cookieOf, SESSION_COOKIE, sessionTokenOf } from './sign-in/signed-cookies.ts'

const IDLE_MS = 12 * 60 * 60_000
const ABSOLUTE_MS = 7 * 24 * 60 * 60_000
/** The moment of the last use is written no more often than this. */
const TOUCH_MS = 60_000
const BEARER = /^Bearer ([^\s]{1,200})$/i

const SESSION = `select s.id, u.id as username, u.name, u.role,
    (extract(epoch from s.proved_at) * 1000)::double precision as "provedAt",
    (extract(epoch from coalesce(s.seen_at, s.created_at)) * 1000)::double precision as "seenAt"
  from auth_sessions s join auth_users u on u.id = s.user_id
  where s.token = $1 and s.expires_at > $2 and coalesce(s.seen_at, s.created_at) > $3 and s.created_at > $4 and u.disabled_at is null`

const KEY = `select k.id, u.id as username, u.name, u.role, k.scopes,
    (extract(epoch from k.last_used_at) * 1000)::double precision as "seenAt"
  from auth_api_keys k join auth_users u on u.id = k.user_id
  where k.key_hash = $1 and k.expires_at > $2 and k.revoked_at is null and u.disabled_at is null`

interface SessionRow {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly role: 'admin' | 'member'
  readonly provedAt: Instant | null
  readonly seenAt: number
}

interface KeyRow extends Omit<SessionRow, 'provedAt' | 'seenAt'> {
  readonly scopes: readonly Scope[]
  readonly seenAt: number | null
}

/** Finds out who sends a request, by its session cookie or its bearer key. */
export class Proofs {
  readonly #database: AuthDatabase
  readonly #cache: ProofCache
  readonly #secret: string
  readonly #now: () => number

  constructor(database: AuthDatabase, cache: ProofCache, secret: string, now: () => number) {
    this.#database = database
    this.#cache = cache
    this.#secret = secret
    this.#now = now
  }

  /** Null for nobody. A request with a key is judged by its key alone, whatever cookie it brings. */
  async identify(headers: Headers): Promise<Identity | null> {
    const authorization = headers.get('authorization')
    if (authorization !== null) {
      const [, key] = BEARER.exec(authorization) ?? []
      if (key === undefined || !isSecretOf('key', key)) return null
      return this.#cache.identity(`key ${hashSecret(key)}`, () => this.#ofKey(key))
    }
    const token = this.sessionToken(headers)
    return token === null ? null : this.#cache.identity(`session ${token}`, () => this.#ofSession(token))
  }

  /** The token of the request's session, as far as the signature of its cookie is ours. */
  sessionToken(headers: Headers): string | null {
    const cookie = cookieOf(headers, SESSION_COOKIE)
    return cookie === null ? null : sessionTokenOf(cookie, this.#secret)
  }

  /** Ends a session that proves nobody any more, so that nothing else takes it for one. */
  async bury(token: string): Promise<void> {
    await this.#database.write('delete from auth_sessions where token = $1', [hashSecret(token)])
  }

  /** Notes that the session has just proved a second factor. */
  async noteProof(token: string): Promise<void> {
    await this.#database.write('update auth_sessions set proved_at = $2 where token = $1', [
      hashSecret(token),
      new Date(this.#now()),
    ])
    this.#cache.forget()
  }

  async #ofSession(token: string): Promise<Identity | null> {
    const now = this.#now()
    const limits = [now, now - IDLE_MS, now - ABSOLUTE_MS].map((ms) => new Date(ms))
    const row = await this.#database.row<SessionRow>(SESSION, [hashSecret(token), ...limits])
    if (row === null) return null
    if (now - row.seenAt > TOUCH_MS) {
      await this.#database.write('update auth_sessions set seen_at = $2 where id = $1', [
        row.id,
        new Date(now),
      ])
    }
    const { username, name, provedAt } = row
    return { username, name, scopes: scopesOf(row.role), via: 'session', provedAt }
  }

  async #ofKey(key: string): Promise<Identity | null> {
    const now = this.#now()
    const row = await this.#database.row<KeyRow>(KEY, [hashSecret(key), new Date(now)])
    if (row === null) return null
    if (row.seenAt === null || now - row.seenAt > TOUCH_MS) {
      await this.#database.write('update auth_api_keys set last_used_at = $2 where id = $1', [
        row.id,
        new Date(now),
      ])
    }
    const { username, name } = row
    // Whoever is no admin any more has no key of one either.
    const scopes = row.scopes.filter((scope) => scope !== 'admin' || row.role === 'admin')
    return { username, name, scopes, via: 'api_key', provedAt: null }
  }
}

function scopesOf(role: 'admin' | 'member'): readonly Scope[] {
  return role === 'admin'
    ? ['read', 'trade-paper', 'trade-live', 'admin']
    : ['read', 'trade-paper', 'trade-live']
}
