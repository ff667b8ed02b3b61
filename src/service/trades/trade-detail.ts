import { type Price, price } from '../../domain/money/price.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { receivedPriceOf } from '../../domain/spread/net-price.ts'
import { entryPrice, exitPrice, realizedPnl } from '../../domain/trade/trade-figures.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import type { PriceSnapshotRecord } from '../../ports/store/price-snapshot-store.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { SpreadTerms, TradeRecord } from '../../ports/store/trade-store.ts'
import type { AccountView } from '../engine/account-view.ts'
import { explainTrade, type TradeStory } from '../engine/explain-trade.ts'
import { HOUR_MS, holdWords } from './hold-time.ts'
import {
  extremesOf,
  type HindsightLabel,
  type HorizonProfit,
  hindsightOf,
  horizonProfits,
} from './trade-extremes.ts'
import { type TradeRow, tradeRows } from './trade-row.ts'

/** Everything that is known of one trade. Amounts are cents, prices units of `Price` per share. */
export interface TradeDetail {
  readonly trade: TradeRow
  readonly legs: SpreadTerms['legs']
  /** The broker's ids; null while there is no such order. */
  readonly entryOrderId: string | null
  readonly stopLossOrderId: string | null
  readonly takeProfitOrderId: string | null
  /** Price and time of the entry's fill, as the broker reported it. */
  readonly brokerFillPrice: Price | null
  readonly brokerFillAt: number | null
  readonly deltaAtEntry: number | null
  readonly ivAtEntry: number | null
  readonly underlyingAtEntry: number | null
  readonly maxDrawdownCents: number | null
  readonly maxGainCents: number | null
  readonly hindsight: HindsightLabel | null
  readonly horizons: readonly HorizonProfit[]
  /** Held so far, or until it was closed; hours, and in words. */
  readonly holdHours: number | null
  readonly holdWords: string | null
  /** How much better (+) or worse (-) per share it left than the level that was to take it out; null without one. */
  readonly triggerPrecision: Price | null
  readonly life: TradeStory['life']
  readonly intents: TradeStory['intents']
  readonly orders: TradeStory['orders']
  readonly decisions: TradeStory['decisions']
  readonly proposal: TradeStory['proposal']
  /** Ascending by time. */
  readonly prices: readonly PriceSnapshotRecord[]
}

/**
 * Everything that is known of a trade.
 *
 * Refuses: `trade_must_exist`, for another's as for none.
 */
export async function tradeDetail(view: AccountView, id: string): Promise<Result<TradeDetail>> {
  const { work, username, account } = view
  const own = await work.transact(username, async (tx) => {
    const record = await tx.tradeById(id)
    return record?.account === account ? ownFacts(tx, view, record) : null
  })
  if (own === null) return refuse('trade_must_exist', `There is no trade "${id.slice(0, 40)}" of ${account}.`)
  const story = await explainTrade(view, id)
  if (!story.ok) return story
  const { life, intents, orders, decisions, proposal } = story.value
  return ok({ ...own, life, intents, orders, decisions, proposal })
}

type OwnFacts = Omit<TradeDetail, 'life' | 'intents' | 'orders' | 'decisions' | 'proposal'>

async function ownFacts(
  tx: StoreTransaction,
  { clock }: AccountView,
  record: TradeRecord,
): Promise<OwnFacts> {
  const { trade, spread, hand, ivEntry, underlyingEntry } = record
  const [row] = await tradeRows(tx, [record])
  const [marks] = await tx.markExtremes([trade.id])
  const prices = await tx.priceSnapshots(trade.id)
  const orders = await tx.ordersOfTrade(trade.id)
  const extremes = extremesOf(record, marks)
  const profit = trade.status === 'CLOSED' ? realizedPnl(trade) : null
  const until = trade.closedAt ?? clock.now()
  const heldMs = trade.openedAt === null ? null : Math.max(0, until - trade.openedAt)
  const bracket = bracketSides(orders)
  return {
    trade: row!,
    legs: spread.legs,
    entryOrderId: orders.findLast(({ role }) => role === 'ENTRY')?.order.id ?? null,
    stopLossOrderId: bracket.find(({ stop }) => stop !== null)?.id ?? null,
    takeProfitOrderId: bracket.find(({ stop }) => stop === null)?.id ?? null,
    brokerFillPrice: entryPrice(trade)?.amount ?? null,
    brokerFillAt: trade.openedAt,
    deltaAtEntry: hand?.context.deltaAtEntry ?? prices.find(({ delta }) => delta !== null)?.delta ?? null,
    ivAtEntry: hand?.context.ivAtEntry ?? ivEntry,
    underlyingAtEntry: underlyingEntry,
    maxDrawdownCents: extremes?.maxDrawdownCents ?? null,
    maxGainCents: extremes?.maxGainCents ?? null,
    hindsight: profit === null || extremes === null ? null : hindsightOf(profit, extremes),
    horizons: horizonProfits(record, prices),
    holdHours: heldMs === null ? null : Math.round((heldMs / HOUR_MS) * 100) / 100,
    holdWords: heldMs === null ? null : holdWords(heldMs),
    triggerPrecision: precisionOf(record),
    prices,
  }
}

/** Both sides of the newest bracket at the broker. */
function bracketSides(orders: readonly OrderRecord[]): readonly BrokerOrder[] {
  const newest = orders.findLast(({ role }) => role === 'BRACKET')?.order
  if (newest === undefined) return []
  return newest.children.length === 0 ? [newest] : newest.children
}

const STOPPED = new Set(['STOP_LOSS', 'STOP_LOSS_FILLED'])
const TAKEN = new Set(['PROFIT_TARGET', 'TAKE_PROFIT_FILLED'])

function precisionOf({ trade, hand }: TradeRecord): Price | null {
  const left = exitPrice(trade)
  const reason = trade.exitReason ?? ''
  const level = STOPPED.has(reason) ? hand?.stopLoss : TAKEN.has(reason) ? hand?.takeProfit : null
  return left === null || level == null ? null : price(receivedPriceOf(left) - level)
}
