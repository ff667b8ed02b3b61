import type { Instant } from '../../domain/calendar/instant.ts'
import { invariant } from '../../domain/invariant.ts'
import type { RegimeReading } from '../../domain/market/regime.ts'
import { type Strategy, strategyShape } from '../../domain/spread/strategy-table.ts'
import type { RejectedCandidate } from '../../ports/store/proposal-store.ts'
import { candidateIn } from './candidate.ts'
import { ACCEPTED, type CandidateColumns, candidateName } from './candidate-columns.ts'
import { type CandidateName, candidateLabel } from './candidate-name.ts'
import { CANDIDATE_RULES, type CandidateRuleName, outlooksOf } from './candidate-rule.ts'
import { type CandidateSearch, type ScoredCandidate, searchCandidates } from './candidate-search.ts'
import { judgeMarket } from './judged-market.ts'
import { expectedProfit, naturalOf } from './measures.ts'
import { type JudgedCandidate, judgeWhole, type Proposal, proposalOf } from './proposal.ts'
import type { ProposalInput } from './proposal-input.ts'
import { seriesInWindow } from './series.ts'

/** The regime of an underlying, and which of the enabled strategies it allows. */
export interface UnderlyingReading {
  readonly underlying: string
  readonly regime: RegimeReading
  readonly strategies: readonly {
    readonly strategy: Strategy
    readonly allowed: boolean
    readonly because: string
  }[]
}

/** What one run of the rules found. Nothing to propose is a normal answer, worth an `info` line. */
export interface ProposalRun {
  readonly at: Instant
  readonly result: 'PROPOSALS' | 'NO_TRADE'
  readonly severity: 'info'
  readonly candidates: number
  readonly accepted: number
  /** How many candidates each rule was the first to reject; rules that rejected none are left out. */
  readonly refusals: Readonly<Partial<Record<CandidateRuleName, number>>>
  /** The best score of those that came as far as a score. */
  readonly bestScore: number | null
  /** Best first: by score, then EV, then credit. At most `PROPOSALS_AN_UNDERLYING` of each underlying. */
  readonly proposals: readonly Proposal[]
  /** Those that came furthest, with their traces. */
  readonly rejected: readonly RejectedCandidate[]
  readonly readings: readonly UnderlyingReading[]
  /** Enabled underlyings of which nothing was read. */
  readonly unread: readonly string[]
  readonly columns: CandidateColumns
}

/** More than the limits admit of one underlying, and few enough that it does not crowd out the others. */
export const PROPOSALS_AN_UNDERLYING = 5

/** Rejected candidates that are kept with their whole trace. */
const REJECTED_KEPT = 20

/** Best first; candidates that nothing distinguishes stand in the order of their search. */
function byMerit(accepted: readonly ScoredCandidate[]): readonly ScoredCandidate[] {
  const keyed = accepted.map((each) => {
    const ev = expectedProfit(each.candidate)
    return { each, ev: Number.isNaN(ev) ? Number.NEGATIVE_INFINITY : ev, natural: naturalOf(each.candidate) }
  })
  return keyed
    .sort(
      (a, b) => b.each.score - a.each.score || b.ev - a.ev || b.natural - a.natural || a.each.at - b.each.at,
    )
    .map(({ each }) => each)
}

function bestOfEach(ranked: readonly ScoredCandidate[]): readonly ScoredCandidate[] {
  const taken = new Map<string, number>()
  return ranked.filter(({ candidate }) => {
    const { underlying } = candidate.series.market
    const count = (taken.get(underlying) ?? 0) + 1
    taken.set(underlying, count)
    return count <= PROPOSALS_AN_UNDERLYING
  })
}

function countRefusals({ refusal }: CandidateColumns): Partial<Record<CandidateRuleName, number>> {
  const counts = new Uint32Array(CANDIDATE_RULES.length)
  for (const code of refusal) if (code !== ACCEPTED) counts[code]!++
  const entries = CANDIDATE_RULES.map((rule, code) => [rule, counts[code]!] as const)
  return Object.fromEntries(entries.filter(([, count]) => count > 0))
}

/** Rows of the candidates that came furthest: by the rule that rejected them, then by score, then as searched. */
function furthest({ columns, scored }: CandidateSearch): readonly number[] {
  const failed = scored.filter(({ accepted }) => !accepted)
  const found = [...failed].sort((a, b) => b.score - a.score || a.at - b.at).map(({ at }) => at)
  const last = CANDIDATE_RULES.length - 1
  for (let code = last - 1; code >= 0 && found.length < REJECTED_KEPT; code--) {
    for (let at = columns.refusal.indexOf(code); at >= 0; at = columns.refusal.indexOf(code, at + 1)) {
      found.push(at)
      if (found.length >= REJECTED_KEPT) break
    }
  }
  return found.slice(0, REJECTED_KEPT)
}

function rejectedOf(input: ProposalInput, search: CandidateSearch): readonly RejectedCandidate[] {
  const { columns, series } = search
  return furthest(search).map((at) => {
    const name = candidateName(columns, at)
    const candidate = candidateIn(series[columns.seriesOf[at]!]!, name)
    invariant(candidate !== null, 'a judged candidate is in its series')
    const { score, trace } = judgeWhole(input, candidate)
    const rule = CANDIDATE_RULES[columns.refusal[at]!]!
    return { symbol: candidateLabel(name), strategy: name.strategy, rule, score, trace }
  })
}

function readingsOf({ settings }: ProposalInput, { markets }: CandidateSearch): readonly UnderlyingReading[] {
  return markets.map(({ underlying, regime }) => ({
    underlying,
    regime,
    strategies: settings['entry.strategies'].map((strategy) => {
      const { outlook } = strategyShape(strategy)
      if (!settings['regime.check']) return { strategy, allowed: true, because: 'regime.check is off' }
      if (regime.regime === 'UNKNOWN') {
        const because = `the regime is unknown: ${regime.closes} of ${regime.wanted} closes`
        return { strategy, allowed: false, because }
      }
      const allowed = outlooksOf(regime.regime, settings).includes(outlook)
      return {
        strategy,
        allowed,
        because: `${regime.regime} allows ${allowed ? '' : 'no '}${outlook} strategies`,
      }
    }),
  }))
}

/**
 * Judges every spread that the settings and the market allow, and proposes the best. Pure: the same input gives
 * the same run, to the last digit. It knows nothing of trades or of what is held; that is for the risk gate.
 *
 * No candidate that passes is `NO_TRADE` with each rule's count, not a warning.
 */
export function makeProposals(input: ProposalInput): ProposalRun {
  const search = searchCandidates(input)
  const accepted = search.scored.filter((each) => each.accepted)
  const proposals = bestOfEach(byMerit(accepted)).map(({ candidate }) => proposalOf(input, candidate))
  const best = search.scored.reduce((most, { score }) => Math.max(most, score), Number.NEGATIVE_INFINITY)
  return {
    at: input.at,
    result: proposals.length > 0 ? 'PROPOSALS' : 'NO_TRADE',
    severity: 'info',
    candidates: search.columns.refusal.length,
    accepted: accepted.length,
    refusals: countRefusals(search.columns),
    bestScore: Number.isFinite(best) ? best : null,
    proposals,
    rejected: rejectedOf(input, search),
    readings: readingsOf(input, search),
    unread: search.unread,
    columns: search.columns,
  }
}

/**
 * Every rule's outcome for one candidate, accepted or not, with score and figures: worked out again from the input
 * of the run, so it is exactly what the run found. Null when the input lists no such contracts.
 */
export function explainCandidate(input: ProposalInput, name: CandidateName): JudgedCandidate | null {
  const market = input.markets.find(({ underlying }) => underlying === name.underlying)
  if (market === undefined) return null
  const chains = market.chains.filter(({ expiration }) => expiration === name.expiration)
  const all = seriesInWindow(input, judgeMarket(input, market), chains)
  const series = all.find(({ root }) => root === name.root)
  const candidate = series === undefined ? null : candidateIn(series, name)
  return candidate === null ? null : judgeWhole(input, candidate)
}
