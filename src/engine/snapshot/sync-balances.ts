import type { SnapshotRecord, SnapshotStore } from '../../ports/store/snapshot-store.ts'
import type { SnapshotCommit } from './snapshot-commit.ts'

/** Stores a reading as a snapshot, with the account's balances and profile as the broker gave them. */
export async function syncBalancesFromTradier(
  tx: SnapshotStore,
  commit: SnapshotCommit,
  state: SnapshotRecord['state'],
  trouble: string | null,
): Promise<void> {
  await tx.insertSnapshot(snapshotRecord(commit, state, trouble))
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
