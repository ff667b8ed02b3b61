import type { TestProject } from 'vitest/node'
import { openPool } from '../../../src/adapters/postgres/connection-pool.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'
import { TEMPLATE, waitForServer } from './test-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server's first database. */
    readonly postgresUrl: string
  }
}

/** Makes the migrated database that each test file copies; that it is a template says that it is finished. */
async function makeTemplate(server: PostgresServer, signal: AbortSignal): Promise<void> {
  await server.started
  const admin = await waitForServer(server.url('postgres'), signal)
  try {
    await admin.query(`create database ${TEMPLATE}`)
    const pool = openPool(server.url(TEMPLATE), { max: 1 })
    // A short run may stop the server while the pool is still letting go of its connection.
    pool.on('error', () => undefined)
    await migrate(pool)
    await pool.end()
    await admin.query(`alter database ${TEMPLATE} is_template true`)
  } finally {
    await admin.end()
  }
}

/**
 * One server for the whole run, started beside the tests and stopped after them. In CI its absence is a failure: there
 * the tests on a server are never left out silently.
 */
export function setup(project: TestProject): (() => Promise<void>) | undefined {
  const binaries = postgresBinaries()
  if (binaries === null) {
    if (process.env['CI'] !== undefined)
      throw new Error('CI needs a PostgreSQL server: apt-get install postgresql.')
    console.log('No PostgreSQL server is installed here: the tests of the store on a server are left out.')
    return undefined
  }
  const server = startPostgres(binaries)
  project.provide('postgresUrl', server.url('postgres'))
  const calledOff = new AbortController()
  let failure: unknown = null
  const template = makeTemplate(server, calledOff.signal).catch((error: unknown) => {
    // What fails because the run is over is no failure.
    if (!calledOff.signal.aborted) failure = error
  })
  return async () => {
    calledOff.abort()
    await server.stop()
    await template
    if (failure !== null) throw failure
  }
}
