import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { personMustBeKnown } from './invite-person.ts'
import { adminMustAsk, type PersonLine, personLine } from './list-people.ts'
import { type Asker, isAdmin, type PeopleOffice } from './people-office.ts'

export type DisableRefusal = 'admin_must_ask' | 'person_must_be_known' | 'admin_must_remain'

/**
 * Keeps somebody out, or lets them in again: sessions end, keys open nothing. Their engine goes on: open trades are
 * watched and exited as before, since a position does not close because nobody may look at it.
 *
 * Refuses: `admin_must_ask`, `person_must_be_known`, `admin_must_remain` for the last admin.
 */
export async function setDisabled(
  { people, clock }: PeopleOffice,
  asker: Asker,
  { email, disabled }: { readonly email: string; readonly disabled: boolean },
): Promise<Result<PersonLine, DisableRefusal>> {
  if (!isAdmin(asker)) return adminMustAsk()
  const person = await people.personByEmail(email)
  if (person === null) return personMustBeKnown()
  const disabledAt = disabled ? (person.disabledAt ?? clock.now()) : null
  const isDone = await people.setDisabled(person.username, disabledAt)
  return isDone
    ? ok(personLine({ ...person, disabledAt }))
    : refuse('admin_must_remain', 'That is the last admin; invite another one first.')
}
