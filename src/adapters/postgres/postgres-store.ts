import type pg from 'pg'
import type { Store, StoreTransaction } from '../../ports/store/store.ts'
import { postgresAccounts } from './account-rows.ts'
import { postgresBreaks } from './break-rows.ts'
import { type DatabaseUrl, openPool } from './connection-pool.ts'
import { postgresDecisions } from './decision-rows.ts'
import { postgresIntents } from './intent-rows.ts'
import { postgresLeases } from './lease-rows.ts'
import { postgresOrders } from './order-rows.ts'
import { postgresPositions } from './position-rows.ts'
import { postgresProposals } from './proposal-rows.ts'
import { postgresAccountSnapshots, postgresDailySummaries, postgresPriceSnapshots } from './record-rows.ts'
import { postgresRiskState } from './risk-rows.ts'
import type { Session } from './session.ts'
import { postgresHeartbeats, postgresSettings } from './setting-rows.ts'
import { postgresSnapshots } from './snapshot-rows.ts'
import { postgresTrades } from './trade-rows.ts'
import { runTransaction, TRANSACTION_LIMITS, type TransactionLimits } from './transaction-runner.ts'

function transactionOf(session: Session): StoreTransaction {
  return {
    ...postgresAccounts(session),
    ...postgresSnapshots(session),
    ...postgresPositions(session),
    ...postgresOrders(session),
    ...postgresIntents(session),
    ...postgresTrades(session),
    ...postgresProposals(session),
    ...postgresDecisions(session),
    ...postgresBreaks(session),
    ...postgresRiskState(session),
    ...postgresSettings(session),
    ...postgresHeartbeats(session),
    ...postgresLeases(session),
    ...postgresPriceSnapshots(session),
    ...postgresAccountSnapshots(session),
    ...postgresDailySummaries(session),
  }
}

/** The store on a pool of connections to a migrated database; closing the store ends the pool. */
export function storeOnPool(pool: pg.Pool, limits: TransactionLimits = TRANSACTION_LIMITS): Store {
  let closing: Promise<void> | null = null
  return {
    transact: (username, work) =>
      runTransaction(pool, username, limits, (session) => work(transactionOf(session))),
    close() {
      closing ??= pool.end()
      return closing
    },
  }
}

/** The store on a server. The database must be migrated (`migrate`) before. */
export function postgresStore(url: DatabaseUrl): Store {
  return storeOnPool(openPool(url))
}
