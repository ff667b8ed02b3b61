import type { Instant } from '../../domain/calendar/instant.ts'
import { hasFreshProof } from '../../ports/fresh-proof.ts'
import type { Identity, Scope } from '../../ports/identity.ts'
import type { PeopleOffice } from './people-office.ts'

/** What a person may know of the own session or key. */
export interface Me {
  readonly name: string
  readonly email: string | null
  readonly role: 'admin' | 'member' | null
  readonly via: Identity['via']
  readonly scopes: readonly Scope[]
  readonly hasSecondFactor: boolean
  /** When this session last showed it; null for never. */
  readonly provedAt: Instant | null
  /** Whether that is recent enough for what wants it fresh. */
  readonly isFresh: boolean
}

/** Who asks. The username, which owns rows, is not told. */
export async function showMe({ people, clock }: PeopleOffice, identity: Identity): Promise<Me> {
  const person = await people.person(identity.username)
  const { name, via, scopes, provedAt } = identity
  return {
    name,
    email: person?.email ?? null,
    role: person?.role ?? null,
    via,
    scopes,
    hasSecondFactor: person?.hasSecondFactor ?? false,
    provedAt,
    isFresh: hasFreshProof(identity, clock.now()),
  }
}
