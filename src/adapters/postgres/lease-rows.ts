import { invariant } from '../../domain/invariant.ts'
import type { LeaseStore } from '../../ports/store/settings-store.ts'
import type { Session } from './session.ts'

// The token rises with each change of hands; a renewal keeps it.
const CLAIM = `insert into leases (name, holder, token, until) values ($1, $2, 1, $4)
  on conflict (username, name) do update
  set holder = excluded.holder, until = excluded.until,
    token = leases.token + (leases.holder is distinct from excluded.holder)::integer
  where leases.holder is null or leases.holder = excluded.holder or leases.until <= $3
  returning token`

const RELEASE = 'update leases set holder = null where name = $1 and holder = $2'

const HOLDS = `select exists (
    select from leases where name = $1 and token = $2 and holder is not null and until > $3
  ) as holds`

/** The leases of the user. */
export function postgresLeases(session: Session): LeaseStore {
  return {
    async claimLease(name, holder, now, until) {
      invariant(until > now, `lease ${name} would end at ${until}, before it begins`)
      const values = [name, holder, new Date(now), new Date(until)]
      const row = await session.row<{ readonly token: number }>(CLAIM, values)
      return row?.token ?? null
    },
    async releaseLease(name, holder) {
      await session.write(RELEASE, [name, holder])
    },
    async holdsLease(name, token, now) {
      const row = await session.row<{ readonly holds: boolean }>(HOLDS, [name, token, new Date(now)])
      return row!.holds
    },
  }
}
