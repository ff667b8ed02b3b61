import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { Evidence } from '../../domain/trade/trade-command.ts'
import type { BrokerProfile } from '../../ports/broker-account.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Log } from '../../ports/log.ts'
import type { AccountStore } from '../../ports/store/account-store.ts'
import type { IntentStore, OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import type { OrderSyncDecision } from '../order-sync/decide-orders.ts'
import { LOOK_FOR_MS } from '../submission/resolve-unknown.ts'
import { commitSnapshot, type SnapshotTransaction } from './commit-snapshot.ts'
import { readProfile, readSnapshot, type SnapshotDesk, type SnapshotReading } from './read-snapshot.ts'
import type { SnapshotCommit } from './snapshot-commit.ts'
import type { SnapshotOutcome } from './snapshot-outcome.ts'

/** What a snapshot needs. */
export interface SnapshotDeps {
  readonly username: string
  readonly account: string
  readonly desk: SnapshotDesk
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Ids
  readonly log: Log
  readonly work: UnitOfWork<SnapshotTransaction>
  /** Failed exit attempts in a row that make EXIT_ERROR. */
  readonly attemptsAllowed: number
  readonly marketOf: (record: TradeRecord) => {
    readonly iv: number | null
    readonly underlying: number | null
  }
  /** Is told of the trades that a snapshot has closed, once each, however many callers share it. */
  readonly onClosed: (closings: OrderSyncDecision['closings']) => Promise<void>
}

/** What a reading is known by from its beginning. */
type Begun = Pick<SnapshotCommit, 'sequence' | 'epoch'>

/** How long a profile is good; status and option level change by hand, if ever. */
const PROFILE_MS = 3_600_000
/** Working orders that the list does not show are asked for by id, so many a snapshot. */
const ASKED_BY_ID = 5

/**
 * Mirrors one account: balances, positions and orders are read together and stored in one transaction under one
 * `snapshot_id`. Callers that come while a reading is under way share it, except that one who has just placed or
 * cancelled an order must not be given a reading that began before: `fresh` waits for the next.
 */
export class SnapshotSync {
  private readonly deps: SnapshotDeps
  private running: Promise<SnapshotOutcome> | null = null
  private next: Promise<SnapshotOutcome> | null = null
  private profile: BrokerProfile | null = null
  private profileAt = Number.NEGATIVE_INFINITY

  constructor(deps: SnapshotDeps) {
    this.deps = deps
  }

  /** One snapshot of the account. */
  syncTradierSnapshot(priority: CallPriority, fresh = false): Promise<SnapshotOutcome> {
    if (this.running === null) return this.start(priority)
    if (!fresh) return this.running
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = null
        // Whoever came first after the last reading has begun one by now, and it is as fresh.
        return this.running ?? this.start(priority)
      })
    return this.next
  }

  private start(priority: CallPriority): Promise<SnapshotOutcome> {
    this.running = this.run(priority).finally(() => {
      this.running = null
    })
    return this.running
  }

  private async run(priority: CallPriority): Promise<SnapshotOutcome> {
    const { desk, clock, log } = this.deps
    const { begun, working } = await this.begin()
    const reading = await readSnapshot(desk, clock, priority)
    if (reading.kind !== 'complete') {
      const outcome = await this.store(begun, reading, [], [])
      log.write('warn', '[snapshot]', `snapshot ${reading.kind}`, {
        trouble: reading.trouble,
        sequence: begun.sequence,
      })
      return outcome
    }
    const { found, unknown } = await this.askFor(working, reading.orders, priority)
    return this.store(begun, reading, found, unknown)
  }

  /**
   * Reads the account's profile when an hour has passed; the snapshots that follow carry it. Whoever looks for entries
   * asks for it: in the minute of the exits it would be a call for nothing.
   */
  async refreshProfile(priority: CallPriority): Promise<void> {
    const { desk, clock } = this.deps
    if (clock.now() - this.profileAt < PROFILE_MS) return
    const profile = await readProfile(desk, priority)
    if (profile === null) return
    this.profile = profile
    this.profileAt = clock.now()
  }

  /** Takes the next sequence and the intents whose orders should be shown. */
  private begin(): Promise<{ begun: Begun; working: readonly OrderIntent[] }> {
    const { work, username, account } = this.deps
    return work.transact(username, async (tx: AccountStore & IntentStore) => {
      const record = await tx.lockAccount(account)
      const sequence = record.lastSequence + 1
      await tx.saveAccount({ ...record, lastSequence: sequence })
      const working = (await tx.unsettledIntents(account)).filter(
        ({ brokerOrderId }) => brokerOrderId !== null,
      )
      return { begun: { sequence, epoch: record.epoch }, working }
    })
  }

  /**
   * Working orders of ours that the list leaves out (it rolls at midnight) are read one by one. One that was accepted a
   * moment ago may not be shown yet: that the broker does not know it says nothing of a reset.
   */
  private async askFor(
    working: readonly OrderIntent[],
    listed: readonly BrokerOrder[],
    priority: CallPriority,
  ): Promise<{ found: BrokerOrder[]; unknown: string[] }> {
    const shown = new Set(listed.map(({ id }) => id))
    const found: BrokerOrder[] = []
    const unknown: string[] = []
    const missing = working.filter(({ brokerOrderId }) => !shown.has(brokerOrderId!))
    for (const { brokerOrderId, sentAt, preparedAt } of missing.slice(0, ASKED_BY_ID)) {
      const read = await this.deps.desk.readOrder(brokerOrderId!, priority)
      if (!read.ok) continue
      if (read.value !== null) found.push(read.value)
      else if (this.deps.clock.now() - (sentAt ?? preparedAt) >= LOOK_FOR_MS) unknown.push(brokerOrderId!)
    }
    return { found, unknown }
  }

  private async store(
    { sequence, epoch }: Begun,
    reading: SnapshotReading,
    found: readonly BrokerOrder[],
    unknown: readonly string[],
  ): Promise<SnapshotOutcome> {
    const { work, username, account, ids, attemptsAllowed, marketOf, onClosed } = this.deps
    const id = ids.next()
    const breakIds = () => ids.next()
    const evidence = (reference: string): Evidence => ({
      actor: 'engine',
      at: reading.finishedAt,
      snapshotId: id,
      reference,
    })
    const outcome = await work.transact(username, (tx) =>
      commitSnapshot(tx, {
        id,
        account,
        sequence,
        epoch,
        reading,
        found,
        unknown,
        profile: this.profile,
        today: newYorkDayOf(reading.startedAt),
        evidence,
        attemptsAllowed,
        marketOf,
        newId: breakIds,
      }),
    )
    await onClosed(outcome.orders?.closings ?? [])
    return outcome
  }
}
