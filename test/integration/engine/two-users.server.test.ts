import type pg from 'pg'
import { describe, expect, it } from 'vitest'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { runTransaction, TRANSACTION_LIMITS } from '../../../src/adapters/postgres/transaction-runner.ts'
import { USER } from '../../support/engine/trading-world.ts'
import { expectApart, liveSideBySide, NEIGHBOUR } from '../../support/engine/two-users.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'

const OWNED = `select table_name as name from information_schema.columns
  where table_schema = 'public' and column_name = 'username' order by 1`

async function ownedTables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ readonly name: string }>(OWNED)
  return rows.map(({ name }) => name)
}

/** Rows of every table by the users whose they are, as the server's owner sees them. */
async function usersOf(pool: pg.Pool, table: string): Promise<string[]> {
  const { rows } = await pool.query<{ readonly username: string }>(`select distinct username from ${table}`)
  return rows.map(({ username }) => username)
}

describe('two users’ engines side by side on one server', () => {
  const pool = serverPool('two_users')

  it('C-01: never see each other’s rows; both are worked for; without a user there are none', async () => {
    await expectApart(await liveSideBySide(storeOnPool(pool())))
    const tables = await ownedTables(pool())
    const shared: string[] = []
    for (const table of tables) {
      const users = await usersOf(pool(), table)
      if (users.length === 2) shared.push(table)
      for (const username of [USER, NEIGHBOUR]) {
        const seen = await runTransaction(pool(), username, TRANSACTION_LIMITS, (session) =>
          session.rows<{ readonly username: string }>(`select distinct username from ${table}`),
        )
        expect(seen.map((row) => row.username)).toEqual(users.filter((one) => one === username))
      }
    }
    // Both have rows in all that an engine writes, so that there was something to be kept from the other.
    expect(shared).toEqual(
      expect.arrayContaining([
        'broker_snapshots',
        'order_intents',
        'orders',
        'portfolio_positions',
        'trades',
      ]),
    )
    const client = await pool().connect()
    try {
      await client.query('begin; set local role legwork_app')
      for (const table of tables) {
        const { rowCount } = await client.query(`select from ${table}`)
        expect([table, rowCount]).toEqual([table, 0])
      }
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})
