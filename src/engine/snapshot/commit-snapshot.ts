import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { addCents, type Cents, cents } from '../../domain/money/cents.ts'
import type { BrokerProfile } from '../../ports/broker-account.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { AccountRecord, AccountStore } from '../../ports/store/account-store.ts'
import type { BreakRecord, BreakStore } from '../../ports/store/break-store.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import type { PositionReader, PositionRow } from '../../ports/store/position-reader.ts'
import type { RiskStateStore } from '../../ports/store/risk-state-store.ts'
import type { SnapshotRecord, SnapshotStore } from '../../ports/store/snapshot-store.ts'
import { type OrderSyncTransaction, syncOrdersFromTradier } from '../order-sync/sync-orders.ts'
import type { SyncContext } from '../order-sync/trade-after-orders.ts'
import { type MirrorTransaction, syncPortfolioFromTradier } from '../portfolio-sync/sync-portfolio.ts'
import { classifyChange } from './classify-change.ts'
import { type UnexplainedChange, unexplainedChanges } from './position-change.ts'
import type { SnapshotReading } from './read-snapshot.ts'
import type { SnapshotOutcome } from './snapshot-outcome.ts'
import { suspectWipe } from './suspect-wipe.ts'

/** What the transaction of a snapshot reads and writes. */
export type SnapshotTransaction = AccountStore &
  SnapshotStore &
  PositionReader &
  MirrorTransaction &
  OrderSyncTransaction &
  BreakStore &
  RiskStateStore

/** A reading on its way into the store. */
export interface SnapshotCommit extends Pick<SyncContext, 'evidence' | 'attemptsAllowed' | 'marketOf'> {
  readonly id: string
  readonly account: string
  readonly sequence: number
  readonly reading: SnapshotReading
  /** Working orders of ours that the list did not show and that were found by their ids; and those unknown there. */
  readonly found: readonly BrokerOrder[]
  readonly unknown: readonly string[]
  readonly profile: BrokerProfile | null
  readonly today: TradingDay
  readonly newId: () => string
}

type CompleteReading = Extract<SnapshotReading, { kind: 'complete' }>

/**
 * Stores a reading, all of it in this transaction. One that is torn or failed is only noted. One that began before
 * another that is stored already is `overtaken` and changes nothing: the account never goes back in time.
 */
export async function commitSnapshot(
  tx: SnapshotTransaction,
  commit: SnapshotCommit,
): Promise<SnapshotOutcome> {
  const record = await tx.lockAccount(commit.account)
  const { reading } = commit
  if (reading.kind !== 'complete') {
    await tx.insertSnapshot(snapshotRecord(commit, reading.kind, reading.trouble))
    return outcome(commit, reading.kind, reading.trouble)
  }
  const previous = record.snapshotId === null ? null : await tx.snapshotById(record.snapshotId)
  if (previous !== null && previous.sequence > commit.sequence) {
    return outcome(commit, 'overtaken', `snapshot ${previous.sequence} is newer`)
  }
  return storeComplete(tx, commit, reading, record, previous)
}

async function storeComplete(
  tx: SnapshotTransaction,
  commit: SnapshotCommit,
  reading: CompleteReading,
  record: AccountRecord,
  previous: SnapshotRecord | null,
): Promise<SnapshotOutcome> {
  const { account, id, sequence } = commit
  const listed = [...reading.orders, ...commit.found]
  const seen = previous === null ? NOTHING_SEEN : await compare(tx, commit, reading, record, previous, listed)
  if (seen.doubt !== null && !(await isConfirmed(tx, account))) {
    // An empty answer that comes once is the broker's mistake more often than its truth.
    const trouble = `${UNCONFIRMED} ${seen.doubt}`
    await tx.insertSnapshot(snapshotRecord(commit, 'torn', trouble))
    return outcome(commit, 'torn', trouble)
  }
  await tx.insertSnapshot(snapshotRecord(commit, 'complete', null))
  await syncPortfolioFromTradier(tx, reading.positions, { account, snapshotId: id, at: reading.finishedAt })
  const orders = await syncOrdersFromTradier(tx, {
    account,
    epoch: record.epoch,
    seenBy: id,
    orders: listed,
    complete: true,
    listedAt: reading.startedAt,
    now: reading.finishedAt,
    evidence: commit.evidence,
    sequence,
    attemptsAllowed: commit.attemptsAllowed,
    marketOf: commit.marketOf,
  })
  await tx.saveAccount({ ...record, snapshotId: id })
  const fresh = await withoutReversals(tx, commit, seen.changes)
  const breaks = breakRecords(commit, fresh, seen.wipe, orders.strays)
  if (breaks.length > 0) await tx.insertBreaks(breaks)
  await raiseFlags(tx, commit, seen.wipe, orders.strays.length)
  return { ...outcome(commit, 'complete', null), orders, breaks, wipe: seen.wipe }
}

/**
 * The changes that are news. One that undoes a difference which stands open (a position that was shown a minute after
 * its fill) resolves that break instead of opening another.
 */
async function withoutReversals(
  tx: BreakStore,
  { account, reading }: SnapshotCommit,
  changes: readonly UnexplainedChange[],
): Promise<readonly UnexplainedChange[]> {
  if (changes.length === 0) return changes
  const open = await tx.openBreaks(account)
  const fresh: UnexplainedChange[] = []
  for (const change of changes) {
    const undone = open.find(
      ({ symbol, difference }) => symbol === change.symbol && difference === -change.difference,
    )
    if (undone === undefined) fresh.push(change)
    else await tx.resolveBreak(undone.id, reading.finishedAt, 'the difference was undone')
  }
  return fresh
}

/** What stands at the beginning of the trouble of a reading that the next one must confirm. */
const UNCONFIRMED = 'to be confirmed:'

async function isConfirmed(tx: SnapshotStore, account: string): Promise<boolean> {
  const [latest] = await tx.latestSnapshots(account, 1)
  return latest?.state === 'torn' && latest.trouble?.startsWith(UNCONFIRMED) === true
}

/** What is different from the last complete snapshot. */
interface Seen {
  readonly changes: readonly UnexplainedChange[]
  readonly wipe: string | null
  /** Why the reading is only believed when a second one says the same; null for an ordinary one. */
  readonly doubt: string | null
}

/** Nothing can be said of changes before there was something to compare with. */
const NOTHING_SEEN: Seen = { changes: [], wipe: null, doubt: null }

async function compare(
  tx: SnapshotTransaction,
  commit: SnapshotCommit,
  reading: CompleteReading,
  { account, epoch }: AccountRecord,
  previous: SnapshotRecord,
  listed: readonly BrokerOrder[],
): Promise<Seen> {
  const before = await tx.positions(account)
  const ids = listed.map((order) => order.id)
  const known = await tx.ordersByIds(account, epoch, ids)
  const input = { before, after: reading.positions, ordersBefore: known, ordersAfter: listed }
  const changes = unexplainedChanges(input)
  const wipe = suspectWipe({
    unknownOrders: commit.unknown,
    ordersOfToday: await ordersOfDay(tx, account, epoch, commit.today, reading),
    listed,
    positionsBefore: before.length,
    positionsAfter: reading.positions.length,
    changes,
    equityBefore: previous.balances?.totalEquity ?? null,
    equityAfter: reading.balances.totalEquity,
    costGone: costOf(before),
  })
  const allGone = before.length > 0 && reading.positions.length === 0 && changes.length > 0
  return { changes, wipe, doubt: wipe ?? (allGone ? 'every position is gone at once' : null) }
}

/** Orders that the broker created on this New York day and that an earlier snapshot showed. */
async function ordersOfDay(
  tx: SnapshotTransaction,
  account: string,
  epoch: number,
  today: TradingDay,
  reading: CompleteReading,
): Promise<readonly OrderRecord[]> {
  // A day of New York begins at most 30 hours before any instant in it, whatever the clocks do.
  const since = instant(reading.startedAt - 30 * 3_600_000)
  const recent = await tx.ordersCreatedSince(account, epoch, since)
  return recent.filter(({ order }) => newYorkDayOf(order.createdAt) === today)
}

async function raiseFlags(
  tx: RiskStateStore,
  { account, reading }: SnapshotCommit,
  wipe: string | null,
  strays: number,
): Promise<void> {
  const flag = { account, day: null, raisedAt: reading.finishedAt, counted: [] }
  if (wipe !== null) await tx.raiseRiskFlag({ ...flag, flag: 'BROKER_RESET_SUSPECTED', reason: wipe })
  if (strays > 0) {
    const reason = `${strays} orders carry a tag of ours and no intent explains them`
    await tx.raiseRiskFlag({ ...flag, flag: 'UNKNOWN_ORDER_SEEN', reason })
  }
}

/** What rows of the mirror had cost, long and short added up; null where one has no cost. */
function costOf(rows: readonly PositionRow[]): Cents | null {
  let sum = cents(0)
  for (const { costBasisPerContract, quantity } of rows) {
    if (costBasisPerContract === null) return null
    sum = addCents(sum, cents(Math.abs(costBasisPerContract) * quantity))
  }
  return sum
}

function breakRecords(
  commit: SnapshotCommit,
  changes: readonly UnexplainedChange[],
  wipe: string | null,
  strays: readonly BrokerOrder[],
): BreakRecord[] {
  const { account, id, reading, today, newId } = commit
  const base = { account, snapshotId: id, openedAt: reading.finishedAt, resolvedAt: null, resolution: null }
  const found = changes.map((change): BreakRecord => {
    const { symbol, difference, before, after, filled } = change
    const cause = wipe === null ? classifyChange(change, changes, today) : 'wipe'
    return { ...base, id: newId(), symbol, cause, difference, evidence: { before, after, filled, wipe } }
  })
  const orphans = strays.map((order): BreakRecord => {
    const evidence = { order: order.id, tag: order.tag, status: order.status }
    const symbol = order.underlying ?? order.id
    return {
      ...base,
      id: newId(),
      symbol,
      cause: 'unknown_order',
      difference: order.filledQuantity,
      evidence,
    }
  })
  if (wipe === null || found.length > 0) return [...found, ...orphans]
  return [
    { ...base, id: newId(), symbol: 'account', cause: 'wipe', difference: 0, evidence: { wipe } },
    ...orphans,
  ]
}

function snapshotRecord(
  { id, account, sequence, reading, profile }: SnapshotCommit,
  state: SnapshotRecord['state'],
  trouble: string | null,
): SnapshotRecord {
  const { startedAt, finishedAt } = reading
  const read = reading.kind === 'complete' ? reading : null
  return {
    id,
    account,
    sequence,
    startedAt,
    finishedAt,
    state,
    trouble,
    positionCount: read?.positions.length ?? null,
    orderCount: read?.orders.length ?? null,
    balances: read?.balances ?? null,
    profile,
  }
}

function outcome(
  { id, sequence, reading }: SnapshotCommit,
  state: SnapshotOutcome['state'],
  trouble: string | null,
): SnapshotOutcome {
  const at = reading.finishedAt
  return { state, snapshotId: id, sequence, at, trouble, reading, orders: null, breaks: [], wipe: null }
}
