import type { BreakRecord, BreakStore } from '../../ports/store/break-store.ts'
import { byNumberThenText } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** The breaks of a user's accounts. */
export function memoryBreaks(session: MemorySession): BreakStore {
  const open = new MemoryIndex<BreakRecord>(
    ({ account, resolvedAt }) => (resolvedAt === null ? account : null),
    byNumberThenText(
      ({ openedAt }) => openedAt,
      ({ id }) => id,
    ),
  )
  const breaks = new MemoryTable('breaks', session.journal, [open])
  return {
    async insertBreaks(records) {
      for (const record of records) {
        session.checkAccount(record.account)
        breaks.insert(record.id, record)
      }
    },
    async openBreaks(account) {
      return breaks.rows(open, account).all()
    },
    async resolveBreak(id, resolvedAt, resolution) {
      const stored = breaks.get(id)
      if (stored === undefined || stored.resolvedAt !== null) return false
      breaks.put(id, { ...stored, resolvedAt, resolution })
      return true
    },
  }
}
