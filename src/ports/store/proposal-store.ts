import type { Instant } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Price } from '../../domain/money/price.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'

/** How one rule judged a candidate. `not_evaluated` rejects as `failed` does, under the rule's name. */
export interface RuleOutcome {
  readonly rule: string
  readonly outcome: 'passed' | 'failed' | 'not_evaluated' | 'off'
  /** In the rule's own unit, for people; null when there was nothing to measure. */
  readonly value: number | null
  readonly threshold: string | null
}

/** One part of a score, 0 to 100, and its weight; a part without data has score null and weight 0. */
export interface ScorePart {
  readonly part: string
  readonly score: number | null
  readonly weight: number
}

/** A spread that the rules found, as it is stored. */
export interface ProposalRecord {
  readonly id: string
  readonly account: string
  readonly runId: string
  readonly underlying: string
  readonly root: string
  readonly strategy: Strategy
  readonly expiration: TradingDay
  /** Ascending, one a leg. */
  readonly strikes: readonly Price[]
  readonly quantity: number
  /** Natural and mid net price per share, + received, - paid, when it was found. */
  readonly natural: Price
  readonly mid: Price
  readonly score: number
  readonly scoreParts: readonly ScorePart[]
  readonly trace: readonly RuleOutcome[]
  /** Figures that the entry compares with later: the deciding leg's delta, POP, EV, IV rank... */
  readonly figures: Readonly<Record<string, number | null>>
  readonly status: 'READY' | 'CONSUMED' | 'INVALIDATED'
  /** Why it left READY; the database refuses a departure without one. */
  readonly reason: string | null
  readonly reasonValue: number | null
  readonly reasonThreshold: string | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

/** A run of the rules: how many candidates there were, and which rule refused how many. */
export interface ProposalRunRecord {
  readonly id: string
  readonly account: string
  readonly at: Instant
  readonly candidates: number
  readonly accepted: number
  /** Rule name to refusals, the first failing rule of each candidate. */
  readonly refusals: Readonly<Record<string, number>>
  /** Rejected candidates that came furthest, with their traces; plain data. */
  readonly rejected: readonly RejectedCandidate[]
}

/** A candidate that a rule refused. */
export interface RejectedCandidate {
  readonly symbol: string
  readonly strategy: Strategy
  readonly rule: string
  readonly score: number | null
  readonly trace: readonly RuleOutcome[]
}

/** The proposals of the user's accounts. */
export interface ProposalStore {
  insertProposalRun(run: ProposalRunRecord, proposals: readonly ProposalRecord[]): Promise<void>
  proposalById(id: string): Promise<ProposalRecord | null>
  /** READY and not yet expired, best score first. */
  readyProposals(account: string, now: Instant): Promise<readonly ProposalRecord[]>
  recentProposals(account: string, count: number): Promise<readonly ProposalRecord[]>
  latestRun(account: string): Promise<ProposalRunRecord | null>
  /** Takes a READY proposal out with a reason; false when it was not READY any more. */
  leaveReady(
    id: string,
    status: 'CONSUMED' | 'INVALIDATED',
    reason: string,
    value: number | null,
    threshold: string | null,
  ): Promise<boolean>
}
