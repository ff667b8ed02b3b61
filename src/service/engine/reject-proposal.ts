import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { AccountView } from './account-view.ts'

/**
 * Takes a READY proposal out by a person's word; it stays stored, with who said no.
 *
 * Refuses: `proposal_must_exist`, `proposal_must_be_ready`.
 */
export function rejectProposal(
  { work, username, account }: AccountView,
  id: string,
): Promise<Result<{ readonly proposalId: string }>> {
  return work.transact(username, async (tx): Promise<Result<{ readonly proposalId: string }>> => {
    const proposal = await tx.proposalById(id)
    if (proposal === null || proposal.account !== account) {
      return refuse('proposal_must_exist', 'There is no such proposal.')
    }
    const left = await tx.leaveReady(id, 'INVALIDATED', 'rejected_by_person', null, null)
    return left
      ? ok({ proposalId: id })
      : refuse('proposal_must_be_ready', `The proposal is ${proposal.status} already.`)
  })
}
