import { invariant } from '../../domain/invariant.ts'
import type { LeaseStore } from '../../ports/store/settings-store.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryTable } from './memory-table.ts'

interface Lease {
  /** Null once released; the token stays, so that it never comes again. */
  readonly holder: string | null
  readonly token: number
  readonly until: number
}

/** The leases of a user. */
export function memoryLeases(session: MemorySession): LeaseStore {
  const leases = new MemoryTable<Lease>('leases', session.journal)
  return {
    async claimLease(name, holder, now, until) {
      invariant(until > now, `lease ${name} would end at ${until}, before it begins`)
      const lease = leases.get(name) ?? { holder: null, token: 0, until: 0 }
      const isOurs = lease.holder === holder
      if (!isOurs && lease.holder !== null && lease.until > now) return null
      const token = isOurs ? lease.token : lease.token + 1
      leases.put(name, { holder, token, until })
      return token
    },
    async releaseLease(name, holder) {
      const lease = leases.get(name)
      if (lease?.holder === holder) leases.put(name, { ...lease, holder: null })
    },
    async holdsLease(name, token, now) {
      const lease = leases.get(name)
      return lease !== undefined && lease.holder !== null && lease.token === token && lease.until > now
    },
  }
}
