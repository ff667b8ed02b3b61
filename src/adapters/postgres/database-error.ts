import pg from 'pg'
import { InvariantViolation } from '../../domain/invariant.ts'

/** A transaction that lost against another and may be run again: serialization failure, deadlock. */
const LOST = new Set(['40001', '40P01'])

/** Whether a whole transaction may succeed when it is run again. */
export function mayRunAgain(error: unknown): boolean {
  return error instanceof pg.DatabaseError && LOST.has(error.code ?? '')
}

/** A row that is not the user's; a write where only reads are allowed. */
const BUGS = new Set(['42501', '25006'])

/**
 * The error as the ports know it. A broken constraint (class 23), a row that is not the user's and a write among reads
 * are bugs of whoever wrote them; anything else is the world's and stays what it is.
 */
export function translateError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  const isBug = error.code?.startsWith('23') === true || BUGS.has(error.code ?? '')
  if (!isBug) return error
  const bug = new InvariantViolation(`${error.message} (${error.code}, table ${error.table ?? 'unknown'})`)
  bug.cause = error
  return bug
}
