import { ok, type Result, refuse } from '../domain/refusal.ts'
import { enterProposal } from '../engine/entry/enter-proposal.ts'
import type { IntentState } from '../ports/store/intent-store.ts'
import type { AccountEngine } from './account-engine.ts'
import { entriesForbidden } from './entries-forbidden.ts'
import { entryDepsOf } from './entry-deps-of.ts'
import type { MarketReader } from './market-reader.ts'
import { revalidate, unseenAccount } from './trade-cycle.ts'

/** The entry of an approved proposal, sent. */
export interface ApprovedEntry {
  readonly proposalId: string
  readonly tradeId: string
  readonly orderId: string | null
  /** Where its sending stands: `live`, `unknown`, `refused`... */
  readonly state: IntentState
}

/**
 * Enters one proposal that a person has approved, through every gate that the trade cycle has: it is judged again on fresh
 * quotes and admitted by the limits of now. An approval is a person's yes, never a way around a limit.
 *
 * Refuses: `proposal_must_exist`, `proposal_must_be_ready`, `snapshot_is_not_fresh`, `entries_stopped`, and by the name of
 * the rule that kept it back.
 */
export async function enterApproved(
  engine: AccountEngine,
  reader: MarketReader,
  proposalId: string,
): Promise<Result<ApprovedEntry>> {
  const { store, username, account, clock } = engine.context
  const proposal = await store.reads.transact(username, (tx) => tx.proposalById(proposalId))
  if (proposal === null || proposal.account !== account) {
    return refuse('proposal_must_exist', 'There is no such proposal.')
  }
  if (proposal.status !== 'READY' || proposal.expiresAt <= clock.now()) {
    const state = proposal.status === 'READY' ? 'too old' : proposal.status
    return refuse('proposal_must_be_ready', `The proposal is ${state}; only a READY one can be approved.`)
  }
  await engine.refreshSettings()
  const unseen = await unseenAccount(engine)
  if (unseen !== null) return refuse('snapshot_is_not_fresh', `Nothing was sent: ${unseen}.`)
  const forbidden = await store.reads.transact(username, (tx) => entriesForbidden(tx, account, clock.now()))
  if (forbidden !== null) return refuse('entries_stopped', `Entries are stopped: ${forbidden}.`)
  const deps = entryDepsOf(engine, (one) => revalidate(engine, reader, one))
  const outcome = await enterProposal(deps, proposal)
  if (outcome.kind === 'not_sent') {
    return refuse(outcome.code, `The proposal was not entered: ${outcome.code.replaceAll('_', ' ')}.`)
  }
  const { brokerOrderId, state } = outcome.intent
  return ok({ proposalId, tradeId: outcome.tradeId, orderId: brokerOrderId, state })
}
