import { AsyncLocalStorage } from 'node:async_hooks'
import { invariant } from '../../domain/invariant.ts'
import type { Store, StoreTransaction } from '../../ports/store/store.ts'
import { memoryAccounts } from './memory-accounts.ts'
import { memoryBreaks } from './memory-breaks.ts'
import { memoryDecisions } from './memory-decisions.ts'
import { memoryIdempotency } from './memory-idempotency.ts'
import { memoryIntents } from './memory-intents.ts'
import { memoryLeases } from './memory-leases.ts'
import { memoryOrders } from './memory-orders.ts'
import { memoryPositions } from './memory-positions.ts'
import { memoryProposals } from './memory-proposals.ts'
import { memoryAccountSnapshots, memoryDailySummaries, memoryPriceSnapshots } from './memory-records.ts'
import { memoryRiskState } from './memory-risk-state.ts'
import { MemorySession } from './memory-session.ts'
import { memoryHeartbeats, memorySettings } from './memory-settings.ts'
import { memorySnapshots } from './memory-snapshots.ts'
import { memoryTradeQuery } from './memory-trade-query.ts'
import { memoryTrades } from './memory-trades.ts'
import { memoryVolatilities } from './memory-volatilities.ts'

function transactionOf(session: MemorySession): StoreTransaction {
  const { hasTrade, accountOf, tradesOf, ...trades } = memoryTrades(session)
  const { marksOf, ...marks } = memoryPriceSnapshots(session, accountOf)
  return {
    ...memoryAccounts(session),
    ...memorySnapshots(session),
    ...memoryPositions(session),
    ...memoryOrders(session),
    ...memoryIntents(session, hasTrade),
    ...trades,
    ...memoryProposals(session),
    ...memoryDecisions(session),
    ...memoryBreaks(session),
    ...memoryRiskState(session),
    ...memorySettings(session),
    ...memoryHeartbeats(session),
    ...memoryLeases(session),
    ...marks,
    ...memoryAccountSnapshots(session),
    ...memoryDailySummaries(session),
    ...memoryVolatilities(session),
    ...memoryIdempotency(session),
    ...memoryTradeQuery(session, { tradesOf, marksOf }),
  }
}

/** Everything of one user. Its transactions run one after the other, in the order in which they were asked for. */
class UserStore {
  readonly #session = new MemorySession()
  // Made once: to build some sixty functions anew would cost more than most transactions do.
  readonly #tx = transactionOf(this.#session)
  #last: Promise<unknown> = Promise.resolve()

  transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    const run = () => this.#run(work)
    const result = this.#last.then(run)
    this.#last = result.catch(() => undefined)
    return result
  }

  async #run<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    const { journal } = this.#session
    journal.begin()
    try {
      const result = await work(this.#tx)
      this.#session.checkPromises()
      journal.commit()
      return result
    } catch (error) {
      journal.rollBack()
      throw error
    } finally {
      this.#session.end()
    }
  }
}

/**
 * A store that lives as long as the process, for back-tests, simulations and tests. Rows that come in are frozen with
 * all that is in them, and come out as they are: what was read cannot change, and costs nothing to read.
 */
export function memoryStore(): Store {
  const users = new Map<string, UserStore>()
  const inside = new AsyncLocalStorage<true>()
  let isClosed = false
  return {
    async transact(username, work) {
      invariant(username !== '', 'a transaction needs a user: without one no row is anybody’s')
      invariant(!isClosed, 'the store is closed')
      invariant(
        inside.getStore() === undefined,
        'a transaction inside another would wait for it for ever: use its tx',
      )
      const user = users.get(username) ?? new UserStore()
      users.set(username, user)
      return user.transact((tx) => inside.run(true, () => work(tx)))
    },
    async close() {
      isClosed = true
    },
  }
}
