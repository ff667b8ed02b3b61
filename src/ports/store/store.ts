import type { AccountStore } from './account-store.ts'
import type { BreakStore } from './break-store.ts'
import type { DecisionStore } from './decision-store.ts'
import type { IdempotencyStore } from './idempotency-store.ts'
import type { IntentStore } from './intent-store.ts'
import type { OrderStore } from './order-store.ts'
import type { PositionReader } from './position-reader.ts'
import type { PositionWriter } from './position-writer.ts'
import type { AccountSnapshotStore, DailySummaryStore, PriceSnapshotStore } from './price-snapshot-store.ts'
import type { ProposalStore } from './proposal-store.ts'
import type { RiskStateStore } from './risk-state-store.ts'
import type { HeartbeatStore, LeaseStore, SettingsStore } from './settings-store.ts'
import type { SnapshotStore } from './snapshot-store.ts'
import type { TradeQueryStore } from './trade-query.ts'
import type { TradeStore } from './trade-store.ts'
import type { UnitOfWork } from './unit-of-work.ts'
import type { VolatilityStore } from './volatility-store.ts'

/** Everything that can be read and written in a transaction. Rooms ask for the parts that they need. */
export interface StoreTransaction
  extends AccountStore,
    SnapshotStore,
    PositionReader,
    PositionWriter,
    OrderStore,
    IntentStore,
    TradeStore,
    ProposalStore,
    DecisionStore,
    BreakStore,
    RiskStateStore,
    SettingsStore,
    HeartbeatStore,
    LeaseStore,
    PriceSnapshotStore,
    AccountSnapshotStore,
    DailySummaryStore,
    VolatilityStore,
    IdempotencyStore,
    TradeQueryStore {}

/** The whole store: memory, PGlite or Postgres. */
export interface Store extends UnitOfWork<StoreTransaction> {
  close(): Promise<void>
}
