import type { Instant } from '../../domain/calendar/instant.ts'

/** Plain data as JSON has it. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined }

/**
 * A decision with everything it looked at, so that it can be replayed: the same pure function on `inputs` gives
 * `outcome` again.
 */
export interface DecisionRecord {
  readonly id: string
  readonly account: string
  readonly kind: 'entry' | 'exit' | 'monitor' | 'reconcile'
  readonly tradeId: string | null
  readonly proposalId: string | null
  readonly snapshotId: string | null
  readonly at: Instant
  /** Version of the function that decided, so that an old decision is not replayed by another rule. */
  readonly rules: string
  readonly inputs: JsonValue
  readonly outcome: JsonValue
}

/** Decisions, kept for `why`. */
export interface DecisionStore {
  insertDecisions(records: readonly DecisionRecord[]): Promise<void>
  /** The newest first. */
  decisionsOfTrade(tradeId: string): Promise<readonly DecisionRecord[]>
  recentDecisions(account: string, count: number): Promise<readonly DecisionRecord[]>
}
