import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { addCents, type Cents, cents } from '../../domain/money/cents.ts'
import { type BrokerOrder, isOver } from '../../ports/broker-order.ts'
import type { AccountRecord, AccountStore } from '../../ports/store/account-store.ts'
import type { BreakStore } from '../../ports/store/break-store.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import type { PositionReader, PositionRow } from '../../ports/store/position-reader.ts'
import type { RiskStateStore } from '../../ports/store/risk-state-store.ts'
import type { SnapshotRecord, SnapshotStore } from '../../ports/store/snapshot-store.ts'
import { type OrderSyncTransaction, syncOrdersFromTradier } from '../order-sync/sync-orders.ts'
import { type MirrorTransaction, syncPortfolioFromTradier } from '../portfolio-sync/sync-portfolio.ts'
import { type UnexplainedChange, unexplainedChanges } from './position-change.ts'
import type { SnapshotReading } from './read-snapshot.ts'
import { recordBreaks } from './record-breaks.ts'
import type { SnapshotCommit } from './snapshot-commit.ts'
import type { SnapshotOutcome } from './snapshot-outcome.ts'
import { suspectWipe } from './suspect-wipe.ts'
import { syncBalancesFromTradier } from './sync-balances.ts'

/** What the transaction of a snapshot reads and writes. */
export type SnapshotTransaction = AccountStore &
  SnapshotStore &
  PositionReader &
  MirrorTransaction &
  OrderSyncTransaction &
  BreakStore &
  RiskStateStore

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
  // What was read of the account before a person accepted that it was reset would be taken for the new account's.
  if (record.epoch !== commit.epoch) return outcome(commit, 'overtaken', `epoch ${record.epoch} has begun`)
  if (reading.kind !== 'complete') {
    await syncBalancesFromTradier(tx, commit, reading.kind, reading.trouble)
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
    await syncBalancesFromTradier(tx, commit, 'torn', trouble)
    return outcome(commit, 'torn', trouble)
  }
  await syncBalancesFromTradier(tx, commit, 'complete', null)
  await syncPortfolioFromTradier(tx, reading.positions, { account, snapshotId: id, at: reading.finishedAt })
  const orders = await syncOrdersFromTradier(tx, {
    account,
    epoch: record.epoch,
    seenBy: id,
    orders: listed.filter((order) => !seen.reused.has(order.id)),
    complete: true,
    listedAt: reading.startedAt,
    now: reading.finishedAt,
    evidence: commit.evidence,
    sequence,
    attemptsAllowed: commit.attemptsAllowed,
    marketOf: commit.marketOf,
  })
  await tx.saveAccount({ ...record, snapshotId: id })
  const breaks = await recordBreaks(tx, commit, { ...seen, strays: orders.strays })
  return { ...outcome(commit, 'complete', null), orders, breaks, wipe: seen.wipe }
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
  /** Ids of our orders' that the broker now gives to others: those are of an epoch that nobody has accepted yet. */
  readonly reused: ReadonlySet<string>
  /** Why the reading is only believed when a second one says the same; null for an ordinary one. */
  readonly doubt: string | null
}

/** Nothing can be said of changes before there was something to compare with. */
const NOTHING_SEEN: Seen = { changes: [], wipe: null, reused: new Set(), doubt: null }

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
  const reused = reusedIds(known, listed)
  const ordersAfter = listed.filter(({ id }) => !reused.has(id))
  const input = { before, after: reading.positions, ordersBefore: known, ordersAfter }
  const changes = unexplainedChanges(input)
  const stands = await tx.riskFlags(account, commit.today)
  // A reset that is suspected already waits for a person; to suspect it anew each minute would stop the mirror.
  const isKnown = stands.some(({ flag }) => flag === 'BROKER_RESET_SUSPECTED')
  const wipe = isKnown
    ? null
    : suspectWipe({
        unknownOrders: commit.unknown,
        reusedIds: [...reused],
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
  return { changes, wipe, reused, doubt: wipe ?? (allGone ? 'every position is gone at once' : null) }
}

/**
 * An order is created once: one of a known id and another time is another order. A working one of another hand is left
 * out: a broker may date it anew when its person changes it.
 */
function reusedIds(known: readonly OrderRecord[], listed: readonly BrokerOrder[]): ReadonlySet<string> {
  const fixed = known.filter(({ order, intentId }) => intentId !== null || isOver(order.status))
  const createdAt = new Map(fixed.map(({ order }) => [order.id, order.createdAt]))
  const others = listed.filter(({ id, createdAt: at }) => (createdAt.get(id) ?? at) !== at)
  return new Set(others.map(({ id }) => id))
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

/** What rows of the mirror had cost, long and short added up; null where one has no cost. */
function costOf(rows: readonly PositionRow[]): Cents | null {
  let sum = cents(0)
  for (const { costBasisPerContract, quantity } of rows) {
    if (costBasisPerContract === null) return null
    sum = addCents(sum, cents(Math.round(Math.abs(costBasisPerContract) * quantity)))
  }
  return sum
}

function outcome(
  { id, sequence, reading }: SnapshotCommit,
  state: SnapshotOutcome['state'],
  trouble: string | null,
): SnapshotOutcome {
  const at = reading.finishedAt
  return { state, snapshotId: id, sequence, at, trouble, reading, orders: null, breaks: [], wipe: null }
}
