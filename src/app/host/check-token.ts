import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import type { BrokerWorld } from '../engine/broker-world.ts'

/**
 * Whether a token opens an account at its broker, by the token's profile: the one question that is asked before an
 * account is taken in.
 *
 * Refuses: `token_must_be_accepted`, `token_must_be_for_this_account`, `account_must_be_active`, `broker_must_answer`.
 */
export async function checkToken(
  { connection }: Pick<BrokerWorld, 'connection'>,
  { environment, accountId }: BrokerAccountKey,
): Promise<Result<true>> {
  const profile = await connection.broker(accountId).readProfile('sync')
  if (profile.ok) {
    if (profile.value.status === 'active') return ok(true)
    return refuse('account_must_be_active', `The broker says that ${accountId} is not active.`)
  }
  if (profile.code === 'account_not_of_token') {
    return refuse('token_must_be_for_this_account', `The ${environment} token does not open ${accountId}.`)
  }
  if (profile.kind === 'unauthorized') {
    return refuse('token_must_be_accepted', `The broker's ${environment} host does not accept the token.`)
  }
  return refuse('broker_must_answer', `The broker did not answer (${profile.code}); try again in a minute.`)
}
