import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AuthDatabase } from '../../src/adapters/auth/auth-database.ts'
import { connectionVariables } from '../../src/adapters/backup/postgres-tool.ts'
import { dumpServer } from '../../src/adapters/backup/server-dump.ts'
import { postgresStore } from '../../src/adapters/postgres/postgres-store.ts'
import { fillTables } from '../conformance/store/every-table.ts'
import { ACCOUNT } from '../conformance/store/sample-records.ts'
import { postgresBinaries } from '../support/postgres/postgres-binaries.ts'
import { type PostgresServer, startPostgres } from '../support/postgres/postgres-server.ts'
import { waitForServer } from '../support/postgres/test-database.ts'

const ROLES = join(import.meta.dirname, '../../deploy/postgres/roles.sql')
const folder = mkdtempSync(join(tmpdir(), 'legwork-roles-'))
let server: PostgresServer

// Roles belong to the whole server, so that this one is fresh.
beforeAll(async () => {
  server = startPostgres(postgresBinaries()!)
  await server.started
  const admin = await waitForServer(server.url('postgres'))
  await admin.end()
}, 90_000)
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

function as(login: string): string {
  const url = new URL(server.url('legwork'))
  url.username = login
  return url.href
}

it('makes a server on which the owner migrates, the login trades and the keeper dumps every user', async () => {
  const { status, stderr } = spawnSync(
    join(postgresBinaries()!, 'psql'),
    ['--no-psqlrc', `--file=${ROLES}`],
    {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        ...connectionVariables(server.url('postgres')),
        LEGWORK_DB_PASSWORD: "it's a password",
      },
    },
  )
  expect([status, stderr]).toEqual([0, ''])
  const store = await postgresStore({ databaseUrl: as('legwork_login'), directUrl: as('legwork_owner') })
  try {
    for (const user of ['ann', 'bob']) await fillTables(store, user)
    expect(await store.transact('ann', (tx) => tx.unfinishedTrades(ACCOUNT))).toHaveLength(1)
    // People sign in by the same login, in a role of their own.
    expect(await new AuthDatabase(store.pool).rows('select id from auth_users')).toEqual([])
    expect(await dumpServer(as('legwork_keeper'), join(folder, 'kept.dump'))).toEqual({
      ok: true,
      value: true,
    })
    for (const login of ['legwork_login', 'legwork_owner']) {
      expect(await dumpServer(as(login), join(folder, 'none.dump'))).toMatchObject({
        code: 'backup_role_must_read_everything',
      })
    }
  } finally {
    await store.close()
  }
}, 60_000)
