import { invariant } from '../../domain/invariant.ts'
import type { ProposalRecord, ProposalRunRecord, ProposalStore } from '../../ports/store/proposal-store.ts'
import { columnsOf, insertInto, inputValues } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<ProposalRecord>({
  id: ['text', ({ id }) => id],
  account: ['text', ({ account }) => account],
  run_id: ['text', ({ runId }) => runId],
  strategy: ['text', ({ strategy }) => strategy],
  underlying: ['text', ({ underlying }) => underlying],
  root: ['text', ({ root }) => root],
  expiration: ['date', ({ expiration }) => expiration],
  quantity: ['integer', ({ quantity }) => quantity],
  natural_price: ['bigint', ({ natural }) => natural],
  mid_price: ['bigint', ({ mid }) => mid],
  score: ['double precision', ({ score }) => score],
  status: ['text', ({ status }) => status],
  reason: ['text', ({ reason }) => reason],
  reason_value: ['double precision', ({ reasonValue }) => reasonValue],
  reason_threshold: ['text', ({ reasonThreshold }) => reasonThreshold],
  created_at: ['timestamptz', ({ createdAt }) => createdAt],
  expires_at: ['timestamptz', ({ expiresAt }) => expiresAt],
  facts: ['jsonb', (record) => record],
})

const RUN_COLUMNS = columnsOf<ProposalRunRecord>({
  id: ['text', ({ id }) => id],
  account: ['text', ({ account }) => account],
  at: ['timestamptz', ({ at }) => at],
  candidates: ['integer', ({ candidates }) => candidates],
  accepted: ['integer', ({ accepted }) => accepted],
  facts: ['jsonb', (record) => record],
})

const INSERT = insertInto('proposals', COLUMNS)
const INSERT_RUN = insertInto('proposal_runs', RUN_COLUMNS)

const BY_ID = 'select facts from proposals where id = $1'
const READY = `select facts from proposals
  where account = $1 and status = 'READY' and expires_at > $2 order by score desc, id`
const RECENT = 'select facts from proposals where account = $1 order by created_at desc, id desc limit $2'
const LATEST_RUN = 'select facts from proposal_runs where account = $1 order by at desc, id desc limit 1'

const LEAVE = `update proposals
  set status = $2, reason = $3, reason_value = $4, reason_threshold = $5,
    facts = facts || jsonb_build_object('status', $2::text, 'reason', $3::text, 'reasonValue',
      $4::double precision, 'reasonThreshold', $5::text)
  where id = $1 and status = 'READY'`

/** The proposals of the user's accounts. */
export function postgresProposals(session: Session): ProposalStore {
  return {
    async insertProposalRun(run, proposals) {
      for (const { id, runId, account } of proposals) {
        invariant(runId === run.id, `proposal ${id} is not of run ${run.id}`)
        invariant(account === run.account, `proposal ${id} is not of account ${run.account}`)
      }
      await session.write(INSERT_RUN, inputValues(RUN_COLUMNS, [run]))
      if (proposals.length > 0) await session.write(INSERT, inputValues(COLUMNS, proposals))
    },
    proposalById: (id) => session.fact(BY_ID, [id]),
    readyProposals: (account, now) => session.facts(READY, [account, new Date(now)]),
    recentProposals: (account, count) => session.facts(RECENT, [account, count]),
    latestRun: (account) => session.fact(LATEST_RUN, [account]),
    async leaveReady(id, status, reason, value, threshold) {
      return (await session.write(LEAVE, [id, status, reason, value, threshold])) === 1
    },
  }
}
