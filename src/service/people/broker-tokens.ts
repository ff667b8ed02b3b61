import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import { hasFreshProof } from '../../ports/fresh-proof.ts'
import type { Identity } from '../../ports/identity.ts'
import type { TokenNote, TokenVault, VaultRefusal } from '../../ports/token-vault.ts'
import type { PeopleOffice } from './people-office.ts'

/** The office, and the vault of tokens. */
export interface TokenDesk extends PeopleOffice {
  readonly vault: TokenVault
}

export type TokenRefusal = VaultRefusal | 'token_must_be_set_by_a_person' | 'second_factor_must_be_fresh'

/**
 * Stores a broker's token, which nobody reads back. Whoever has a second factor must have shown it within ten minutes: a
 * token of another account would send the person's orders there.
 *
 * Refuses: `token_must_be_set_by_a_person`, `second_factor_must_be_fresh`, and as the vault does.
 */
export async function setBrokerToken(
  { people, clock, vault }: TokenDesk,
  identity: Identity,
  key: BrokerAccountKey,
  token: string,
): Promise<Result<true, TokenRefusal>> {
  if (identity.via !== 'session') {
    return refuse('token_must_be_set_by_a_person', 'A key sets no tokens; sign in and set it there.')
  }
  const person = await people.person(identity.username)
  if (person?.hasSecondFactor !== false && !hasFreshProof(identity, clock.now())) {
    return refuse('second_factor_must_be_fresh', 'Show the second factor again first: a code, or a passkey.')
  }
  return vault.put(identity.username, key, token)
}

/** Which tokens the person has: never the tokens themselves. */
export function listBrokerTokens({ vault }: TokenDesk, identity: Identity): Promise<readonly TokenNote[]> {
  return vault.list(identity.username)
}

/** Forgets a token. Refuses: `token_must_be_set_by_a_person`, `token_must_be_stored`. */
export async function dropBrokerToken(
  { vault }: TokenDesk,
  identity: Identity,
  key: BrokerAccountKey,
): Promise<Result<true, TokenRefusal>> {
  if (identity.via !== 'session') {
    return refuse('token_must_be_set_by_a_person', 'A key removes no tokens; sign in and do it there.')
  }
  const dropped = await vault.drop(identity.username, key)
  return dropped ? ok(true) : refuse('token_must_be_stored', 'There is no such token.')
}
