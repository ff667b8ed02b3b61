import type { Instant } from '../../domain/calendar/instant.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { IntentStore, OrderIntent } from '../../ports/store/intent-store.ts'
import type { OrderStore } from '../../ports/store/order-store.ts'
import type { TradeStatus } from '../../domain/trade/trade-status.ts'
import type { TradeRecord, TradeStore } from '../../ports/store/trade-store.ts'
import { isOurTag } from '../submission/order-tag.ts'
import { decideOrders, type OrderSyncDecision } from './decide-orders.ts'
import type { SyncContext } from './trade-fold.ts'

/** What an order sync needs of the transaction. */
export type OrderSyncTransaction = IntentStore & OrderStore & TradeStore

/** An order sync: which account, what the broker showed, and when. */
export interface OrderSync extends SyncContext {
  readonly account: string
  readonly epoch: number
  readonly seenBy: string
  readonly orders: readonly BrokerOrder[]
  readonly complete: boolean
  readonly listedAt: Instant
}

/** Trades that an order of ours may be under way for. */
const PENDING: readonly TradeStatus[] = ['ENTRY_PENDING', 'PARTIALLY_FILLED', 'CLOSING_PENDING']

/**
 * Takes in what the broker says of orders, and drives the life of trades by it: fills open and close them, deaths end
 * entries and exits by the rules of the trade. Run again with the same orders it changes nothing.
 */
export async function syncOrdersFromTradier(
  tx: OrderSyncTransaction,
  sync: OrderSync,
): Promise<OrderSyncDecision> {
  const { account, orders } = sync
  const trades = await tx.unfinishedIn(account, PENDING)
  const intents = await intentsFor(tx, account, orders, trades)
  const decision = decideOrders({ ...sync, intents, trades: await withTradesOf(tx, intents, trades) })
  for (const record of decision.lateTrades) await tx.insertTrade(record)
  if (decision.intents.length > 0) await tx.saveIntents(decision.intents)
  if (decision.trades.length > 0) await tx.saveTrades(decision.trades)
  // The stored orders are those of the last snapshot, which positions are compared with. An order that was read back
  // in between would hide the fill that explains the next change of a position.
  if (sync.complete && decision.orders.length > 0) await tx.saveOrders(decision.orders)
  return decision
}

async function intentsFor(
  tx: IntentStore,
  account: string,
  orders: readonly BrokerOrder[],
  trades: readonly TradeRecord[],
): Promise<readonly OrderIntent[]> {
  const pending = trades.map(({ trade }) => trade.id)
  const found = [
    ...(await tx.unsettledIntents(account)),
    ...(pending.length === 0 ? [] : await tx.intentsOfTrades(pending)),
  ]
  // A tag is that of one intent of the account.
  const known = new Set(found.map(({ tag }) => tag))
  const tags = orders.map(({ tag }) => tag).filter(isOurTag)
  const others = tags.filter((tag) => !known.has(tag))
  if (others.length > 0) found.push(...(await tx.intentsByTag(account, others)))
  return [...new Map(found.map((intent) => [intent.id, intent])).values()]
}

async function withTradesOf(
  tx: TradeStore,
  intents: readonly OrderIntent[],
  pending: readonly TradeRecord[],
): Promise<readonly TradeRecord[]> {
  const known = new Set(pending.map(({ trade }) => trade.id))
  const missing = [...new Set(intents.map(({ tradeId }) => tradeId))].filter((id) => !known.has(id))
  return missing.length === 0 ? pending : [...pending, ...(await tx.tradesByIds(missing))]
}
