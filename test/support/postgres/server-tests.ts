import type pg from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { openPool } from '../../../src/adapters/postgres/connection-pool.ts'
import { createTestDatabase } from './test-database.ts'

/** Making a database may wait for a server that is still starting. */
const OPENING_MS = 90_000

/**
 * Registers tests that need a database of their own on the test server. Where no server is installed they are left
 * out, which one line says; CI refuses to run without a server.
 */
export function describeOnServer(
  name: string,
  database: string,
  source: 'migrated' | 'empty',
  tests: (pool: () => pg.Pool) => void,
): void {
  const serverUrl = inject('postgresUrl')
  if (serverUrl === null) {
    console.log(`No PostgreSQL server is installed here: ${name} is not tested.`)
    return
  }
  describe(name, () => {
    let pool: pg.Pool
    beforeAll(async () => {
      pool = openPool(await createTestDatabase(serverUrl, database, source))
    }, OPENING_MS)
    afterAll(() => pool.end())
    tests(() => pool)
  })
}
