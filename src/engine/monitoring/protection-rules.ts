import { tickRuleFor } from '../../domain/option/product.ts'
import { stopFloor } from '../../domain/trade/bracket-prices.ts'
import type { ClosingPrices } from './closing-prices.ts'
import type { OpenTradeInput } from './open-trade-input.ts'
import { bare, falling, type RuleReading, rising } from './rule-reading.ts'

/** A trade that a person protects with prices of their own, and what its quotes say. */
interface ProtectedTrade {
  readonly input: OpenTradeInput
  readonly prices: ClosingPrices
}

/**
 * The person's stop, at the mark, as soon as one good quote says so: nobody else sells. While the broker holds it, its
 * order does; then only a market below the floor of that order counts, where it rests and sells nothing any more.
 */
export function wantedStop({ input, prices }: ProtectedTrade): RuleReading {
  const { record, settings } = input
  const { trade, spread, hand } = record
  const held = trade.bracket?.heldBy === 'broker' ? trade.bracket : null
  const stop = held === null ? (hand?.stopLoss ?? null) : held.stopLoss
  if (stop === null) return bare('stop_loss', 'off')
  if (prices.mark === null || prices.natural === null) return bare('stop_loss', 'paused')
  if (held === null) return falling('stop_loss', prices.mark, stop)
  const floor = stopFloor(stop, settings['bracket.stop_limit_floor'], tickRuleFor(spread.root))
  return falling('stop_loss', prices.natural, floor - 1)
}

/** The person's take profit, at the mark; the broker's own order sees to it while there is one. */
export function wantedTarget({ input, prices }: ProtectedTrade): RuleReading {
  const { trade, hand } = input.record
  const target = hand?.takeProfit ?? null
  if (target === null || trade.bracket?.heldBy === 'broker') return bare('profit_target', 'off')
  if (prices.quality !== 'good' || prices.mark === null) return bare('profit_target', 'paused')
  return rising('profit_target', prices.mark, target)
}
