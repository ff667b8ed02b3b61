import type { Person, PeopleStore } from '../../ports/people-store.ts'
import type { AuthDatabase } from './auth-database.ts'
import { keyRows } from './key-rows.ts'
import { hashSecret, mintSecret } from './one-time-code.ts'
import type { ProofCache } from './proof-cache.ts'

const PERSON = `select u.id as username, u.name, u.email, u.role,
    u.two_factor_enabled or exists (select from auth_passkeys p where p.user_id = u.id) as "hasSecondFactor",
    (extract(epoch from u.disabled_at) * 1000)::double precision as "disabledAt",
    (extract(epoch from u.created_at) * 1000)::double precision as "createdAt"
  from auth_users u`

const LOCK_ADMINS = `select id from auth_users where role = 'admin' order by id for update`

const SET_DISABLED = `update auth_users set disabled_at = $2, updated_at = now()
  where id = $1 and ($2::timestamptz is null or role <> 'admin' or exists (
    select from auth_users o where o.role = 'admin' and o.disabled_at is null and o.id <> $1))`

const INVITE = `insert into auth_invitations
    (id, code_hash, kind, role, user_id, created_by, created_at, expires_at)
  values ($1, $2, $3, $4, $5, (select id from auth_users where id = $6), $7, $8)`

/** People and what they were given, in the tables of sign-in. */
export function peopleRows(database: AuthDatabase, proofs: ProofCache): PeopleStore {
  return {
    people: () => database.rows<Person>(`${PERSON} order by u.created_at, u.id`),
    person: (username) => database.row<Person>(`${PERSON} where u.id = $1`, [username]),
    personByEmail: (email) => database.row<Person>(`${PERSON} where u.email = $1`, [email.toLowerCase()]),
    async setDisabled(username, at) {
      const found = await database.transact(async (session) => {
        // Two admins who disable each other at once wait for each other here, and the second one stays.
        await session.rows(LOCK_ADMINS)
        const rows = await session.write(SET_DISABLED, [username, at === null ? null : new Date(at)])
        if (at !== null && rows > 0)
          await session.write('delete from auth_sessions where user_id = $1', [username])
        return rows > 0
      })
      proofs.forget()
      return found
    },
    async endSessions(username) {
      await database.write('delete from auth_sessions where user_id = $1', [username])
      proofs.forget()
    },
    async addInvitation({ id, kind, role, username, createdBy, createdAt, expiresAt }, code) {
      const times = [new Date(createdAt), new Date(expiresAt)]
      await database.write(INVITE, [id, hashSecret(code), kind, role, username, createdBy, ...times])
    },
    ...keyRows(database, proofs),
    mintSecret,
  }
}
