import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type EmbeddedDatabase,
  embeddedStore,
  openEmbeddedDatabase,
} from '../../../src/adapters/postgres/embedded-store.ts'
import { FolderInUseError } from '../../../src/adapters/postgres/folder-lock.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import { schemaOf, storedSchema } from '../../support/postgres/stored-schema.ts'
import { ACCOUNT, accountRecord, positionRow } from './sample-records.ts'
import { testStoreContract } from './store-contract.ts'

/** A new database takes seconds to make. */
const OPENING_MS = 90_000

const folder = mkdtempSync(join(tmpdir(), 'legwork-embedded-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the embedded store', () => {
  let database: EmbeddedDatabase
  let store: Store
  beforeAll(async () => {
    database = await openEmbeddedDatabase(folder)
    await migrate(database.pool)
    store = storeOnPool(database.pool)
  }, OPENING_MS)
  afterAll(() => database.close())

  testStoreContract(() => store)

  it('has the schema that db/schema.sql says', async () => {
    expect(await schemaOf(database.pool)).toBe(storedSchema())
  })

  it('refuses a second opener and names the first', async () => {
    await expect(embeddedStore(folder)).rejects.toThrow(FolderInUseError)
    await expect(embeddedStore(folder)).rejects.toThrow(`in use by process ${process.pid} on `)
  })

  it('keeps the timers of the main thread running through a long query', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 5)
    await database.pool.query('select count(*) from generate_series(1, 1000000)')
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(2)
  })

  it('rolls back what a broken connection left open', async () => {
    const client = await database.pool.connect()
    await client.query('begin')
    await client.query('create table left_open (id integer)')
    client.release(new Error('broken'))
    const { rows } = await database.pool.query(`select to_regclass('left_open') as found`)
    expect(rows).toEqual([{ found: null }])
  })
})

describe('the embedded store on a folder', () => {
  it(
    'keeps its rows from one process to the next, in a folder for its owner alone',
    async () => {
      const first = await embeddedStore(folder)
      await first.transact('restart', async (tx) => {
        await tx.insertAccount(accountRecord())
        await tx.mirrorPositions(ACCOUNT, [positionRow('A')])
      })
      await first.close()
      chmodSync(folder, 0o755)
      const second = await embeddedStore(folder)
      expect(await second.transact('restart', (tx) => tx.positions(ACCOUNT))).toEqual([positionRow('A')])
      await second.close()
      await second.close()
      expect(statSync(folder).mode & 0o777).toBe(0o700)
    },
    OPENING_MS,
  )
})
