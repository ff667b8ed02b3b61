import type { Instant } from '../../domain/calendar/instant.ts'
import { cents } from '../../domain/money/cents.ts'
import { beginTrade } from '../../domain/trade/trade.ts'
import { workingExit } from '../../domain/trade/trade-figures.ts'
import { type BrokerOrder, isOver } from '../../ports/broker-order.ts'
import { isUnsettled, type OrderIntent } from '../../ports/store/intent-store.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { recordTradeClosed, type TradeClosing } from '../lifecycle/record-trade-closed.ts'
import { afterCleanScan } from '../submission/resolve-unknown.ts'
import { matchOrders } from './match-orders.ts'
import { filledOf, intentAfter, isOrderOver } from './order-report.ts'
import { type TradeAfterOrders, tradeAfterOrders } from './trade-after-orders.ts'
import type { IntentView, SyncContext } from './trade-fold.ts'

/** What an order sync looks at. */
export interface OrderSyncInput extends SyncContext {
  readonly account: string
  readonly epoch: number
  /** The snapshot or confirmation in which the orders were seen. */
  readonly seenBy: string
  readonly orders: readonly BrokerOrder[]
  /** Whether these are all orders that the broker lists: only then is a missing one evidence. */
  readonly complete: boolean
  /** When the reading of the list began: an order that was sent later cannot be missing from it. */
  readonly listedAt: Instant
  /** Unsettled ones, those of pending trades, and whatever the tags of the orders lead to. */
  readonly intents: readonly OrderIntent[]
  /** The trades that orders may be under way for, and those of the intents. */
  readonly trades: readonly TradeRecord[]
}

/** What is to be stored after an order sync, in one transaction, and what is to be done about it. */
export interface OrderSyncDecision {
  readonly orders: readonly OrderRecord[]
  readonly intents: readonly OrderIntent[]
  readonly trades: readonly TradeSave[]
  /** Entries that filled after their trade was cancelled, as trades of their own. */
  readonly lateTrades: readonly TradeRecord[]
  /** Entries and exits that still work although they had been given up: they are to be cancelled. */
  readonly lateOrders: readonly string[]
  /** Orders with a tag of ours that nothing of ours explains. */
  readonly strays: readonly BrokerOrder[]
  readonly refusals: TradeAfterOrders['refusals']
  /** The trades that it closes, each told of once. */
  readonly closings: readonly TradeClosing[]
}

/**
 * What the broker's orders mean for our intents and trades. Pure: the same input gives the same decision, and given
 * its own result again it decides nothing more.
 */
export function decideOrders(input: OrderSyncInput): OrderSyncDecision {
  const { pairs: matched, strays, foreign } = matchOrders(input.orders, input.intents)
  const pairs = matched.filter(({ intent, order }) => !isOldNews(intent, order))
  const orderOf = new Map(pairs.map(({ intent, order }) => [intent.id, order]))
  const trades = new Map(input.trades.map((record) => [record.trade.id, record]))
  const late = lateArrivals(pairs, trades, input)
  const lateIds = new Set(late.intents.map(({ id }) => id))
  // A list that leaves the tags of our known orders out would hide one that we look for by its tag.
  const showsTags = pairs.every(({ order }) => order.tag !== null)
  const after = new Map(
    input.intents.map((intent) => {
      const order = orderOf.get(intent.id)
      if (order !== undefined) return [intent.id, intentAfter(intent, order, input.now)]
      const isMissing = input.complete && showsTags && (intent.sentAt ?? intent.preparedAt) < input.listedAt
      return [intent.id, isMissing ? afterCleanScan(intent, input.now) : intent]
    }),
  )
  for (const moved of late.intents) after.set(moved.id, { ...after.get(moved.id)!, tradeId: moved.tradeId })
  const views = viewsByTrade([...after.values()], orderOf)
  const saves: TradeAfterOrders[] = []
  for (const record of [...input.trades, ...late.trades]) {
    const own = views.get(record.trade.id)
    if (own !== undefined) saves.push(tradeAfterOrders(record, own, input))
  }
  const changed = saves.filter(({ save }) => save.events.length > 0)
  const newIds = new Set(late.trades.map(({ trade }) => trade.id))
  return {
    orders: orderRecords(input, pairs, [...strays, ...foreign], after),
    intents: input.intents.flatMap((before) => {
      const now = after.get(before.id)!
      return now === before ? [] : [lateIds.has(before.id) ? { ...now, version: before.version + 1 } : now]
    }),
    trades: changed.map(({ save }) => save).filter(({ record }) => !newIds.has(record.trade.id)),
    lateTrades: late.trades.map((record) => bornAfter(record, changed)),
    lateOrders: [...late.working, ...lateExits(pairs, trades), ...lateBrackets(pairs, [...after.values()])],
    strays,
    refusals: saves.flatMap(({ refusals }) => refusals),
    closings: changed.flatMap(({ save }) => recordTradeClosed(save) ?? []),
  }
}

/**
 * An answer that a gateway kept from earlier: the order works where it was seen over already, or has filled less. It is
 * no evidence of anything; taken in, it would bring back to life an order whose next price works already.
 */
function isOldNews(intent: OrderIntent, order: BrokerOrder): boolean {
  return filledOf(order) < intent.filledQuantity || (intent.state === 'done' && !isOrderOver(order))
}

/** A new trade is inserted as it is after its first fills; its version begins at 1 like any other's. */
function bornAfter(record: TradeRecord, changed: readonly TradeAfterOrders[]): TradeRecord {
  const found = changed.find(({ save }) => save.record.trade.id === record.trade.id)?.save.record ?? record
  return { ...found, trade: { ...found.trade, version: 1 } }
}

interface LateArrivals {
  readonly trades: readonly TradeRecord[]
  readonly intents: readonly { readonly id: string; readonly tradeId: string }[]
  readonly working: readonly string[]
}

/** Entries that were given up (and their trade cancelled), and that the broker shows after all. */
function lateArrivals(
  pairs: readonly { readonly intent: OrderIntent; readonly order: BrokerOrder }[],
  trades: ReadonlyMap<string, TradeRecord>,
  { now }: OrderSyncInput,
): LateArrivals {
  const born: TradeRecord[] = []
  const intents: { id: string; tradeId: string }[] = []
  const working: string[] = []
  for (const { intent, order } of pairs) {
    const record = trades.get(intent.tradeId)
    if (intent.role !== 'ENTRY' || record === undefined || record.trade.status !== 'CANCELLED') continue
    if (!isOver(order.status)) working.push(order.id)
    if (order.filledQuantity === 0) continue
    const id = `${intent.id}-late`
    const { managed, multiplier, origin } = record.trade
    const quantity = order.quantity
    const trade = beginTrade({ id, origin, managed, quantity, multiplier, linkedTo: record.trade.id })
    born.push({
      ...record,
      trade,
      createdAt: now,
      reserve: cents(0),
      memo: {},
      lastFillSequence: null,
      absentSnapshots: 0,
    })
    intents.push({ id: intent.id, tradeId: id })
  }
  return { trades: born, intents, working }
}

/**
 * Exits that work at the broker and are not the one that their trade is closed by: given up, and there after all. No
 * ladder walks their price any more, and while they work no other exit can be sent.
 */
function lateExits(
  pairs: readonly { readonly intent: OrderIntent; readonly order: BrokerOrder }[],
  trades: ReadonlyMap<string, TradeRecord>,
): readonly string[] {
  return pairs.flatMap(({ intent, order }) => {
    const record = trades.get(intent.tradeId)
    if (intent.role !== 'EXIT' || record === undefined || isOver(order.status)) return []
    return workingExit(record.trade)?.orderId === intent.id ? [] : [order.id]
  })
}

/** Brackets that work although they were given up, while another closing order of their trade is under way. */
function lateBrackets(
  pairs: readonly { readonly intent: OrderIntent; readonly order: BrokerOrder }[],
  intents: readonly OrderIntent[],
): readonly string[] {
  return pairs.flatMap(({ intent, order }) => {
    if (intent.role !== 'BRACKET' || isOrderOver(order)) return []
    const isFollowed = intents.some(
      ({ id, tradeId, role, state, preparedAt }) =>
        id !== intent.id &&
        tradeId === intent.tradeId &&
        role !== 'ENTRY' &&
        isUnsettled(state) &&
        preparedAt >= intent.preparedAt,
    )
    return isFollowed ? [order.id] : []
  })
}

function viewsByTrade(
  intents: readonly OrderIntent[],
  orderOf: ReadonlyMap<string, BrokerOrder>,
): Map<string, IntentView[]> {
  const views = new Map<string, IntentView[]>()
  const ordered = intents.toSorted((a, b) => a.preparedAt - b.preparedAt || (a.id < b.id ? -1 : 1))
  for (const intent of ordered) {
    const own = views.get(intent.tradeId) ?? []
    own.push({ intent, order: orderOf.get(intent.id) ?? null })
    views.set(intent.tradeId, own)
  }
  return views
}

function orderRecords(
  { account, epoch, seenBy }: OrderSyncInput,
  pairs: readonly { readonly intent: OrderIntent; readonly order: BrokerOrder }[],
  others: readonly BrokerOrder[],
  after: ReadonlyMap<string, OrderIntent>,
): OrderRecord[] {
  const ours = pairs.map(({ intent, order }): OrderRecord => {
    const { id, role, tradeId } = after.get(intent.id) ?? intent
    return { account, epoch, order, intentId: id, tradeId, role, seenBy }
  })
  const theirs = others.map(
    (order): OrderRecord => ({ account, epoch, order, intentId: null, tradeId: null, role: null, seenBy }),
  )
  return [...ours, ...theirs]
}
