import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** The name of the migrated database that tests copy. */
export const TEMPLATE = 'legwork_template'

const PATIENCE_MS = 60_000
const PAUSE_MS = 50

async function tryConnect(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url })
  // A server that is stopped cuts its connections.
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch {
    await client.end().catch(() => undefined)
    return null
  }
}

/** Asks again and again until there is an answer. */
async function until<T>(what: string, ask: () => Promise<T | null>, signal?: AbortSignal): Promise<T> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += PAUSE_MS) {
    signal?.throwIfAborted()
    const answer = await ask()
    if (answer !== null) return answer
    await sleep(PAUSE_MS)
  }
  throw new Error(`Waited ${PATIENCE_MS / 1_000} s in vain for ${what}.`)
}

/** A connection to a server that may still be starting; it may be called off. */
export function waitForServer(url: string, signal?: AbortSignal): Promise<pg.Client> {
  return until('the test server to start', () => tryConnect(url), signal)
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

/** A new database on the test server, a copy of the migrated one or empty, and its URL. */
export async function createTestDatabase(
  serverUrl: string,
  name: string,
  source: 'migrated' | 'empty' = 'migrated',
): Promise<string> {
  const admin = await waitForServer(serverUrl)
  try {
    await until('the migrated template', async () => {
      const { rowCount } = await admin.query('select from pg_database where datname = $1 and datistemplate', [
        TEMPLATE,
      ])
      return rowCount === 1 ? true : null
    })
    await admin.query(`create database ${name} template ${source === 'migrated' ? TEMPLATE : 'template0'}`)
  } finally {
    await admin.end()
  }
  return urlOf(serverUrl, name)
}
