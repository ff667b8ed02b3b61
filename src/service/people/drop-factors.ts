import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { personMustBeKnown } from './invite-person.ts'
import { type PersonLine, personLine } from './list-people.ts'
import type { Asker, PeopleOffice } from './people-office.ts'

export type DropFactorsRefusal = 'console_must_ask' | 'person_must_be_known'

/**
 * Takes away the code generator and the passkeys of somebody who has lost them, and ends their sessions; the password alone
 * then signs in. Only the console may: an admin at a door could otherwise, by a reset of the password too, become anybody.
 *
 * Refuses: `console_must_ask`, `person_must_be_known`.
 */
export async function dropFactors(
  { people }: PeopleOffice,
  asker: Asker,
  email: string,
): Promise<Result<PersonLine, DropFactorsRefusal>> {
  if (asker !== 'console') {
    return refuse('console_must_ask', 'Second factors are dropped at the console of the server only.')
  }
  const person = await people.personByEmail(email)
  if (person === null) return personMustBeKnown()
  await people.dropFactors(person.username)
  return ok(personLine({ ...person, hasSecondFactor: false }))
}
