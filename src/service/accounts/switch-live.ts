import type { Instant } from '../../domain/calendar/instant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { hasFreshProof } from '../../ports/fresh-proof.ts'
import type { Identity } from '../../ports/identity.ts'
import type { AccountChoice, AccountChoiceStore } from '../../ports/store/account-choice-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'

/** What switching money on and off needs. */
export interface LiveDeps {
  readonly work: UnitOfWork<AccountChoiceStore>
  /** Sessions and second factors are of the wall's time. */
  readonly wallNow: () => Instant
  /** Whether this server may trade money at all. */
  readonly isAllowed: boolean
}

/**
 * What a person must type to switch money on for an account.
 *
 * @example
 * livePhrase('live:6YA12345') // => 'trade money with live:6YA12345'
 */
export function livePhrase(account: string): string {
  return `trade money with ${account}`
}

/**
 * Switches money on for one live account of whoever asks. It is one of three locks: the server must allow it, the person
 * must want it here, and the promotion list must be passed when the account opens.
 *
 * Refuses: `live_must_be_allowed_by_the_server`, `account_must_be_live`, `live_needs_a_session`,
 * `live_needs_the_scope_trade_live`, `live_needs_a_fresh_second_factor`, `confirmation_must_be_typed`.
 */
export async function switchLiveOn(
  { work, wallNow, isAllowed }: LiveDeps,
  identity: Identity,
  { account, typed }: { readonly account: string; readonly typed: string },
): Promise<Result<AccountChoice>> {
  const refusal = refusalOf(identity, account, isAllowed, wallNow())
  if (refusal !== null) return refusal
  const phrase = livePhrase(account)
  if (typed !== phrase) {
    return refuse('confirmation_must_be_typed', `To trade money, confirm with exactly "${phrase}".`)
  }
  const at = wallNow()
  const live = { at, provedAt: identity.provedAt! }
  return work.transact(identity.username, async (tx) => {
    const before = await tx.accountChoice(account)
    const choice = { account, runs: before?.runs ?? true, live }
    await tx.putAccountChoice(choice)
    return ok(choice)
  })
}

/** Switches money off for an account; nothing is needed for that. Its cycles are for the caller to end. */
export async function switchLiveOff(
  { work }: Pick<LiveDeps, 'work'>,
  username: string,
  account: string,
): Promise<AccountChoice> {
  return work.transact(username, async (tx) => {
    const before = await tx.accountChoice(account)
    // What was never on is off: whoever asks with names that they make up fills no table.
    if (before === null) return { account, runs: true, live: null }
    const choice = { ...before, live: null }
    await tx.putAccountChoice(choice)
    return choice
  })
}

function refusalOf(
  identity: Identity,
  account: string,
  isAllowed: boolean,
  now: Instant,
): Result<never> | null {
  if (!isAllowed) {
    return refuse(
      'live_must_be_allowed_by_the_server',
      'This server trades no money; whoever runs it allows it with LEGWORK_LIVE.',
    )
  }
  if (!account.startsWith('live:')) {
    return refuse('account_must_be_live', `${account} trades no money; there is nothing to switch on.`)
  }
  if (identity.via !== 'session') {
    return refuse('live_needs_a_session', 'A key cannot switch money on; sign in and do it there.')
  }
  if (!identity.scopes.includes('trade-live')) {
    return refuse(
      'live_needs_the_scope_trade_live',
      'Your account here may not trade money; an admin may allow it.',
    )
  }
  if (!hasFreshProof(identity, now)) {
    return refuse(
      'live_needs_a_fresh_second_factor',
      'Prove your second factor again, and switch money on within ten minutes.',
    )
  }
  return null
}
