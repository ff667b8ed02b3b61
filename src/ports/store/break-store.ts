import type { Instant } from '../../domain/calendar/instant.ts'
import type { JsonValue } from './decision-store.ts'

/**
 * What the mirror shows and fills do not explain. `cause` is what the evidence points at, never a guess that was
 * booked; `unexplained` when it points nowhere.
 */
export interface BreakRecord {
  readonly id: string
  readonly account: string
  /** The contract or ticker, or `account` for a wipe. */
  readonly symbol: string
  readonly cause:
    | 'hand_trade'
    | 'assignment'
    | 'exercise'
    | 'expiry'
    | 'corporate_action'
    | 'wipe'
    | 'unknown_order'
    | 'balance'
    | 'unexplained'
  /** Signed contracts or shares (cents for a balance) that fills do not explain. */
  readonly difference: number
  readonly evidence: JsonValue
  readonly openedAt: Instant
  readonly snapshotId: string | null
  readonly resolvedAt: Instant | null
  readonly resolution: string | null
}

/** The breaks of the user's accounts. While one stands open, entries on its underlying stop. */
export interface BreakStore {
  insertBreaks(records: readonly BreakRecord[]): Promise<void>
  openBreaks(account: string): Promise<readonly BreakRecord[]>
  /** False when it was resolved already or is not the user's. */
  resolveBreak(id: string, at: Instant, resolution: string): Promise<boolean>
}
