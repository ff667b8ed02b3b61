import type { DecisionRecord, DecisionStore } from '../../ports/store/decision-store.ts'
import { columnsOf, insertInto, inputValues } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<DecisionRecord>({
  id: ['text', ({ id }) => id],
  account: ['text', ({ account }) => account],
  kind: ['text', ({ kind }) => kind],
  trade_id: ['text', ({ tradeId }) => tradeId],
  proposal_id: ['text', ({ proposalId }) => proposalId],
  snapshot_id: ['text', ({ snapshotId }) => snapshotId],
  at: ['timestamptz', ({ at }) => at],
  rules: ['text', ({ rules }) => rules],
  inputs: ['json', ({ inputs }) => inputs],
  outcome: ['json', ({ outcome }) => outcome],
})

const INSERT = insertInto('decisions', COLUMNS)

const SELECT = `select id, account, kind, trade_id as "tradeId", proposal_id as "proposalId",
  snapshot_id as "snapshotId", at, rules, inputs, outcome from decisions`
const OF_TRADE = `${SELECT} where trade_id = $1 order by at desc, id desc`
const RECENT = `${SELECT} where account = $1 order by at desc, id desc limit $2`

/** The decisions of the user's accounts. */
export function postgresDecisions(session: Session): DecisionStore {
  return {
    async insertDecisions(records) {
      if (records.length > 0) await session.write(INSERT, inputValues(COLUMNS, records))
    },
    decisionsOfTrade: (tradeId) => session.rows<DecisionRecord>(OF_TRADE, [tradeId]),
    recentDecisions: (account, count) => session.rows<DecisionRecord>(RECENT, [account, count]),
  }
}
