import type { BreakRecord, BreakStore } from '../../ports/store/break-store.ts'
import { columnsOf, insertInto, inputValues } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<BreakRecord>({
  id: ['text', ({ id }) => id],
  account: ['text', ({ account }) => account],
  symbol: ['text', ({ symbol }) => symbol],
  cause: ['text', ({ cause }) => cause],
  difference: ['double precision', ({ difference }) => difference],
  evidence: ['jsonb', ({ evidence }) => evidence],
  opened_at: ['timestamptz', ({ openedAt }) => openedAt],
  snapshot_id: ['text', ({ snapshotId }) => snapshotId],
  resolved_at: ['timestamptz', ({ resolvedAt }) => resolvedAt],
  resolution: ['text', ({ resolution }) => resolution],
})

const INSERT = insertInto('breaks', COLUMNS)

const OPEN = `select id, account, symbol, cause, difference, evidence, opened_at as "openedAt",
    snapshot_id as "snapshotId", resolved_at as "resolvedAt", resolution
  from breaks where account = $1 and resolved_at is null order by opened_at, id`

const RESOLVE = 'update breaks set resolved_at = $2, resolution = $3 where id = $1 and resolved_at is null'

/** The breaks of the user's accounts. */
export function postgresBreaks(session: Session): BreakStore {
  return {
    async insertBreaks(records) {
      if (records.length > 0) await session.write(INSERT, inputValues(COLUMNS, records))
    },
    openBreaks: (account) => session.rows<BreakRecord>(OPEN, [account]),
    async resolveBreak(id, at, resolution) {
      return (await session.write(RESOLVE, [id, new Date(at), resolution])) === 1
    },
  }
}
