import { invariant } from '../../domain/invariant.ts'
import type { VolatilityRecord, VolatilityStore } from '../../ports/store/volatility-store.ts'
import { byText, keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** The past of implied volatility as a user's engines wrote it down. */
export function memoryVolatilities(session: MemorySession): VolatilityStore {
  const ofUnderlying = new MemoryIndex<VolatilityRecord>(
    ({ underlying }) => underlying,
    byText(({ day }) => day),
  )
  const days = new MemoryTable('implied_volatilities', session.journal, [ofUnderlying])
  return {
    async putVolatility(record) {
      const { underlying, day, volatility } = record
      const isNumber = volatility > 0 && volatility < Number.POSITIVE_INFINITY
      invariant(isNumber, `the volatility of ${underlying} on ${day} is ${volatility}`)
      days.put(keyOf(underlying, day), record)
    },
    async volatilities(underlying, from, to) {
      const back = days.rows(ofUnderlying, underlying).lastWhile(({ day }) => day >= from)
      return back.filter(({ day }) => day <= to)
    },
  }
}
