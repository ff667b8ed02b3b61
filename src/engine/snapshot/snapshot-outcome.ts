import type { Instant } from '../../domain/calendar/instant.ts'
import type { BreakRecord } from '../../ports/store/break-store.ts'
import type { OrderSyncDecision } from '../order-sync/decide-orders.ts'
import type { SnapshotReading } from './read-snapshot.ts'

/** How a snapshot ended. Only a `complete` one is evidence of anything. */
export interface SnapshotOutcome {
  readonly state: 'complete' | 'torn' | 'failed' | 'overtaken'
  readonly snapshotId: string
  readonly sequence: number
  readonly at: Instant
  readonly trouble: string | null
  readonly reading: SnapshotReading
  readonly orders: OrderSyncDecision | null
  readonly breaks: readonly BreakRecord[]
  readonly wipe: string | null
}
