import { describe, expect, it } from 'vitest'
import { openPool } from '../../../src/adapters/postgres/connection-pool.ts'
import { runReads } from '../../../src/adapters/postgres/run-reads.ts'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { TRANSACTION_LIMITS } from '../../../src/adapters/postgres/transaction-runner.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'
import { freshUser, userWithAccount } from './contract.ts'

const CONTEXT = `select coalesce(current_setting('app.current_user', true), '') as "user", current_user as role,
  current_setting('transaction_read_only') as "readOnly", current_setting('statement_timeout') as "timeout"`

describe('reads on a server', () => {
  const pool = serverPool('store_reads')
  // One connection: whatever a read left behind, the next statement would find.
  const oneConnection = () => openPool(pool().options.connectionString!, { max: 1 })

  it('run as the user, in the role, and leave nothing of it to the next statement', async () => {
    const single = oneConnection()
    try {
      const before = (await single.query(CONTEXT)).rows
      const user = freshUser()
      const inside = await runReads(single, user, TRANSACTION_LIMITS, (session) => session.rows(CONTEXT))
      expect(inside).toEqual([{ user, role: 'legwork_app', readOnly: 'on', timeout: '15s' }])
      expect((await single.query(CONTEXT)).rows).toEqual(before)
      expect(before).toEqual([{ user: '', role: 'postgres', readOnly: 'off', timeout: '0' }])
    } finally {
      await single.end()
    }
  })

  it('leave nothing behind after one that failed, whatever it failed of', async () => {
    const single = oneConnection()
    try {
      const user = await userWithAccount(storeOnPool(pool()))
      const failing = [
        'select 1 / 0',
        'select * from nowhere',
        'not sql',
        'insert into user_settings default values',
      ]
      for (const text of failing) {
        const failed = runReads(single, user, TRANSACTION_LIMITS, (session) => session.rows(text))
        await expect(failed, text).rejects.toThrow()
        expect((await single.query(CONTEXT)).rows, text).toMatchObject([{ user: '', role: 'postgres' }])
      }
      const rows = await runReads(single, user, TRANSACTION_LIMITS, (session) =>
        session.rows('select account from broker_accounts'),
      )
      expect(rows).toHaveLength(1)
    } finally {
      await single.end()
    }
  })

  it('end a read that takes too long', async () => {
    const limits = { ...TRANSACTION_LIMITS, statementTimeoutMs: 50 }
    const slow = runReads(pool(), freshUser(), limits, (session) => session.rows('select pg_sleep(5)'))
    await expect(slow).rejects.toThrow('statement timeout')
  })
})
