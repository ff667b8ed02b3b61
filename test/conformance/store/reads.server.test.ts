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

  it('share a round trip when they are asked for together, each with its own values and rows', async () => {
    const single = oneConnection()
    try {
      const user = freshUser()
      const places = `select $1::text as said, pg_current_xact_id_if_assigned() is null as "isRead",
        now()::text as began, legwork_user() as "user"`
      const rows = await runReads(single, user, TRANSACTION_LIMITS, (session) =>
        Promise.all([
          session.rows<{ said: string; began: string; user: string }>(places, ['a']),
          session.rows<{ id: string }>('select unnest($1::text[]) as id order by id', [['y', 'x']]),
          session.rows('select 1 as one where false'),
          session.rows<{ said: string; began: string; user: string }>(places, ['b']),
        ]),
      )
      const [a, ids, none, b] = rows
      expect([a[0]!.said, b[0]!.said, ids, none]).toEqual(['a', 'b', [{ id: 'x' }, { id: 'y' }], []])
      expect([a[0]!.user, b[0]!.user]).toEqual([user, user])
      expect(a[0]!.began).toBe(b[0]!.began)
      expect((await single.query(CONTEXT)).rows).toMatchObject([{ user: '', role: 'postgres' }])
    } finally {
      await single.end()
    }
  })

  it('fail together, answer nothing of another, and leave the connection as it was', async () => {
    const single = oneConnection()
    try {
      const bad: readonly (readonly [string, readonly unknown[]])[] = [
        ['select 1 / 0', []],
        ['not sql', []],
        ['insert into user_settings default values', []],
        ['select $1::text', [{ toPostgres: () => fails() }]],
      ]
      for (const [text, values] of bad) {
        for (const place of [0, 1, 2]) {
          const asked = [1, 2].map((n) => [`select ${n} as n`, []] as const)
          const all = asked.toSpliced(place, 0, [text, values] as never)
          const ends = await runReads(single, freshUser(), TRANSACTION_LIMITS, (session) =>
            Promise.allSettled(all.map(([one, given]) => session.rows(one, given))),
          )
          expect(
            ends.map(({ status }) => status),
            `${text} at ${place}`,
          ).toEqual(['rejected', 'rejected', 'rejected'])
          expect((await single.query(CONTEXT)).rows, text).toMatchObject([{ user: '', role: 'postgres' }])
        }
      }
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

function fails(): never {
  throw new Error('a value that cannot be sent')
}
