import { instant } from '../../domain/calendar/instant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { hasFreshProof } from '../../ports/fresh-proof.ts'
import { SCOPES, type Scope } from '../../ports/identity.ts'
import type { ApiKey, Person } from '../../ports/people-store.ts'
import { personMustBeKnown } from './invite-person.ts'
import { type Asker, type PeopleOffice, usernameOf } from './people-office.ts'

const DAY_MS = 24 * 3_600_000
const LONGEST_DAYS = 366
const MOST_KEYS = 50
const START_LENGTH = 10

/** A key to make. */
export interface KeyWish {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly days: number
}

/** A key without whose it is. */
export type KeyLine = Omit<ApiKey, 'username'>

/** A new key: the secret is shown this once. */
export interface IssuedKey {
  readonly secret: string
  readonly key: KeyLine
}

export type KeyRefusal =
  | 'person_must_be_known'
  | 'key_must_be_asked_for_by_a_person'
  | 'second_factor_must_be_fresh'
  | 'scope_must_be_held'
  | 'days_must_be_in_range'
  | 'keys_must_be_fewer'
  | 'key_must_be_known'

function keyLine({ username, ...line }: ApiKey): KeyLine {
  return line
}

/** Whose keys are asked for: the asker's own, or at the console those of the address. */
async function ownerOf({ people }: PeopleOffice, asker: Asker, email: string | null): Promise<Person | null> {
  const username = usernameOf(asker)
  if (username !== null) return people.person(username)
  return email === null ? null : people.personByEmail(email)
}

function isTrading(scopes: readonly Scope[]): boolean {
  return scopes.some((scope) => scope === 'trade-paper' || scope === 'trade-live' || scope === 'admin')
}

/**
 * Makes a key for a program. One that may do more than read wants a second factor shown within ten minutes, of whoever has
 * one.
 *
 * Refuses: `key_must_be_asked_for_by_a_person`, `second_factor_must_be_fresh`, `scope_must_be_held`,
 * `days_must_be_in_range` (1 to 366), `keys_must_be_fewer` (50), `person_must_be_known`.
 *
 * @param email whose key it is, when the console asks; null for the asker's own
 */
export async function createKey(
  office: PeopleOffice,
  asker: Asker,
  email: string | null,
  { name, scopes, days }: KeyWish,
): Promise<Result<IssuedKey, KeyRefusal>> {
  const { people, clock, ids } = office
  if (asker !== 'console' && asker.via !== 'session') {
    return refuse('key_must_be_asked_for_by_a_person', 'A key makes no keys; sign in and make it there.')
  }
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) {
    return refuse('days_must_be_in_range', `A key is good for 1 to ${LONGEST_DAYS} days, not ${days}.`)
  }
  const owner = await ownerOf(office, asker, email)
  if (owner === null) return personMustBeKnown()
  const now = clock.now()
  if (asker !== 'console' && isTrading(scopes) && owner.hasSecondFactor && !hasFreshProof(asker, now)) {
    return refuse('second_factor_must_be_fresh', 'Show the second factor again first: a code, or a passkey.')
  }
  if (scopes.length === 0 || (scopes.includes('admin') && owner.role !== 'admin')) {
    return refuse('scope_must_be_held', 'A key may do something, and no more than its owner may.')
  }
  const keys = await people.keys(owner.username)
  if (keys.filter(({ revokedAt, expiresAt }) => revokedAt === null && expiresAt > now).length >= MOST_KEYS) {
    return refuse('keys_must_be_fewer', `There are ${MOST_KEYS} keys already; revoke one that nobody uses.`)
  }
  const secret = people.mintSecret('key')
  const key: ApiKey = {
    id: ids.next(),
    username: owner.username,
    name,
    start: secret.slice(0, START_LENGTH),
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    createdAt: now,
    expiresAt: instant(now + days * DAY_MS),
    lastUsedAt: null,
    revokedAt: null,
  }
  await people.addKey(key, secret)
  return ok({ secret, key: keyLine(key) })
}

/** The keys of the asker, or at the console those of an address, the newest first. Refuses: `person_must_be_known`. */
export async function listKeys(
  office: PeopleOffice,
  asker: Asker,
  email: string | null,
): Promise<Result<readonly KeyLine[], KeyRefusal>> {
  const owner = await ownerOf(office, asker, email)
  return owner === null ? personMustBeKnown() : ok((await office.people.keys(owner.username)).map(keyLine))
}

/**
 * Ends a key at once. Another's key is not there, as one that never was.
 *
 * Refuses: `person_must_be_known`, `key_must_be_known`, `key_must_be_asked_for_by_a_person`.
 */
export async function revokeKey(
  office: PeopleOffice,
  asker: Asker,
  email: string | null,
  id: string,
): Promise<Result<true, KeyRefusal>> {
  if (asker !== 'console' && asker.via !== 'session') {
    return refuse('key_must_be_asked_for_by_a_person', 'A key ends no keys; sign in and end it there.')
  }
  const owner = await ownerOf(office, asker, email)
  if (owner === null) return personMustBeKnown()
  const revoked = await office.people.revokeKey(owner.username, id, office.clock.now())
  return revoked ? ok(true) : refuse('key_must_be_known', 'There is no such key that still counts.')
}
