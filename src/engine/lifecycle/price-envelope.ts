import { cents } from '../../domain/money/cents.ts'
import { computeSpreadEnvelope, scaleEnvelope } from '../../domain/spread/envelope.ts'
import { entryPrice, filledQuantity } from '../../domain/trade/trade-figures.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'

/**
 * The record with the most that its fills can make and lose, in cents, for the whole filled quantity; null for what
 * has no bound or no price yet. An entry at a price that no such spread can have (a credit beyond the width) leaves
 * both null: it is a fact to look at, not one to compute with.
 */
export function priceEnvelope(record: TradeRecord): TradeRecord {
  const { trade, spread } = record
  const entry = entryPrice(trade)
  const quantity = filledQuantity(trade)
  if (entry === null || quantity === 0) return { ...record, maxProfit: null, maxLoss: null }
  const strikes = spread.legs.map(({ contract }) => contract.strike)
  const envelope = computeSpreadEnvelope(spread.strategy, strikes, entry)
  if (!envelope.ok) return { ...record, maxProfit: null, maxLoss: null }
  const { maxProfitCents, maxLossCents } = scaleEnvelope(envelope.value, quantity)
  const maxProfit = maxProfitCents === 'unbounded' ? null : cents(maxProfitCents)
  return { ...record, maxProfit, maxLoss: maxLossCents }
}
