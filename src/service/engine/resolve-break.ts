import type { Instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { BreakRecord, BreakStore } from '../../ports/store/break-store.ts'
import type { JsonValue } from '../../ports/store/decision-store.ts'
import type { RiskFlagRecord } from '../../ports/store/risk-state-store.ts'
import type { AccountView } from './account-view.ts'

/** A difference between the broker and what fills explain, as a person reads it. */
export interface BreakLine {
  readonly id: string
  /** The contract or ticker, an order's id for an order of nobody's, or `account` for a reset. */
  readonly symbol: string
  readonly cause: BreakRecord['cause']
  /** Signed contracts or shares; cents for a balance. */
  readonly difference: number
  readonly openedAt: Instant
  readonly evidence: JsonValue
  readonly resolvedAt: Instant | null
  readonly resolution: string | null
  /** The command that ends it. */
  readonly endedBy: string
}

/** Letters of an id that are enough to name a break, when they fit one only. */
const LEAST_LETTERS = 4

/**
 * The command that ends a break: while a reset is suspected, what is of it is ended as a whole, everything else one by
 * one.
 */
export function breakEndedBy({ id, cause }: Pick<BreakRecord, 'id' | 'cause'>, isSuspected: boolean): string {
  return cause === 'wipe' && isSuspected
    ? 'legwork accept-reset'
    : `legwork break resolve ${id.slice(-8)} --note "..."`
}

/** Whether the account is suspected to have been reset by the broker. */
export function isResetSuspected(flags: readonly Pick<RiskFlagRecord, 'flag'>[]): boolean {
  return flags.some(({ flag }) => flag === 'BROKER_RESET_SUSPECTED')
}

/** The differences that stand open, the oldest first. */
export function listBreaks({ work, username, account, clock }: AccountView): Promise<readonly BreakLine[]> {
  return work.transact(username, async (tx) => {
    const isSuspected = isResetSuspected(await tx.riskFlags(account, newYorkDayOf(clock.now())))
    return (await tx.openBreaks(account)).map((record) => lineOf(record, isSuspected))
  })
}

/**
 * Accepts a difference by hand: it is resolved with the person's note, entries in its underlying go on, and its evidence
 * stays. It changes no trade and no position; what the broker holds beyond the trades is adopted (`legwork adopt`) or
 * closed, not explained away.
 *
 * Refuses: `note_must_say_why`, `break_must_be_open`, `break_must_be_named_clearly`, `reset_must_be_accepted_whole`.
 */
export function resolveBreak(view: AccountView, name: string, note: string): Promise<Result<BreakLine>> {
  const { work, username, account, clock } = view
  const why = note.trim()
  return work.transact(username, async (tx): Promise<Result<BreakLine>> => {
    if (why === '') return refuse('note_must_say_why', 'Say in --note what explains the difference.')
    const found = await findBreak(tx, account, name)
    if (!found.ok) return found
    const { id, cause } = found.value
    const isSuspected = isResetSuspected(await tx.riskFlags(account, newYorkDayOf(clock.now())))
    if (cause === 'wipe' && isSuspected) {
      return refuse(
        'reset_must_be_accepted_whole',
        `Break ${id} is of a suspected reset; legwork accept-reset ends it with everything that goes with it.`,
      )
    }
    const at = clock.now()
    const resolution = `by a person: ${why}`
    await tx.resolveBreak(id, at, resolution)
    return ok(lineOf({ ...found.value, resolvedAt: at, resolution }, isSuspected))
  })
}

async function findBreak(tx: BreakStore, account: string, name: string): Promise<Result<BreakRecord>> {
  const open = await tx.openBreaks(account)
  const exact = open.find(({ id }) => id === name)
  const alike = name.length < LEAST_LETTERS ? [] : open.filter(({ id }) => id.endsWith(name))
  const found = exact === undefined ? alike : [exact]
  if (found.length === 1) return ok(found[0]!)
  if (found.length === 0) {
    return refuse(
      'break_must_be_open',
      `No break "${name}" of ${account} stands open; legwork break list shows those that do.`,
    )
  }
  const ids = found.map(({ id }) => id).join(', ')
  return refuse('break_must_be_named_clearly', `"${name}" fits several breaks (${ids}); give more letters.`)
}

function lineOf(record: BreakRecord, isSuspected: boolean): BreakLine {
  const { id, symbol, cause, difference, openedAt, evidence, resolvedAt, resolution } = record
  const endedBy = breakEndedBy(record, isSuspected)
  return { id, symbol, cause, difference, openedAt, evidence, resolvedAt, resolution, endedBy }
}
