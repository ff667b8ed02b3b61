import type pg from 'pg'
import { openPool } from '../src/adapters/postgres/connection-pool.ts'
import { openEmbeddedDatabase } from '../src/adapters/postgres/embedded-store.ts'
import { postgresBinaries } from '../test/support/postgres/postgres-binaries.ts'
import { startPostgres } from '../test/support/postgres/postgres-server.ts'
import { waitForServer } from '../test/support/postgres/test-database.ts'

/** A database, and how to leave it. */
export interface Database {
  readonly pool: pg.Pool
  close(): Promise<void>
}

/** A server of our own where one is installed, else the embedded database. */
export async function openDatabase(): Promise<Database> {
  const binaries = postgresBinaries()
  if (binaries === null) return openEmbeddedDatabase(null)
  const server = startPostgres(binaries)
  await server.started
  await (await waitForServer(server.url('postgres'))).end()
  const pool = openPool(server.url('postgres'))
  return {
    pool,
    async close() {
      await pool.end()
      await server.stop()
    },
  }
}
