import type pg from 'pg'
import { ContextRead, type ReadContext } from './context-read.ts'
import { Session, type Statements } from './session.ts'
import { APP_ROLE, checkUser, type TransactionLimits } from './transaction-runner.ts'

function sendOn(
  client: pg.PoolClient,
  context: ReadContext,
  statement: { readonly text: string; readonly values: unknown[] },
): Promise<readonly pg.QueryResult[]> {
  return new Promise((resolve, reject) => {
    client.query(
      new ContextRead(context, statement, (error, results) => (error ? reject(error) : resolve(results))),
    )
  })
}

/** Each statement on a connection of its own, for as long as it takes. */
function readsOf(pool: pg.Pool, context: ReadContext): Statements {
  return {
    async query<Row extends object>(statement: { readonly text: string; readonly values: unknown[] }) {
      const client = await pool.connect()
      try {
        const results = await sendOn(client, context, statement)
        return results[1] as pg.QueryResult<Row>
      } finally {
        client.release()
      }
    },
  }
}

/**
 * Runs reads as a user, each in one round trip and by itself: under READ COMMITTED each statement of a transaction sees
 * what is committed when it begins, so that a transaction around them would add nothing but its own round trips.
 *
 * @throws {InvariantViolation} without a user, and when the work writes or locks
 */
export async function runReads<T>(
  pool: pg.Pool,
  username: string,
  { statementTimeoutMs }: TransactionLimits,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  checkUser(username)
  const session = new Session(readsOf(pool, { username, statementTimeoutMs, role: APP_ROLE }))
  try {
    return await work(session)
  } finally {
    session.close()
  }
}
