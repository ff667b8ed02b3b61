import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { RiskFlag } from '../../ports/store/risk-state-store.ts'
import type { AccountView } from './account-view.ts'

/** The conditions that stand after a person's command; exits go on under all of them. */
export interface EntryGate {
  readonly account: string
  /** Whether the engine may enter. */
  readonly open: boolean
  readonly flags: readonly { readonly flag: RiskFlag; readonly reason: string }[]
}

/** What stops entries now. */
export function entryGate({ work, username, account, clock }: AccountView): Promise<EntryGate> {
  return work.transact(username, async (tx) =>
    gateOf(account, await tx.riskFlags(account, newYorkDayOf(clock.now()))),
  )
}

/** Stops entries until `resumeEntries`; exits and the monitor go on. */
export function pauseEntries(view: AccountView, reason: string): Promise<EntryGate> {
  return raise(view, 'ENTRIES_PAUSED', reason)
}

/** Ends a pause. Other conditions that stop entries stay, and are named. */
export function resumeEntries(view: AccountView): Promise<EntryGate> {
  return clear(view, ['ENTRIES_PAUSED'])
}

/** Stops entries until a person releases them by name; survives restarts and days. */
export function hardStop(view: AccountView, reason: string): Promise<EntryGate> {
  return raise(view, 'HARD_STOP', reason)
}

/** Conditions that only a person ends, and that a release by name ends. */
const RELEASED: readonly RiskFlag[] = [
  'HARD_STOP',
  'EMERGENCY_EXITS',
  'BROKER_RESET_SUSPECTED',
  'UNKNOWN_ORDER_SEEN',
]

/** What a person must type to release a hard stop. */
export function releasePhrase({ account }: Pick<AccountView, 'account'>): string {
  return `release ${account}`
}

/**
 * Releases a hard stop and what else waits for a person: emergencies counted today, a suspected reset, an order that
 * nothing explained.
 *
 * Refuses: `confirmation_must_be_typed`.
 */
export async function releaseHardStop(view: AccountView, typed: string): Promise<Result<EntryGate>> {
  const phrase = releasePhrase(view)
  if (typed === phrase) return ok(await clear(view, RELEASED))
  return refuse('confirmation_must_be_typed', `To release the hard stop, confirm with exactly "${phrase}".`)
}

function raise(view: AccountView, flag: RiskFlag, reason: string): Promise<EntryGate> {
  const { work, username, account, clock } = view
  return work.transact(username, async (tx) => {
    await tx.raiseRiskFlag({ account, flag, day: null, raisedAt: clock.now(), reason, counted: [] })
    return gateOf(account, await tx.riskFlags(account, newYorkDayOf(clock.now())))
  })
}

function clear(view: AccountView, flags: readonly RiskFlag[]): Promise<EntryGate> {
  const { work, username, account, clock } = view
  return work.transact(username, async (tx) => {
    for (const flag of flags) await tx.clearRiskFlag(account, flag)
    return gateOf(account, await tx.riskFlags(account, newYorkDayOf(clock.now())))
  })
}

function gateOf(
  account: string,
  flags: readonly { readonly flag: RiskFlag; readonly reason: string }[],
): EntryGate {
  return { account, open: flags.length === 0, flags: flags.map(({ flag, reason }) => ({ flag, reason })) }
}
