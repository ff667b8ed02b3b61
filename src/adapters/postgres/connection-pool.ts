import pg from 'pg'
import { VALUE_PARSERS } from './value-parser.ts'

const CONNECT_TIMEOUT_MS = 10_000

/** Statements of a few cycles and screens at once; a small server has a hundred connections in all. */
const MOST_CONNECTIONS = 10

/**
 * A pool of connections. A connection that the server drops says so as an event, which would end the process if nobody
 * heard it: an idle one is forgotten by the pool, and of a busy one the running statement fails, as its transaction
 * does.
 *
 * @param url `postgresql://user:password@host:5432/database?sslmode=verify-full`
 */
export function openPool(url: string, config: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'legwork',
    types: VALUE_PARSERS,
    ...config,
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
