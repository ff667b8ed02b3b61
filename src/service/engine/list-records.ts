import type { Instant } from '../../domain/calendar/instant.ts'
import type { BreakRecord } from '../../ports/store/break-store.ts'
import type { DecisionRecord } from '../../ports/store/decision-store.ts'
import type { AccountSnapshotRecord, PriceSnapshotRecord } from '../../ports/store/price-snapshot-store.ts'
import type { ProposalRecord } from '../../ports/store/proposal-store.ts'
import type { SnapshotRecord } from '../../ports/store/snapshot-store.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { AccountView } from './account-view.ts'
import { findTrade } from './find-trade.ts'

/** Rows of the past that a list goes back, at most. */
const LONGEST = 1_000

function read<T>(
  { work, username, account }: AccountView,
  one: (tx: Parameters<Parameters<AccountView['work']['transact']>[1]>[0], account: string) => Promise<T>,
): Promise<T> {
  return work.transact(username, (tx) => one(tx, account))
}

/** The newest proposals with their traces, whatever became of them. */
export function listProposals(view: AccountView, count: number): Promise<readonly ProposalRecord[]> {
  return read(view, (tx, account) => tx.recentProposals(account, Math.min(count, LONGEST)))
}

/** What the mirror shows and fills do not explain, as long as it stands. */
export function listBreaks(view: AccountView): Promise<readonly BreakRecord[]> {
  return read(view, (tx, account) => tx.openBreaks(account))
}

/** The newest decisions, with everything they looked at. */
export function listDecisions(view: AccountView, count: number): Promise<readonly DecisionRecord[]> {
  return read(view, (tx, account) => tx.recentDecisions(account, Math.min(count, LONGEST)))
}

/** When something of the engine last ran. */
export interface Heartbeat {
  readonly name: string
  readonly at: Instant
  readonly detail: string | null
}

/** When each cycle last ran, by name. */
export async function listHeartbeats(view: AccountView): Promise<readonly Heartbeat[]> {
  const beats = await read(view, (tx, account) => tx.heartbeats(account))
  return [...beats].map(([name, { at, detail }]) => ({ name, at, detail }))
}

/** The newest readings of the account, complete or not. */
export function listSnapshots(view: AccountView, count: number): Promise<readonly SnapshotRecord[]> {
  return read(view, (tx, account) => tx.latestSnapshots(account, Math.min(count, LONGEST)))
}

/** What the account holds in money: the broker's figures and ours beside them; null before the first. */
export function readStanding(view: AccountView): Promise<AccountSnapshotRecord | null> {
  return read(view, (tx, account) => tx.latestAccountSnapshot(account))
}

/**
 * What a trade was seen to be worth, ascending by time.
 *
 * Refuses as `findTrade` does.
 */
export function priceHistory(
  view: AccountView,
  name: string,
): Promise<Result<readonly PriceSnapshotRecord[]>> {
  return read(view, async (tx, account): Promise<Result<readonly PriceSnapshotRecord[]>> => {
    const found = await findTrade(tx, account, name)
    return found.ok ? ok(await tx.priceSnapshots(found.value.trade.id)) : found
  })
}
