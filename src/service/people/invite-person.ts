import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { Invitation, PersonRole } from '../../ports/people-store.ts'
import { adminMustAsk } from './list-people.ts'
import { type Asker, isAdmin, type PeopleOffice, usernameOf } from './people-office.ts'

const HOUR_MS = 3_600_000
const RESET_HOURS = 1
const LONGEST_HOURS = 14 * 24

/** What an admin hands on, once: the code is stored as a hash, so that it is never seen again. */
export interface IssuedCode {
  readonly code: string
  readonly kind: Invitation['kind']
  readonly expiresAt: Instant
}

export type InviteRefusal = 'admin_must_ask' | 'hours_must_be_in_range'

/**
 * A code that lets one person join, for so many hours. A key invites no admins.
 *
 * Refuses: `admin_must_ask`, `hours_must_be_in_range` (1 to 336).
 */
export async function invitePerson(
  office: PeopleOffice,
  asker: Asker,
  { role, hours }: { readonly role: PersonRole; readonly hours: number },
): Promise<Result<IssuedCode, InviteRefusal>> {
  if (!isAdmin(asker)) return adminMustAsk()
  // A key that was stolen would otherwise make an admin of its thief, who signs in and does what no key may.
  if (role === 'admin' && asker !== 'console' && asker.via !== 'session') return adminMustAsk()
  if (!Number.isInteger(hours) || hours < 1 || hours > LONGEST_HOURS) {
    return refuse(
      'hours_must_be_in_range',
      `An invitation is good for 1 to ${LONGEST_HOURS} hours, not ${hours}.`,
    )
  }
  return ok(await issue(office, asker, { kind: 'join', role, username: null, hours }))
}

/**
 * A code by which somebody sets a password anew within an hour. A second factor stays as it is.
 *
 * Refuses: `admin_must_ask`, `person_must_be_known`.
 */
export async function resetPassword(
  office: PeopleOffice,
  asker: Asker,
  email: string,
): Promise<Result<IssuedCode, 'admin_must_ask' | 'person_must_be_known'>> {
  if (!isAdmin(asker)) return adminMustAsk()
  const person = await office.people.personByEmail(email)
  if (person === null) return personMustBeKnown()
  const { role, username } = person
  return ok(await issue(office, asker, { kind: 'reset', role, username, hours: RESET_HOURS }))
}

/** The refusal of what is asked about nobody. */
export function personMustBeKnown(): Result<never, 'person_must_be_known'> {
  return refuse('person_must_be_known', 'Nobody with that address is here; legwork user list shows who is.')
}

async function issue(
  { people, ids, clock }: PeopleOffice,
  asker: Asker,
  terms: Pick<Invitation, 'kind' | 'role' | 'username'> & { readonly hours: number },
): Promise<IssuedCode> {
  const { hours, ...rest } = terms
  const createdAt = clock.now()
  const expiresAt = instant(createdAt + hours * HOUR_MS)
  const code = people.mintSecret('invitation')
  await people.addInvitation(
    { id: ids.next(), ...rest, createdBy: usernameOf(asker), createdAt, expiresAt },
    code,
  )
  return { code, kind: rest.kind, expiresAt }
}
