import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { dumpServer } from '../../../src/adapters/backup/server-dump.ts'
import { openPool } from '../../../src/adapters/postgres/connection-pool.ts'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { runTransaction, TRANSACTION_LIMITS } from '../../../src/adapters/postgres/transaction-runner.ts'
import { serverDump } from '../../../src/app/backup/database-dump.ts'
import { makeBackup } from '../../../src/app/backup/make-backup.ts'
import { restoreBackup } from '../../../src/app/backup/restore-backup.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { fillOtherTables, fillTables } from '../../conformance/store/every-table.ts'
import { catalogFindings } from '../../support/postgres/catalog-findings.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'
import { tableDigests } from '../../support/postgres/table-digests.ts'
import { createTestDatabase } from '../../support/postgres/test-database.ts'

const USERS = ['ann', 'bob']
const root = mkdtempSync(join(tmpdir(), 'legwork-backup-'))
afterAll(() => rmSync(root, { recursive: true }))

/** The URL of a database for another login; the test server asks for no password. */
function as(login: string, url: string): string {
  const other = new URL(url)
  other.username = login
  return other.href
}

describe('a backup of a server', () => {
  const pool = serverPool('backup_source')
  let url = ''
  beforeAll(async () => {
    const found = new URL(inject('postgresUrl'))
    found.pathname = '/backup_source'
    url = found.href
    for (const user of USERS) {
      await fillTables(storeOnPool(pool()), user)
      await fillOtherTables(pool(), user)
    }
    await pool().query('create role backup_keeper login in role legwork_backup')
    await pool().query('create role backup_nobody login in role legwork_app')
  })

  it('by the backup role, restored into an empty database, has every row of every user', async () => {
    const before = await tableDigests(pool())
    expect(before.filter(({ rows }) => rows < 2)).toEqual([])
    const made = await makeBackup({
      dataFolder: root,
      dump: serverDump(as('backup_keeper', url)),
      folder: join(root, 'backups'),
      keepDays: null,
      now: instant(Date.UTC(2026, 10, 25, 7)),
    })
    if (!made.ok) throw new Error(made.message)
    expect(statSync(made.value.file).mode & 0o777).toBe(0o600)

    const empty = await createTestDatabase(inject('postgresUrl'), 'backup_target', 'empty')
    const place = { dataFolder: join(root, 'data'), databaseUrl: empty, directUrl: empty, backupUrl: null }
    expect(await restoreBackup(made.value.file, place)).toMatchObject({ ok: true, value: { migrated: [] } })
    const restored = openPool(empty, { max: 1 })
    try {
      expect(await tableDigests(restored)).toEqual(before)
      // The walls between users come back with the rows.
      for (const user of USERS) {
        const seen = await runTransaction(restored, user, TRANSACTION_LIMITS, (session) =>
          session.rows<{ readonly username: string }>('select distinct username from trades'),
        )
        expect(seen).toEqual([{ username: user }])
      }
      const client = await restored.connect()
      expect(await catalogFindings(client).finally(() => client.release())).toEqual([])
    } finally {
      await restored.end()
    }
    expect(await restoreBackup(made.value.file, place)).toMatchObject({ code: 'database_must_be_empty' })
  }, 60_000)

  it('is restored by an owner who is no superuser', async () => {
    await pool().query('create role backup_owner login createrole')
    await pool().query('grant legwork_app to backup_owner with admin option')
    await pool().query('grant legwork_worker to backup_owner with admin option')
    const file = join(root, 'owned.dump')
    expect(await dumpServer(url, file)).toMatchObject({ ok: true })
    const empty = await createTestDatabase(inject('postgresUrl'), 'backup_owned', 'empty')
    await pool().query('alter database backup_owned owner to backup_owner')
    const owned = as('backup_owner', empty)
    const place = { dataFolder: join(root, 'owned'), databaseUrl: owned, directUrl: owned, backupUrl: null }
    expect(await restoreBackup(file, place)).toMatchObject({ ok: true })
    const restored = openPool(empty, { max: 1 })
    try {
      expect(await tableDigests(restored)).toEqual(await tableDigests(pool()))
    } finally {
      await restored.end()
    }
  }, 60_000)

  it('is refused with what to do where rows would be missing, and never made in part', async () => {
    const code = 'backup_role_must_read_everything'
    const file = join(root, 'refused.dump')
    const refused = await dumpServer(as('backup_nobody', url), file)
    expect(refused).toMatchObject({ code })
    expect(refused.ok ? '' : refused.message).toContain('may not become legwork_backup')
    await pool().query('revoke select on trades from legwork_backup')
    try {
      const unreadable = await dumpServer(as('backup_keeper', url), file)
      expect(unreadable.ok ? '' : unreadable.message).toContain('may not read trades')
    } finally {
      await pool().query('grant select on trades to legwork_backup')
    }
    const password = 'hunter2-of-the-test'
    const unreachable = await dumpServer(`postgresql://keeper:${password}@127.0.0.1:9/none`, file)
    expect(unreachable).toMatchObject({ code: 'database_must_be_reachable' })
    expect(JSON.stringify(unreachable)).not.toContain(password)
  })
})
