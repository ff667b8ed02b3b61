import type { Clock } from '../../ports/clock.ts'
import type { Identity } from '../../ports/identity.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PeopleStore } from '../../ports/people-store.ts'

/** What the commands about people need. The clock is the wall's: no market makes a key expire sooner. */
export interface PeopleOffice {
  readonly people: PeopleStore
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Ids
}

/** Who asks: somebody who was proved at a door, or whoever sits at the console and owns the data folder. */
export type Asker = Identity | 'console'

/** Whether the asker may do to others what an admin may. A key needs the scope itself. */
export function isAdmin(asker: Asker): boolean {
  return asker === 'console' || asker.scopes.includes('admin')
}

/** The username of the asker; null for the console. */
export function usernameOf(asker: Asker): string | null {
  return asker === 'console' ? null : asker.username
}
