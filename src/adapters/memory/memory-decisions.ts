import type { DecisionRecord, DecisionStore } from '../../ports/store/decision-store.ts'
import { byNumberThenText } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

const byTime = byNumberThenText<DecisionRecord>(
  ({ at }) => at,
  ({ id }) => id,
)

/** The decisions of a user's accounts. */
export function memoryDecisions(session: MemorySession): DecisionStore {
  const ofTrade = new MemoryIndex<DecisionRecord>(({ tradeId }) => tradeId, byTime)
  const ofAccount = new MemoryIndex<DecisionRecord>(({ account }) => account, byTime)
  const decisions = new MemoryTable('decisions', session.journal, [ofTrade, ofAccount])
  return {
    async insertDecisions(records) {
      for (const record of records) {
        session.checkAccount(record.account)
        decisions.insert(record.id, record)
      }
    },
    async decisionsOfTrade(tradeId) {
      return decisions.rows(ofTrade, tradeId).newest(Number.POSITIVE_INFINITY)
    },
    async recentDecisions(account, count) {
      return decisions.rows(ofAccount, account).newest(count)
    },
  }
}
