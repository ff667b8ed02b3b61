import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { Person } from '../../ports/people-store.ts'
import { type Asker, isAdmin, type PeopleOffice } from './people-office.ts'

/** A person as an admin sees one: by address. The username is nobody's to see. */
export type PersonLine = Omit<Person, 'username'>

/** A person without what is never shown. */
export function personLine({ username, ...line }: Person): PersonLine {
  return line
}

/** Everybody, the first to join first. Refuses: `admin_must_ask`. */
export async function listPeople(
  { people }: PeopleOffice,
  asker: Asker,
): Promise<Result<readonly PersonLine[], 'admin_must_ask'>> {
  return isAdmin(asker) ? ok((await people.people()).map(personLine)) : adminMustAsk()
}

/** The refusal of what only an admin may do. */
export function adminMustAsk(): Result<never, 'admin_must_ask'> {
  return refuse('admin_must_ask', 'Only an admin may do that.')
}
