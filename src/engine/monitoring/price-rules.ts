import { divideFloor } from '../../domain/money/rounding.ts'
import type { ClosingPrices } from './closing-prices.ts'
import type { MonitorMemory } from './monitor-memory.ts'
import type { OpenTradeInput } from './open-trade-input.ts'
import { bare, type ExitRule, falling, type RuleReading, rising } from './rule-reading.ts'
import { shapeOf, type TradeTerms } from './trade-terms.ts'

/** A trade with prices to judge it by. */
export interface PricedTrade {
  readonly input: OpenTradeInput
  readonly terms: TradeTerms
  readonly prices: ClosingPrices
  readonly memory: MonitorMemory
}

/** A breach older than this is forgotten: a stop is not to fire on one quote because of one long ago. */
const BREACH_MEMORY_MS = 5 * 60_000

/** Basis points of the maximum profit that the mark stands for, rounded down; null when it has no bound. */
export function profitBasisPoints({ terms, prices }: Pick<PricedTrade, 'terms' | 'prices'>): number | null {
  if (prices.mark === null || terms.maxProfit === null) return null
  return divideFloor((terms.received + prices.mark) * 10_000, terms.maxProfit)
}

/** Loss per share, units of `Price`, at which the stop lies; for a credit the lower of its two. */
function stopAt({ input, terms }: PricedTrade): number {
  const { settings, record } = input
  if (shapeOf(record).effect === 'debit')
    return (settings['exit.stop_debit_max_loss'] * terms.maxLoss) / 10_000
  const byLoss = settings['exit.stop_credit_max_loss'] * terms.maxLoss
  const multiple = settings['exit.stop_credit_multiple']
  return Math.min(byLoss, multiple === null ? byLoss : multiple * terms.received) / 10_000
}

/**
 * The stop, at the price that closing would really have. One bad print must not close a trade, so it takes two
 * good cycles in a row; a cycle with bad quotes between them proves nothing either way.
 */
export function stopLoss(trade: PricedTrade): RuleReading {
  const { input, terms, prices, memory } = trade
  if (prices.natural === null) return bare('stop_loss', 'paused')
  const reading = rising('stop_loss', -(terms.received + prices.natural), stopAt(trade))
  if (reading.state !== 'hit') return reading
  const since = memory.stopBreachedAt === null ? Number.NaN : input.at - memory.stopBreachedAt
  return since > 0 && since <= BREACH_MEMORY_MS ? reading : { ...reading, state: 'pending' }
}

/** A rule on profit waits while the quotes are bad or wide: a profit in the middle of a wide market is imagined. */
function onProfit(
  trade: PricedTrade,
  rule: ExitRule,
  judge: (basisPoints: number) => RuleReading,
): RuleReading {
  if (trade.prices.quality !== 'good') return bare(rule, 'paused')
  const basisPoints = profitBasisPoints(trade)
  return basisPoints === null ? bare(rule, 'not_evaluated') : judge(basisPoints)
}

/** Profit at the mark, basis points of the most, against the target of the trade's own side. */
export function profitTarget(trade: PricedTrade): RuleReading {
  const { settings, record } = trade.input
  const target = settings[`exit.profit_target_${shapeOf(record).effect}`]
  if (target === null) return bare('profit_target', 'off')
  return onProfit(trade, 'profit_target', (profit) => rising('profit_target', profit, target))
}

/** What was given back from the highest profit, basis points of the most, once that was high enough. */
export function trailingStop(trade: PricedTrade): RuleReading {
  const { settings } = trade.input
  const arm = settings['exit.trail_arm']
  if (arm === null) return bare('trailing_stop', 'off')
  return onProfit(trade, 'trailing_stop', (profit) => {
    const peak = Math.max(profit, trade.memory.peak ?? profit)
    const reading = rising('trailing_stop', peak - profit, settings['exit.trail_giveback'])
    return peak >= arm ? reading : { ...reading, state: 'clear', distance: null }
  })
}

/** Volatility now over that of the entry, for a credit spread with enough profit. */
export function ivCrush(trade: PricedTrade): RuleReading {
  const { settings, record, iv } = trade.input
  const ratio = settings['exit.iv_crush_ratio']
  if (ratio === null || shapeOf(record).effect === 'debit') return bare('iv_crush', 'off')
  return onProfit(trade, 'iv_crush', (profit) => {
    if (record.ivEntry === null || record.ivEntry <= 0) return bare('iv_crush', 'not_evaluated')
    if (profit < settings['exit.iv_crush_min_profit']) return bare('iv_crush', 'clear')
    if (iv === null) return bare('iv_crush', 'not_evaluated')
    return falling('iv_crush', iv / record.ivEntry, ratio / 10_000)
  })
}

/** What closing a credit spread costs at the mark, units of `Price`. */
export function lowValue(trade: PricedTrade): RuleReading {
  const { settings, record } = trade.input
  const least = settings['exit.low_value']
  if (least === null || shapeOf(record).effect === 'debit') return bare('low_value', 'off')
  if (trade.prices.quality !== 'good' || trade.prices.mark === null) return bare('low_value', 'paused')
  return falling('low_value', 0 - trade.prices.mark, least)
}
