import type { Instant } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import type { NetPrice } from '../../domain/spread/net-price.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'
import type { ExitReason } from '../../domain/trade/exit-reason.ts'
import { tradeCan } from '../../domain/trade/trade-can.ts'
import { entryPrice, exitPrice, openQuantity, realizedPnl } from '../../domain/trade/trade-figures.ts'
import type { TradeFlag } from '../../domain/trade/trade-flag.ts'
import type { TradeStatus } from '../../domain/trade/trade-status.ts'
import type { PriceSnapshotRecord } from '../../ports/store/price-snapshot-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'

/** A trade as a person reads it. Amounts are cents, prices units of `Price` per share; what nobody knows is null. */
export interface TradeLine {
  readonly id: string
  /** Goes back with a command: one that was given in view of another version is refused. */
  readonly version: number
  readonly status: TradeStatus
  readonly flags: readonly TradeFlag[]
  readonly origin: 'ENGINE' | 'MANUAL' | 'IMPORTED'
  readonly managed: boolean
  readonly strategy: Strategy
  readonly underlying: string
  readonly root: string
  readonly expiration: TradingDay
  readonly strikes: readonly Price[]
  readonly quantity: number
  readonly openQuantity: number
  readonly entry: NetPrice | null
  readonly exit: NetPrice | null
  readonly exitReason: ExitReason | null
  /** What closing would bring at the middle of the quotes, + received, and when that was seen. */
  readonly mark: Price | null
  readonly markedAt: Instant | null
  readonly unrealizedCents: Cents | null
  readonly realizedCents: Cents | null
  readonly maxProfitCents: Cents | null
  readonly maxLossCents: Cents | null
  readonly createdAt: Instant
  readonly openedAt: number | null
  readonly closedAt: number | null
  /** What a person may do with it now. */
  readonly can: { readonly close: boolean; readonly cancelEntry: boolean; readonly setManaged: boolean }
}

/** The line of a trade, with what it was last seen to be worth. */
export function tradeLine(record: TradeRecord, seen: PriceSnapshotRecord | undefined): TradeLine {
  const { trade, spread, createdAt, maxProfit, maxLoss } = record
  const { strategy, underlying, root, expiration, legs } = spread
  const isOpen = openQuantity(trade) > 0
  return {
    id: trade.id,
    version: trade.version,
    status: trade.status,
    flags: trade.flags,
    origin: trade.origin,
    managed: trade.managed,
    strategy,
    underlying,
    root,
    expiration,
    strikes: legs.map(({ contract }) => contract.strike),
    quantity: trade.quantity,
    openQuantity: openQuantity(trade),
    entry: entryPrice(trade),
    exit: exitPrice(trade),
    exitReason: trade.exitReason,
    mark: isOpen ? (seen?.mark ?? null) : null,
    markedAt: isOpen ? (seen?.at ?? null) : null,
    unrealizedCents: isOpen ? (seen?.unrealizedPnl ?? null) : null,
    realizedCents: trade.exits.length === 0 ? null : realizedPnl(trade),
    maxProfitCents: maxProfit,
    maxLossCents: maxLoss,
    createdAt,
    openedAt: trade.openedAt,
    closedAt: trade.closedAt,
    can: {
      close: tradeCan.close(trade) || tradeCan.retryExit(trade),
      cancelEntry: tradeCan.cancelEntry(trade),
      setManaged: tradeCan.setManaged(trade),
    },
  }
}
