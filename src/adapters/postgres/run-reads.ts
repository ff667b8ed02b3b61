import type pg from 'pg'
import { invariant } from '../../domain/invariant.ts'
import { ContextRead, type ReadContext, type ReadStatement } from './context-read.ts'
import { Session, type Statements } from './session.ts'
import { APP_ROLE, checkUser, type TransactionLimits } from './transaction-runner.ts'

interface Waiting {
  readonly statement: ReadStatement
  readonly resolve: (result: pg.QueryResult) => void
  readonly reject: (error: unknown) => void
}

function sendOn(
  client: pg.PoolClient,
  context: ReadContext,
  [first, ...others]: readonly ReadStatement[],
): Promise<readonly pg.QueryResult[]> {
  return new Promise((resolve, reject) => {
    client.query(
      new ContextRead(context, [first!, ...others], (error, results) =>
        error ? reject(error) : resolve(results),
      ),
    )
  })
}

async function readTogether(pool: pg.Pool, context: ReadContext, asked: readonly Waiting[]): Promise<void> {
  try {
    const client = await pool.connect()
    try {
      const statements = asked.map(({ statement }) => statement)
      const results = await sendOn(client, context, statements)
      invariant(results.length === asked.length + 1, 'every statement of a round trip has one result')
      for (const [i, { resolve }] of asked.entries()) resolve(results[i + 1]!)
    } finally {
      client.release()
    }
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}

/** The statements that are asked for in the same breath share a round trip, on a connection for as long as it takes. */
function readsOf(pool: pg.Pool, context: ReadContext): Statements {
  let waiting: Waiting[] = []
  const send = (): void => {
    const asked = waiting
    waiting = []
    void readTogether(pool, context, asked)
  }
  return {
    query<Row extends object>(statement: ReadStatement) {
      return new Promise<pg.QueryResult<Row>>((resolve, reject) => {
        waiting.push({ statement, resolve: resolve as Waiting['resolve'], reject })
        if (waiting.length === 1) queueMicrotask(send)
      })
    },
  }
}

/**
 * Runs reads as a user, in one round trip those that are asked for together, and each by itself: under READ COMMITTED each statement of a transaction sees
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
  const session = new Session(readsOf(pool, { username, statementTimeoutMs, role: APP_ROLE }), 'together')
  try {
    return await work(session)
  } finally {
    session.close()
  }
}
