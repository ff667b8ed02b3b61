import type { AccountEngine } from './account-engine.ts'
import { noteBroker } from './note-broker.ts'

/**
 * Mirrors the account after the close, until every order is over: what filled in the last minute and what expired with
 * the session must be in the books before the broker's order list rolls at midnight.
 *
 * @returns how many orders still work
 */
export async function syncAfterClose(engine: AccountEngine): Promise<number> {
  const { store, username, account, log } = engine.context
  const outcome = await engine.syncTradierSnapshot('sync', true)
  await noteBroker(engine, outcome)
  const working = await store.transact(username, (tx) => tx.workingOrders(account))
  const facts = { snapshot: outcome.state, working: working.length }
  log.write(
    'info',
    '[closingSync]',
    working.length === 0 ? 'every order is over' : 'orders still work',
    facts,
  )
  return working.length
}

/** Before the open each unfinished order is read by its id, since the list of the day before has rolled. */
export async function readUnfinishedOrders(engine: AccountEngine): Promise<number> {
  const { store, username, account } = engine.context
  const working = await store.transact(username, (tx) => tx.workingOrders(account))
  const ids = working.map(({ order }) => order.id)
  if (ids.length > 0) await engine.confirm(ids, 'sync')
  return ids.length
}
