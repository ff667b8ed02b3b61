import type { Instant } from '../../domain/calendar/instant.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { NetPrice } from '../../domain/spread/net-price.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import { allocatePositions, signedPositions } from '../../engine/exits/allocate-positions.ts'
import type { BrokerOrderStatus } from '../../ports/broker-order.ts'
import type { OrderRecord, OrderRole } from '../../ports/store/order-store.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { AccountView } from './account-view.ts'
import { type TradeLine, tradeLine } from './trade-line.ts'

/** How many rows of the past a list goes back, at most. */
const LONGEST = 1_000

/** The trades that are not over, or the newest of all of them, with what they were last seen to be worth. */
export function listTrades(
  { work, username, account }: AccountView,
  { all, count }: { readonly all: boolean; readonly count: number },
): Promise<readonly TradeLine[]> {
  return work.transact(username, async (tx) => {
    const records = all
      ? await tx.recentTrades(account, Math.min(count, LONGEST))
      : await tx.unfinishedTrades(account)
    return tradeLines(tx, records)
  })
}

/** The lines of some trades. */
export async function tradeLines(
  tx: StoreTransaction,
  records: readonly TradeRecord[],
): Promise<readonly TradeLine[]> {
  const open = records.filter(({ trade }) => !isFinal(trade.status)).map(({ trade }) => trade.id)
  const seen = new Map((await tx.latestPriceSnapshots(open)).map((one) => [one.tradeId, one]))
  return records.map((record) => tradeLine(record, seen.get(record.trade.id)))
}

/** A position at the broker, and which trades explain it. */
export interface PositionLine {
  readonly symbol: string
  readonly side: 'long' | 'short'
  readonly quantity: number
  /** Cash paid for one contract, + paid. */
  readonly costBasisCents: Cents | null
  readonly lastPrice: Price | null
  readonly trades: readonly string[]
  /** Contracts, signed, that no trade explains. */
  readonly unclaimed: number
  readonly updatedAt: Instant
}

/** What the broker holds, as the newest complete snapshot left it. */
export function listPositions({ work, username, account }: AccountView): Promise<readonly PositionLine[]> {
  return work.transact(username, async (tx) => {
    const rows = await tx.positions(account)
    const trades = await tx.unfinishedTrades(account)
    const { legsOf, unclaimed } = allocatePositions(trades, signedPositions(rows))
    const holders = (symbol: string): string[] =>
      [...legsOf].flatMap(([id, legs]) =>
        legs.some((leg) => leg.symbol === symbol && leg.own !== 0) ? [id] : [],
      )
    return rows.map(({ symbol, side, quantity, costBasisPerContract, lastPrice, updatedAt }) => ({
      symbol,
      side,
      quantity,
      costBasisCents: costBasisPerContract,
      lastPrice,
      trades: holders(symbol),
      unclaimed: unclaimed.get(symbol) ?? 0,
      updatedAt,
    }))
  })
}

/** An order at the broker. */
export interface OrderLine {
  readonly id: string
  readonly status: BrokerOrderStatus
  /** Null for an order of another hand. */
  readonly role: OrderRole | null
  readonly tradeId: string | null
  readonly underlying: string | null
  readonly legs: readonly string[]
  readonly quantity: number
  readonly filledQuantity: number
  readonly limit: NetPrice | null
  readonly cashFlowCents: Cents | null
  readonly reason: string | null
  readonly createdAt: Instant
  readonly changedAt: Instant
}

/** The orders that work, or the newest of all. */
export function listOrders(
  { work, username, account }: AccountView,
  { all, count }: { readonly all: boolean; readonly count: number },
): Promise<readonly OrderLine[]> {
  return work.transact(username, async (tx) => {
    const records = all
      ? await tx.recentOrders(account, Math.min(count, LONGEST))
      : await tx.workingOrders(account)
    return records.map(orderLine)
  })
}

/** The line of an order. */
export function orderLine({ order, role, tradeId }: OrderRecord): OrderLine {
  const { id, status, underlying, legs, quantity, filledQuantity, limit, cashFlow, reason } = order
  return {
    id,
    status,
    role,
    tradeId,
    underlying,
    legs: legs.map(
      ({ action, symbol, contract }) => `${action} ${contract === null ? symbol : formatOccSymbol(contract)}`,
    ),
    quantity,
    filledQuantity,
    limit,
    cashFlowCents: cashFlow,
    reason,
    createdAt: order.createdAt,
    changedAt: order.changedAt,
  }
}
