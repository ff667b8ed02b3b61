import { ok, type Result, refuse } from '../../../domain/refusal.ts'
import type { Ids } from '../../../ports/ids.ts'
import type { AuthDatabase, AuthSession } from '../auth-database.ts'
import { hashSecret, isSecretOf } from '../one-time-code.ts'
import type { PasswordHasher } from '../password-hash.ts'
import { judgePassword, type PasswordRefusal } from '../password-rule.ts'
import type { FirstCode } from './first-code.ts'

/** The username of the first person: the user of the engine that runs by itself. */
const FIRST_USERNAME = 'local'

/** Somebody who wants to join. */
export interface JoinWish {
  readonly code: string
  readonly email: string
  readonly name: string
  readonly password: string
}

export type JoinRefusal = PasswordRefusal | 'code_must_be_valid' | 'email_must_be_free'

const TAKE_CODE = `update auth_invitations set used_at = $3
  where code_hash = $1 and kind = $2 and used_at is null and expires_at > $3
  returning role, user_id as username`

const INSERT_USER = `insert into auth_users (id, name, email, role) values ($1, $2, $3, $4)
  on conflict do nothing`

const INSERT_PASSWORD = `insert into auth_accounts (id, user_id, account_id, provider_id, password)
  values ($1, $2, $2, 'credential', $3)`

interface Taken {
  readonly role: 'admin' | 'member'
  readonly username: string | null
}

/** Lets people in by code, and lets them set a password anew by code. */
export class Joining {
  readonly #database: AuthDatabase
  readonly #hasher: PasswordHasher
  readonly #ids: Ids
  readonly #now: () => number
  readonly first: FirstCode

  constructor(database: AuthDatabase, hasher: PasswordHasher, ids: Ids, now: () => number, first: FirstCode) {
    this.#database = database
    this.#hasher = hasher
    this.#ids = ids
    this.#now = now
    this.first = first
  }

  /** Writes the person and takes the code, both or neither; the code is taken only by what can be written. */
  async join({ code, email, name, password }: JoinWish): Promise<Result<true, JoinRefusal>> {
    const judged = judgePassword(password, [email, name])
    if (!judged.ok) return judged
    if (!(await this.#isOpen(code, 'join'))) return badCode()
    const hash = await this.#hasher.hash(password)
    try {
      const result = await this.#database.transact((session) => this.#write(session, code, email, name, hash))
      if (result.ok) this.first.end()
      return result
    } catch (error) {
      if (error instanceof CodeKept) {
        return refuse('email_must_be_free', 'Somebody with that address is there already; sign in instead.')
      }
      throw error
    }
  }

  /** Sets a password anew by an admin's code and ends every session of its owner. */
  async reset(code: string, password: string): Promise<Result<true, JoinRefusal>> {
    const owner = await this.#ownerOf(code)
    const judged = judgePassword(password, owner ?? [])
    if (!judged.ok) return judged
    if (owner === null) return badCode()
    const hash = await this.#hasher.hash(password)
    return this.#database.transact(async (session) => {
      const taken = await this.#take(session, code, 'reset')
      if (taken === null || taken.username === null) return badCode()
      await session.write('update auth_accounts set password = $2, updated_at = now() where user_id = $1', [
        taken.username,
        hash,
      ])
      await session.write('delete from auth_sessions where user_id = $1', [taken.username])
      return ok(true)
    })
  }

  async #write(
    session: AuthSession,
    code: string,
    email: string,
    name: string,
    hash: string,
  ): Promise<Result<true, JoinRefusal>> {
    const isFirst = this.first.matches(code)
    const taken: Taken | null = isFirst
      ? { role: 'admin', username: null }
      : await this.#take(session, code, 'join')
    if (taken === null) return badCode()
    if (isFirst && (await session.row('select id from auth_users limit 1')) !== null) return badCode()
    const username = isFirst ? FIRST_USERNAME : this.#ids.next()
    const written = await session.write(INSERT_USER, [username, name, email.toLowerCase(), taken.role])
    // Thrown, so that the code is not taken.
    if (written === 0) throw new CodeKept()
    await session.write(INSERT_PASSWORD, [this.#ids.next(), username, hash])
    return ok(true)
  }

  #take(session: AuthSession, code: string, kind: 'join' | 'reset'): Promise<Taken | null> {
    return session.row<Taken>(TAKE_CODE, [hashSecret(code), kind, new Date(this.#now())])
  }

  /** Before a costly hash is made for nothing. */
  async #isOpen(code: string, kind: 'join' | 'reset'): Promise<boolean> {
    if (!isSecretOf('invitation', code)) return false
    if (kind === 'join' && this.first.matches(code)) return true
    const row = await this.#database.row(
      'select id from auth_invitations where code_hash = $1 and kind = $2 and used_at is null and expires_at > $3',
      [hashSecret(code), kind, new Date(this.#now())],
    )
    return row !== null
  }

  async #ownerOf(code: string): Promise<readonly string[] | null> {
    if (!(await this.#isOpen(code, 'reset'))) return null
    const row = await this.#database.row<{ readonly name: string; readonly email: string }>(
      `select u.name, u.email from auth_invitations i join auth_users u on u.id = i.user_id where i.code_hash = $1`,
      [hashSecret(code)],
    )
    return row === null ? null : [row.name, row.email]
  }
}

class CodeKept extends Error {}

function badCode(): Result<never, 'code_must_be_valid'> {
  return refuse('code_must_be_valid', 'That code is unknown, used or past its time; ask for another.')
}
