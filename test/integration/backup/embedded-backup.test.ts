import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openEmbeddedDatabase } from '../../../src/adapters/postgres/embedded-store.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { embeddedDump } from '../../../src/app/backup/database-dump.ts'
import { makeBackup } from '../../../src/app/backup/make-backup.ts'
import { restoreBackup } from '../../../src/app/backup/restore-backup.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { fillOtherTables, fillTables } from '../../conformance/store/every-table.ts'
import { tableDigests } from '../../support/postgres/table-digests.ts'

const root = mkdtempSync(join(tmpdir(), 'legwork-backup-'))
afterAll(() => rmSync(root, { recursive: true }))
const NOW = instant(Date.UTC(2026, 10, 25, 7))
const folderOf = (name: string): string => join(root, name)
const placeOf = (name: string) => ({
  dataFolder: folderOf(name),
  databaseUrl: null,
  directUrl: null,
  backupUrl: null,
})

describe('a backup of the embedded database', () => {
  it('restored into an empty folder has every row of every user, and the exchange beside it', async () => {
    const database = await openEmbeddedDatabase(folderOf('first'))
    await migrate(database.pool)
    for (const user of ['ann', 'bob']) {
      await fillTables(storeOnPool(database.pool), user)
      await fillOtherTables(database.pool, user)
    }
    const before = await tableDigests(database.pool)
    expect(before.filter(({ rows }) => rows < 2)).toEqual([])
    writeFileSync(join(folderOf('first'), 'exchange-SYN1.json'), '{"marketTime":1}', { mode: 0o600 })
    const made = await makeBackup({
      dataFolder: folderOf('first'),
      dump: embeddedDump(database.dump),
      folder: folderOf('backups'),
      keepDays: 14,
      now: NOW,
    })
    if (!made.ok) throw new Error(made.message)
    expect(await tableDigests(database.pool)).toEqual(before)
    await database.close()
    expect(statSync(folderOf('backups')).mode & 0o777).toBe(0o700)
    expect(readdirSync(folderOf('backups')).sort()).toEqual([
      'legwork-2026-11-25T07-00-00Z.embedded.tar.gz',
      'legwork-2026-11-25T07-00-00Z.exchange-SYN1.json',
    ])
    for (const file of readdirSync(folderOf('backups')))
      expect(statSync(join(folderOf('backups'), file)).mode & 0o777).toBe(0o600)

    const restored = await restoreBackup(made.value.file, placeOf('second'))
    expect(restored).toMatchObject({ ok: true, value: { beside: 1, migrated: [] } })
    const again = await openEmbeddedDatabase(folderOf('second'))
    // All but the claims of the process that made it.
    const rest = (digests: typeof before) => digests.filter(({ table }) => table !== 'leases')
    const after = await tableDigests(again.pool)
    expect(rest(after)).toEqual(rest(before))
    expect(after.find(({ table }) => table === 'leases')!.rows).toBe(0)
    await again.close()
    expect(readFileSync(join(folderOf('second'), 'exchange-SYN1.json'), 'utf8')).toBe('{"marketTime":1}')

    // What is there is never overwritten.
    for (const taken of ['first', 'second'])
      expect(await restoreBackup(made.value.file, placeOf(taken))).toMatchObject({
        code: 'database_must_be_empty',
      })
    expect(await restoreBackup(join(root, 'none.dump'), placeOf('third'))).toMatchObject({
      code: 'backup_must_be_one_of_ours',
    })
    const server = { ...placeOf('third'), databaseUrl: 'postgresql://nobody@localhost/none' }
    expect(await restoreBackup(made.value.file, server)).toMatchObject({
      code: 'backup_must_fit_the_database',
    })
  }, 60_000)

  it('keeps some days and always the newest, and leaves no part of one that failed', async () => {
    const folder = folderOf('kept')
    const make = (day: number, write: (path: string) => Promise<void> = async () => undefined) =>
      makeBackup({
        dataFolder: root,
        dump: {
          ending: '.dump',
          async write(path) {
            await write(path)
            return { ok: true, value: true }
          },
        },
        folder,
        keepDays: 3,
        now: instant(Date.UTC(2026, 10, day, 7)),
      })
    for (const day of [1, 2, 3, 4, 5]) expect(await make(day)).toMatchObject({ ok: true })
    writeFileSync(join(folder, 'mine.txt'), 'not a backup')
    const kept = ['02', '03', '04', '05'].map((day) => `legwork-2026-11-${day}T07-00-00Z.dump`)
    expect(readdirSync(folder).sort()).toEqual([...kept, 'mine.txt'])
    await expect(
      make(20, () => {
        throw new Error('the disk is gone')
      }),
    ).rejects.toThrow('the disk is gone')
    expect(readdirSync(folder).sort()).toEqual([...kept, 'mine.txt'])
    const refused = await makeBackup({
      dataFolder: root,
      dump: { ending: '.dump', write: async () => ({ ok: false, code: 'no', message: 'No.' }) },
      folder,
      keepDays: 3,
      now: instant(Date.UTC(2026, 11, 20)),
    })
    expect(refused).toMatchObject({ code: 'no' })
    expect(readdirSync(folder).sort()).toEqual([...kept, 'mine.txt'])
  })
})
