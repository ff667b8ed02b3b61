import { describe, expect, it } from 'vitest'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { tenConcurrentEntries } from '../../support/engine/concurrent-entries.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'

describe('limits of an account whose store is a server', () => {
  const pool = serverPool('incident_limits')

  it('B-01 2 open of 3 and ten entries at once over two engines: exactly one order is sent', async () => {
    const { outcomes, placed } = await tenConcurrentEntries(storeOnPool(pool()))
    expect(placed).toBe(1)
    expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(1)
    const refused = outcomes.filter((one) => one.kind === 'not_sent')
    expect(refused.map((one) => one.code)).toEqual(Array(9).fill('limit_symbol_count'))
  })
})
