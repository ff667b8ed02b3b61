import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { BrokerProfile } from '../../ports/broker-account.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { SyncContext } from '../order-sync/trade-fold.ts'
import type { SnapshotReading } from './read-snapshot.ts'

/** A reading on its way into the store. */
export interface SnapshotCommit extends Pick<SyncContext, 'evidence' | 'attemptsAllowed' | 'marketOf'> {
  readonly id: string
  readonly account: string
  readonly sequence: number
  /** The account's epoch when the reading began. */
  readonly epoch: number
  readonly reading: SnapshotReading
  /** Working orders of ours that the list did not show and that were found by their ids; and those unknown there. */
  readonly found: readonly BrokerOrder[]
  readonly unknown: readonly string[]
  readonly profile: BrokerProfile | null
  readonly today: TradingDay
  readonly newId: () => string
}
