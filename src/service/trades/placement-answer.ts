import { ok, type Refusal, type Result, refuse } from '../../domain/refusal.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { tradeLines } from '../engine/list-books.ts'
import type { TradeLine } from '../engine/trade-line.ts'

/**
 * A trade that was placed. `unknown`: it may have happened; it is being looked for and never sent again. `over`: the
 * order has ended meanwhile, as a repeated request may find.
 */
export interface PlacedTrade {
  readonly trade: TradeLine
  readonly outcome: 'working' | 'partially_filled' | 'filled' | 'unknown' | 'over'
  readonly orderId: string | null
}

/**
 * How the sending of a trade by hand stands, from what is stored alone.
 *
 * Refuses: `request_is_in_flight` while it has not been sent, `broker_rejected_the_order` with the broker's words,
 * `order_was_not_sent`, `order_never_arrived`.
 *
 * @param words what the broker said when it refused at once, where that was heard
 */
export async function placementAnswer(
  tx: StoreTransaction,
  tradeId: string,
  words: string | null = null,
): Promise<Result<PlacedTrade>> {
  const [record, intents, orders] = await Promise.all([
    tx.tradeById(tradeId),
    tx.intentsOfTrades([tradeId]),
    tx.ordersOfTrade(tradeId),
  ])
  const intent = intents.find(({ role }) => role === 'ENTRY')
  if (record === null || intent === undefined) {
    throw new Error(`trade ${tradeId} has no entry although both are written together`)
  }
  const order = orders.find(({ intentId }) => intentId === intent.id)
  const refused = refusalOf(record, intent, order, words)
  if (refused !== null) return refused
  const [line] = await tradeLines(tx, [record])
  return ok({ trade: line!, outcome: outcomeOf(record, intent), orderId: intent.brokerOrderId })
}

function refusalOf(
  { trade }: TradeRecord,
  { state, resolution, filledQuantity }: OrderIntent,
  order: OrderRecord | undefined,
  words: string | null,
): Refusal<string> | null {
  if (filledQuantity > 0) return null
  const isRejected = state === 'done' && (resolution === 'rejected' || resolution === 'error')
  if (state === 'refused' || isRejected) {
    const said = order?.order.reason ?? words ?? resolution ?? 'it gave no reason'
    return refuse('broker_rejected_the_order', `The broker rejected the order of trade ${trade.id}: ${said}`)
  }
  switch (state) {
    case 'prepared':
    case 'sending':
      return refuse(
        'request_is_in_flight',
        'A request under this key is being worked on; ask again in a moment.',
      )
    case 'expired':
      return refuse(
        'order_was_not_sent',
        `The order of trade ${trade.id} was not sent: ${words ?? resolution ?? 'it was too late'}.`,
      )
    case 'tombstoned':
      return refuse(
        'order_never_arrived',
        `The order of trade ${trade.id} was looked for and never arrived at the broker.`,
      )
    default:
      return null
  }
}

function outcomeOf({ trade }: TradeRecord, { state, filledQuantity }: OrderIntent): PlacedTrade['outcome'] {
  if (state === 'unknown') return 'unknown'
  if (trade.status === 'ENTRY_PENDING') return 'working'
  if (trade.status === 'PARTIALLY_FILLED') return 'partially_filled'
  return filledQuantity > 0 && openQuantity(trade) > 0 ? 'filled' : 'over'
}
