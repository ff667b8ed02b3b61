import type { Instant } from '../../domain/calendar/instant.ts'
import type { BrokerBalances, BrokerProfile } from '../broker-account.ts'

/**
 * One reading of balances, positions and orders together. `torn`: the orders changed while the positions were read,
 * again and again; `failed`: a part could not be read. Neither is evidence of anything, least of all of absence.
 */
export interface SnapshotRecord {
  readonly id: string
  readonly account: string
  /** In the order of the beginnings of the readings. */
  readonly sequence: number
  readonly startedAt: Instant
  readonly finishedAt: Instant
  readonly state: 'complete' | 'torn' | 'failed'
  /** Why it is not complete, for people; null when it is. */
  readonly trouble: string | null
  readonly positionCount: number | null
  readonly orderCount: number | null
  readonly balances: BrokerBalances | null
  readonly profile: BrokerProfile | null
}

/** The snapshots of the user's accounts. */
export interface SnapshotStore {
  insertSnapshot(record: SnapshotRecord): Promise<void>
  snapshotById(id: string): Promise<SnapshotRecord | null>
  /** The newest first. */
  latestSnapshots(account: string, count: number): Promise<readonly SnapshotRecord[]>
  /** How many complete snapshots the account has with a sequence above this. */
  completeSnapshotsAfter(account: string, sequence: number): Promise<number>
}
