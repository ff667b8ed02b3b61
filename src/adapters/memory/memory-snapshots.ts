import type { SnapshotRecord, SnapshotStore } from '../../ports/store/snapshot-store.ts'
import { byNumberThenText, keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

const bySequence = byNumberThenText<SnapshotRecord>(
  ({ sequence }) => sequence,
  ({ id }) => id,
)

/** The snapshots of a user's accounts. */
export function memorySnapshots(session: MemorySession): SnapshotStore {
  const ofAccount = new MemoryIndex<SnapshotRecord>(({ account }) => account, bySequence)
  const complete = new MemoryIndex<SnapshotRecord>(
    ({ account, state }) => (state === 'complete' ? account : null),
    bySequence,
  )
  const snapshots = new MemoryTable('broker_snapshots', session.journal, [ofAccount, complete])
  const ids = new MemoryTable<string>('the sequence of broker_snapshots', session.journal)
  return {
    async insertSnapshot(record) {
      session.checkAccount(record.account)
      snapshots.insert(record.id, record)
      ids.insert(keyOf(record.account, record.sequence), record.id)
    },
    async snapshotById(id) {
      return snapshots.get(id) ?? null
    },
    async latestSnapshots(account, count) {
      return snapshots.rows(ofAccount, account).newest(count)
    },
    async completeSnapshotsAfter(account, sequence) {
      return snapshots.rows(complete, account).lastWhile((row) => row.sequence > sequence).length
    },
  }
}
