import pg from 'pg'
import { InvariantViolation } from '../../domain/invariant.ts'

/** A transaction that lost against another and may be run again: serialization failure, deadlock. */
const LOST = new Set(['40001', '40P01'])

/** Whether a whole transaction may succeed when it is run again. */
export function mayRunAgain(error: unknown): boolean {
  return error instanceof pg.DatabaseError && LOST.has(error.code ?? '')
}

/**
 * The error as the ports know it. A broken constraint (class 23) and a row that is not the user's (42501) are bugs of
 * whoever wrote them; anything else is the world's and stays what it is.
 */
export function translateError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  const isBug = error.code?.startsWith('23') === true || error.code === '42501'
  if (!isBug) return error
  const bug = new InvariantViolation(`${error.message} (${error.code}, table ${error.table ?? 'unknown'})`)
  bug.cause = error
  return bug
}
