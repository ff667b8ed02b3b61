import type pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { openPool } from '../../../src/adapters/postgres/connection-pool.ts'
import { createTestDatabase } from './test-database.ts'

/** Making a database may wait for a server that is still starting. */
const OPENING_MS = 90_000

/**
 * A database of the suite's own on the test server, made before its tests and left after them. Only for files named
 * `*.server.test.ts`, which do not run where no server is installed.
 */
export function serverPool(database: string, source: 'migrated' | 'empty' = 'migrated'): () => pg.Pool {
  let pool: pg.Pool
  beforeAll(async () => {
    pool = openPool(await createTestDatabase(inject('postgresUrl'), database, source))
  }, OPENING_MS)
  afterAll(() => pool.end())
  return () => pool
}
