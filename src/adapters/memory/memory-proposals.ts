import { invariant } from '../../domain/invariant.ts'
import type { ProposalRecord, ProposalRunRecord, ProposalStore } from '../../ports/store/proposal-store.ts'
import { byNumberThenText } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** The tables of a user's proposals. */
function proposalTables({ journal }: MemorySession) {
  const ready = new MemoryIndex<ProposalRecord>(
    ({ account, status }) => (status === 'READY' ? account : null),
    byNumberThenText(
      ({ score }) => -score,
      ({ id }) => id,
    ),
  )
  const ofAccount = new MemoryIndex<ProposalRecord>(
    ({ account }) => account,
    byNumberThenText(
      ({ createdAt }) => createdAt,
      ({ id }) => id,
    ),
  )
  const runsOfAccount = new MemoryIndex<ProposalRunRecord>(
    ({ account }) => account,
    byNumberThenText(
      ({ at }) => at,
      ({ id }) => id,
    ),
  )
  const proposals = new MemoryTable('proposals', journal, [ready, ofAccount])
  const runs = new MemoryTable('proposal_runs', journal, [runsOfAccount])
  return { proposals, runs, ready, ofAccount, runsOfAccount }
}

function checkReason({ id, status, reason }: ProposalRecord): void {
  const isTold = status === 'READY' || (reason !== null && reason !== '')
  invariant(isTold, `proposal ${id} leaves READY without a reason`)
}

/** The proposals of a user's accounts. */
export function memoryProposals(session: MemorySession): ProposalStore {
  const { proposals, runs, ready, ofAccount, runsOfAccount } = proposalTables(session)
  return {
    async insertProposalRun(run, found) {
      session.checkAccount(run.account)
      runs.insert(run.id, run)
      for (const proposal of found) {
        invariant(proposal.runId === run.id, `proposal ${proposal.id} is not of run ${run.id}`)
        invariant(
          proposal.account === run.account,
          `proposal ${proposal.id} is not of account ${run.account}`,
        )
        checkReason(proposal)
        proposals.insert(proposal.id, proposal)
      }
    },
    async proposalById(id) {
      return proposals.get(id) ?? null
    },
    async readyProposals(account, now) {
      return proposals
        .rows(ready, account)
        .all()
        .filter(({ expiresAt }) => expiresAt > now)
    },
    async recentProposals(account, count) {
      return proposals.rows(ofAccount, account).newest(count)
    },
    async latestRun(account) {
      return runs.rows(runsOfAccount, account).newest(1)[0] ?? null
    },
    async leaveReady(id, status, reason, reasonValue, reasonThreshold) {
      const stored = proposals.get(id)
      if (stored?.status !== 'READY') return false
      const left = { ...stored, status, reason, reasonValue, reasonThreshold }
      checkReason(left)
      proposals.put(id, left)
      return true
    },
  }
}
