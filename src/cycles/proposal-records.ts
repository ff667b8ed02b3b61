import type { ProposalRun } from '../engine/proposals/make-proposals.ts'
import type { ProposalRecord, ProposalRunRecord } from '../ports/store/proposal-store.ts'

/** The run as it is stored. */
export function runRecord(
  run: ProposalRun,
  { account, runId }: { readonly account: string; readonly runId: string },
): ProposalRunRecord {
  const { at, candidates, accepted, rejected } = run
  const refusals = Object.fromEntries(Object.entries(run.refusals).map(([rule, count]) => [rule, count ?? 0]))
  return { id: runId, account, at, candidates, accepted, refusals, rejected }
}

/** The proposals of a run as they are stored, READY. */
export function proposalRecords(
  run: ProposalRun,
  stamp: { readonly account: string; readonly runId: string; readonly newId: () => string },
): readonly ProposalRecord[] {
  return run.proposals.map((proposal): ProposalRecord => {
    const { underlying, root, strategy, expiration, strikes, quantity, natural, mid } = proposal
    const { score, scoreParts, trace, figures, createdAt, expiresAt } = proposal
    return {
      id: stamp.newId(),
      account: stamp.account,
      runId: stamp.runId,
      underlying,
      root,
      strategy,
      expiration,
      strikes,
      quantity,
      natural,
      mid,
      score,
      scoreParts,
      trace,
      figures,
      status: 'READY',
      reason: null,
      reasonValue: null,
      reasonThreshold: null,
      createdAt,
      expiresAt,
    }
  })
}
