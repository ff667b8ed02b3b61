import { RISK_FLAGS, type RiskFlagRecord, type RiskStateStore } from '../../ports/store/risk-state-store.ts'
import { keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryTable } from './memory-table.ts'

/** The risk conditions of a user's accounts. */
export function memoryRiskState(session: MemorySession): RiskStateStore {
  const flags = new MemoryTable<RiskFlagRecord>('risk_state', session.journal)
  return {
    async riskFlags(account, day) {
      const records = RISK_FLAGS.map((flag) => flags.get(keyOf(account, flag)))
      return records.filter(
        (record) => record !== undefined && (record.day === null || record.day === day),
      ) as RiskFlagRecord[]
    },
    async raiseRiskFlag(record) {
      session.checkAccount(record.account)
      flags.put(keyOf(record.account, record.flag), record)
    },
    async clearRiskFlag(account, flag) {
      flags.delete(keyOf(account, flag))
    },
  }
}
