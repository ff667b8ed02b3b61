import { computeSpreadEnvelope, type SpreadEnvelope } from '../../domain/spread/envelope.ts'
import { type NetPrice, receivedPriceOf } from '../../domain/spread/net-price.ts'
import { type StrategyShape, strategyShape } from '../../domain/spread/strategy-table.ts'
import { entryPrice } from '../../domain/trade/trade-figures.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'

/**
 * What can come of a trade, per share in units of `Price`. Money of one spread of 100 shares in cents is the same
 * number.
 */
export interface TradeTerms {
  readonly entry: NetPrice
  /** + received. */
  readonly received: number
  /** Null where the profit has no bound. */
  readonly maxProfit: number | null
  readonly maxLoss: number
}

/** The row of the strategy table of a trade. */
export function shapeOf(record: TradeRecord): StrategyShape {
  return strategyShape(record.spread.strategy)
}

function envelopeOf({ spread }: TradeRecord, entry: NetPrice): SpreadEnvelope | null {
  const strikes = spread.legs.map(({ contract }) => contract.strike)
  const envelope = computeSpreadEnvelope(spread.strategy, strikes, entry)
  return envelope.ok ? envelope.value : null
}

/** The terms at the trade's entry price; null while it has none, or one at which the spread can make nothing. */
export function termsOf(record: TradeRecord): TradeTerms | null {
  const entry = entryPrice(record.trade)
  const envelope = entry === null ? null : envelopeOf(record, entry)
  if (entry === null || envelope === null) return null
  const { maxProfitCents, maxLossCents } = envelope
  return {
    entry,
    received: receivedPriceOf(entry),
    maxProfit: maxProfitCents === 'unbounded' ? null : maxProfitCents,
    maxLoss: maxLossCents,
  }
}
