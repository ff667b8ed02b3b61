import type { Cents } from '../../domain/money/cents.ts'
import { describeNetPrice } from '../../domain/spread/net-price.ts'
import type { ExitReason } from '../../domain/trade/exit-reason.ts'
import { exitPrice, realizedPnl } from '../../domain/trade/trade-figures.ts'
import type { LogFacts } from '../../ports/log.ts'
import type { TradeSave } from '../../ports/store/trade-store.ts'

/** A trade that a change has closed, as it is told to people and counted for the day. */
export interface TradeClosing {
  readonly tradeId: string
  readonly underlying: string
  readonly exitReason: ExitReason
  /** Null is unknown, not zero. */
  readonly realizedPnl: Cents | null
  readonly facts: LogFacts
}

/** What a change has closed, or null when it closed nothing. Each closing is reported by exactly one change. */
export function recordTradeClosed({ record, events }: TradeSave): TradeClosing | null {
  const closing = events.find((event) => event.type === 'status_changed' && event.to === 'CLOSED')
  if (closing?.type !== 'status_changed' || closing.exitReason === null) return null
  const { trade, spread } = record
  const pnl = realizedPnl(trade)
  const price = exitPrice(trade)
  return {
    tradeId: trade.id,
    underlying: spread.underlying,
    exitReason: closing.exitReason,
    realizedPnl: pnl,
    facts: {
      trade: trade.id,
      underlying: spread.underlying,
      strategy: spread.strategy,
      reason: closing.exitReason,
      exitPrice: price === null ? null : describeNetPrice(price),
      realizedPnlCents: pnl,
    },
  }
}
