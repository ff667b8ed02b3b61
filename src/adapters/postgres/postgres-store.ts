import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { invariant } from '../../domain/invariant.ts'
import type { Store, StoreTransaction } from '../../ports/store/store.ts'
import { postgresAccounts } from './account-rows.ts'
import { postgresBreaks } from './break-rows.ts'
import { openPool } from './connection-pool.ts'
import { postgresDecisions } from './decision-rows.ts'
import { postgresIdempotency } from './idempotency-rows.ts'
import { postgresIntents } from './intent-rows.ts'
import { postgresLeases } from './lease-rows.ts'
import { migrate } from './migrate.ts'
import { postgresOrders } from './order-rows.ts'
import { postgresPositions } from './position-rows.ts'
import { postgresProposals } from './proposal-rows.ts'
import { postgresAccountSnapshots, postgresDailySummaries, postgresPriceSnapshots } from './record-rows.ts'
import { postgresRiskState } from './risk-rows.ts'
import type { Session } from './session.ts'
import { postgresHeartbeats, postgresSettings } from './setting-rows.ts'
import { postgresSnapshots } from './snapshot-rows.ts'
import { postgresTradeQuery } from './trade-query-rows.ts'
import { postgresTrades } from './trade-rows.ts'
import { runTransaction, TRANSACTION_LIMITS, type TransactionLimits } from './transaction-runner.ts'
import { postgresVolatilities } from './volatility-rows.ts'

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
    ...postgresVolatilities(session),
    ...postgresIdempotency(session),
    ...postgresTradeQuery(session),
  }
}

/** The store on a pool of connections to a migrated database; closing the store ends the pool. */
export function storeOnPool(pool: pg.Pool, limits: TransactionLimits = TRANSACTION_LIMITS): Store {
  const inside = new AsyncLocalStorage<true>()
  let closing: Promise<void> | null = null
  return {
    async transact(username, work) {
      invariant(
        inside.getStore() === undefined,
        'a transaction inside another would wait for it for ever: use its tx',
      )
      return runTransaction(pool, username, limits, (session) =>
        inside.run(true, () => work(transactionOf(session))),
      )
    },
    close() {
      closing ??= pool.end()
      return closing
    },
  }
}

/** How a server is reached. */
export interface ServerAddress {
  /** For transactions: `DATABASE_URL`; a pooler that gives each transaction another session will do. */
  readonly databaseUrl: string
  /** For migrations: `DIRECT_URL`, as the owner of the tables and past any pooler; the same as the other when left out. */
  readonly directUrl?: string | undefined
}

/** The store on a server, migrated to the newest schema. */
export async function postgresStore({ databaseUrl, directUrl }: ServerAddress): Promise<Store> {
  const owner = openPool(directUrl ?? databaseUrl, { max: 1 })
  try {
    await migrate(owner)
  } finally {
    await owner.end()
  }
  return storeOnPool(openPool(databaseUrl))
}
