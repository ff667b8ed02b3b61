import { invariant } from '../../domain/invariant.ts'
import type {
  AccountSnapshotRecord,
  AccountSnapshotStore,
  DailySummaryRecord,
  DailySummaryStore,
  PriceSnapshotRecord,
  PriceSnapshotStore,
} from '../../ports/store/price-snapshot-store.ts'
import { byNumberThenText, keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** The marks of a user's trades. */
export function memoryPriceSnapshots(
  session: MemorySession,
  accountOf: (tradeId: string) => string | undefined,
): PriceSnapshotStore & { marksOf(tradeId: string): readonly PriceSnapshotRecord[] } {
  const ofTrade = new MemoryIndex<PriceSnapshotRecord>(
    ({ tradeId }) => tradeId,
    byNumberThenText(
      ({ at }) => at,
      ({ kind }) => kind,
    ),
  )
  const marks = new MemoryTable('price_snapshots', session.journal, [ofTrade])
  const marksOf = (tradeId: string) => marks.rows(ofTrade, tradeId).all()
  return {
    marksOf,
    async insertPriceSnapshots(records) {
      for (const record of records) {
        const { tradeId, at, kind } = record
        const account = accountOf(tradeId)
        invariant(account !== undefined, `there is no trade ${tradeId} to mark`)
        const key = keyOf(tradeId, at, kind)
        if (marks.has(key)) continue
        marks.put(key, record)
        session.noteTrades(account)
      }
    },
    async priceSnapshots(tradeId) {
      return marksOf(tradeId)
    },
    async latestPriceSnapshots(tradeIds) {
      return tradeIds.toSorted().flatMap((id) => marks.rows(ofTrade, id).newest(1))
    },
  }
}

/** A user's accounts over time. */
export function memoryAccountSnapshots(session: MemorySession): AccountSnapshotStore {
  const ofAccount = new MemoryIndex<AccountSnapshotRecord>(
    ({ account }) => account,
    byNumberThenText(
      ({ at }) => at,
      ({ snapshotId }) => snapshotId,
    ),
  )
  const rows = new MemoryTable('account_snapshots', session.journal, [ofAccount])
  return {
    async insertAccountSnapshot(record) {
      session.checkAccount(record.account)
      const key = keyOf(record.account, record.snapshotId)
      if (!rows.has(key)) rows.put(key, record)
    },
    async latestAccountSnapshot(account) {
      return rows.rows(ofAccount, account).newest(1)[0] ?? null
    },
  }
}

/** The summaries of the days of a user's accounts. */
export function memoryDailySummaries(session: MemorySession): DailySummaryStore {
  const summaries = new MemoryTable<DailySummaryRecord>('daily_summaries', session.journal)
  return {
    async putDailySummary(record) {
      session.checkAccount(record.account)
      summaries.put(keyOf(record.account, record.day), record)
    },
    async dailySummary(account, day) {
      return summaries.get(keyOf(account, day)) ?? null
    },
  }
}
