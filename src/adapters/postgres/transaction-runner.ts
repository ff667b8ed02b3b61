import { Buffer } from 'node:buffer'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { invariant, InvariantViolation } from '../../domain/invariant.ts'
import { mayRunAgain, translateError } from './database-error.ts'
import { Session } from './session.ts'

/** The role in which every statement runs: it owns nothing and obeys row level security. */
export const APP_ROLE = 'legwork_app'

/** How often a transaction is begun before a conflict is given up. */
const ATTEMPTS = 3

/**
 * How long the loser of a conflict waits before it begins again, times its attempts. At once, it would take the lock
 * that it has just let go before the winner has woken up, and lose the same way again.
 */
const PAUSE_MS = 25

/** Limits of a transaction, so that a lock or a slow statement never holds up the exits for long. */
export interface TransactionLimits {
  readonly statementTimeoutMs: number
  readonly lockTimeoutMs: number
  readonly idleTimeoutMs: number
}

export const TRANSACTION_LIMITS: TransactionLimits = {
  statementTimeoutMs: 15_000,
  lockTimeoutMs: 5_000,
  idleTimeoutMs: 15_000,
}

/**
 * Begins a transaction, takes the role and names the user in one round trip. Everything is local to the transaction,
 * as poolers need. The name travels as hexadecimal digits: whatever it holds, it cannot leave its place.
 */
function beginText(username: string, limits: TransactionLimits): string {
  const name = Buffer.from(username, 'utf8').toString('hex')
  return `begin; select
    set_config('app.current_user', convert_from(decode('${name}', 'hex'), 'UTF8'), true),
    set_config('statement_timeout', '${limits.statementTimeoutMs}', true),
    set_config('lock_timeout', '${limits.lockTimeoutMs}', true),
    set_config('idle_in_transaction_session_timeout', '${limits.idleTimeoutMs}', true),
    set_config('role', '${APP_ROLE}', true)`
}

/** A commit of a transaction in which a statement failed answers ROLLBACK, and no error. */
async function commit(client: pg.ClientBase): Promise<void> {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') {
    throw new InvariantViolation('an error in the transaction was swallowed: nothing of it is stored')
  }
}

/** @throws {InvariantViolation} for a name that is nobody's */
export function checkUser(username: string): void {
  invariant(username !== '', 'a transaction needs a user: without one no row is anybody’s')
  invariant(!username.includes('\u0000'), 'a user has no NUL character in the name')
}

async function attempt<T>(pool: pg.Pool, begin: string, work: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const session = new Session(client)
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work(session)
    session.close()
    await commit(client)
    return result
  } catch (error) {
    session.close()
    // A connection whose rollback fails may still hold the transaction: it is thrown away.
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/**
 * Runs work as a user in a transaction of its own, again when it lost against another, three times at most.
 *
 * @throws {InvariantViolation} without a user, and when the work broke a constraint
 */
export async function runTransaction<T>(
  pool: pg.Pool,
  username: string,
  limits: TransactionLimits,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  checkUser(username)
  const begin = beginText(username, limits)
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt(pool, begin, work)
    } catch (error) {
      if (attempts === ATTEMPTS || !mayRunAgain(error)) throw translateError(error)
      await sleep(attempts * PAUSE_MS)
    }
  }
}
