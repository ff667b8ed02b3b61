import type pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPool } from '../../../src/adapters/postgres/connection-pool.ts'
import { postgresStore, storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import type { Session } from '../../../src/adapters/postgres/session.ts'
import { runTransaction, TRANSACTION_LIMITS } from '../../../src/adapters/postgres/transaction-runner.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'
import { fillOtherTables, fillTables } from './every-table.ts'
import { ACCOUNT, accountRecord } from './sample-records.ts'

/** All but the tables that belong to no user: the app role has no right on any of them, which the catalog test sees to. */
const TABLES = `select tablename as name from pg_tables
  where schemaname = 'public' and tablename <> 'schema_migrations' and tablename not like 'auth\\_%' order by tablename`

interface Counts {
  readonly mine: number
  readonly others: number
}

/** How many rows a transaction sees, by whose they are. */
async function countRows(session: Session, table: string, username: string): Promise<Counts> {
  const counts = await session.row<Counts>(
    `select count(*) filter (where username = $1)::integer as mine,
      count(*) filter (where username <> $1)::integer as others from ${table}`,
    [username],
  )
  return counts!
}

/** Runs as the app role without naming a user, as code that forgot to would. */
async function withoutUser<T>(pool: pg.Pool, text: string): Promise<pg.QueryResult<T & pg.QueryResultRow>> {
  const client = await pool.connect()
  try {
    await client.query('begin; set local role legwork_app')
    return await client.query(text)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

describe('row level security, as the app role', () => {
  const pool = serverPool('store_row_security')

  let tables: readonly string[] = []
  const asUser = <T>(username: string, work: (session: Session) => Promise<T>) =>
    runTransaction(pool(), username, TRANSACTION_LIMITS, work)

  beforeAll(async () => {
    const { rows } = await pool().query<{ readonly name: string }>(TABLES)
    tables = rows.map(({ name }) => name)
    for (const user of ['alice', 'bob']) {
      await fillTables(storeOnPool(pool()), user)
      await fillOtherTables(pool(), user)
    }
  })

  it('takes a role that is not the owner of the tables', async () => {
    const row = await asUser('alice', (session) => session.row(`select current_user, session_user`))
    expect(row).toEqual({ current_user: 'legwork_app', session_user: 'postgres' })
  })

  it('cannot see a row of another user, in any table, although both have some', async () => {
    for (const table of tables) {
      const { rows } = await pool().query(`select distinct username from ${table} order by 1`)
      expect(rows, table).toEqual([{ username: 'alice' }, { username: 'bob' }])
      const seen = await asUser('bob', (session) => countRows(session, table, 'bob'))
      expect(seen, table).toEqual({ mine: expect.any(Number), others: 0 })
      expect(seen.mine, table).toBeGreaterThan(0)
    }
  })

  it('cannot see any row without a user', async () => {
    for (const table of tables) {
      const { rows } = await withoutUser(pool(), `select count(*)::integer as count from ${table}`)
      expect(rows, table).toEqual([{ count: 0 }])
    }
  })

  it('cannot give a row away, take one or write one without a user', async () => {
    for (const table of tables) {
      const give = asUser('bob', (session) => session.write(`update ${table} set username = 'alice'`))
      await expect(give, table).rejects.toThrow(/row-level security|permission denied/)
      const copy = asUser('bob', (session) =>
        session.write(`insert into ${table} (username) values ('alice')`),
      )
      await expect(copy, table).rejects.toThrow(/row-level security|null value/)
      await expect(withoutUser(pool(), `insert into ${table} default values`), table).rejects.toThrow()
    }
  })

  it('cannot delete or change what another user has', async () => {
    for (const table of tables) {
      const before = await pool().query(`select * from ${table} where username = 'alice'`)
      for (const text of [`delete from ${table} where username = 'alice'`, `truncate ${table}`]) {
        await asUser('bob', (session) => session.write(text)).catch(() => 0)
      }
      const after = await pool().query(`select * from ${table} where username = 'alice'`)
      expect(after.rows, table).toEqual(before.rows)
    }
  })

  it('cannot change or delete what happened to a trade', async () => {
    for (const text of ['delete from trade_transitions', `update trade_transitions set type = 'x'`]) {
      await expect(asUser('alice', (session) => session.write(text))).rejects.toThrow('permission denied')
    }
  })

  it('is not carried over by a connection from one transaction to the next', async () => {
    const url = pool().options.connectionString!
    const single = openPool(url, { max: 1 })
    await runTransaction(single, 'alice', TRANSACTION_LIMITS, async () => 0)
    const { rows } = await single.query(
      `select current_user as role, coalesce(current_setting('app.current_user', true), '') as user,
        current_setting('statement_timeout') as timeout`,
    )
    expect(rows).toEqual([{ role: 'postgres', user: '', timeout: '0' }])
    await single.end()
  })

  it('lets a login that owns nothing work, as on a hosted server', async () => {
    await pool().query('create role visitor login; grant legwork_app to visitor')
    const directUrl = pool().options.connectionString!
    const store = await postgresStore({ databaseUrl: directUrl.replace('postgres@', 'visitor@'), directUrl })
    await store.transact('carol', (tx) => tx.insertAccount(accountRecord()))
    expect(await store.transact('carol', (tx) => tx.accounts())).toHaveLength(1)
    expect(await store.transact('dave', (tx) => tx.accountByName(ACCOUNT))).toBeNull()
    await store.close()
  })

  describe('a table that somebody forgot to secure', () => {
    it('shows every row to everybody, which is why the catalog is checked', async () => {
      const client = await pool().connect()
      await client.query('begin')
      await client.query('create table forgotten (username text not null default legwork_user())')
      await client.query(`insert into forgotten values ('alice'); grant select on forgotten to legwork_app`)
      await client.query(`set local role legwork_app; select set_config('app.current_user', 'bob', true)`)
      expect((await client.query('select * from forgotten')).rows).toEqual([{ username: 'alice' }])
      await client.query('rollback')
      client.release()
    })
  })
})
