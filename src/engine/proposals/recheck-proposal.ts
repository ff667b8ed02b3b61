import type { Price } from '../../domain/money/price.ts'
import type { RuleOutcome } from '../../ports/store/proposal-store.ts'
import type { CandidateName } from './candidate-name.ts'
import { explainCandidate } from './make-proposals.ts'
import type { CandidateFigures, Proposal } from './proposal.ts'
import type { ProposalInput } from './proposal-input.ts'

/** What must be remembered of a proposal to judge it again. */
export type PastProposal = CandidateName & Pick<Proposal, 'natural' | 'createdAt' | 'expiresAt'>

/** What an entry needs of a proposal that still holds. */
export interface StandingProposal {
  readonly ok: true
  /** Net prices per share now, + received. */
  readonly natural: Price
  readonly mid: Price
  readonly figures: CandidateFigures
  readonly trace: readonly RuleOutcome[]
}

/** Why a proposal no longer holds: the rule, what it measured and what would have been right. Never without a rule. */
export interface FallenProposal {
  readonly ok: false
  readonly rule: string
  readonly value: number | null
  readonly threshold: string
  readonly trace: readonly RuleOutcome[]
}

function ageRule(proposal: PastProposal, { at }: ProposalInput): RuleOutcome {
  const seconds = (at - proposal.createdAt) / 1_000
  const most = (proposal.expiresAt - proposal.createdAt) / 1_000
  const outcome = seconds < most ? 'passed' : 'failed'
  return { rule: 'age', outcome, value: seconds, threshold: `below ${most} s` }
}

/** How far the natural price has moved either way, as a share of the proposed one. */
function driftRule(proposal: PastProposal, natural: Price, { settings }: ProposalInput): RuleOutcome {
  const most = settings['entry.price_drift_max'] / 10_000
  const drift = Math.abs(natural - proposal.natural) / Math.abs(proposal.natural)
  return {
    rule: 'price_drift',
    outcome: drift <= most ? 'passed' : 'failed',
    value: drift,
    threshold: `at most ${most} of the proposed price`,
  }
}

/**
 * Judges a proposal again with the market of now: its age, how far its price has drifted, and every rule that
 * made it but the score, with the band of its own side (a delta is judged by its absolute value, for calls as for
 * puts). The first that does not pass is the reason; a missing market is `quotes_read`.
 *
 * @param input the present market of its underlying, with the chain of its expiration
 */
export function recheckProposal(
  proposal: PastProposal,
  input: ProposalInput,
): StandingProposal | FallenProposal {
  const judged = explainCandidate(input, proposal)
  const age = ageRule(proposal, input)
  if (judged === null) {
    const missing = {
      rule: 'quotes_read',
      outcome: 'not_evaluated',
      value: null,
      threshold: 'every leg',
    } as const
    return fallen([age, missing])!
  }
  const { natural, mid, figures } = judged
  const rules = judged.trace.filter(({ rule }) => rule !== 'score')
  // A price that is not known is found by the rules on quotes before it is compared.
  const drift = natural === null ? [] : [driftRule(proposal, natural, input)]
  const trace = [age, ...rules, ...drift]
  const found = fallen(trace)
  if (found !== null) return found
  return { ok: true, natural: natural!, mid: mid!, figures, trace }
}

function fallen(trace: readonly RuleOutcome[]): FallenProposal | null {
  const first = trace.find(({ outcome }) => outcome === 'failed' || outcome === 'not_evaluated')
  if (first === undefined) return null
  return { ok: false, rule: first.rule, value: first.value, threshold: first.threshold ?? '', trace }
}
