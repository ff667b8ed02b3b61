import { daysToExpirationAt } from '../../domain/calendar/days-to-expiration.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import { underlyingPrice } from '../../domain/market/underlying-price.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import { negatePrice } from '../../domain/money/price.ts'
import { netPriceOfPaid } from '../../domain/spread/net-price.ts'
import type { OrderedExitReason } from '../../domain/trade/exit-reason.ts'
import { unrealizedPnl } from '../../domain/trade/trade-figures.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { type ClosingPrices, closingPrices, type LegQuality } from './closing-prices.ts'
import { type MonitorMemory, memoryOf } from './monitor-memory.ts'
import type { OpenTradeInput } from './open-trade-input.ts'
import { plausiblePrices } from './plausible-prices.ts'
import { ivCrush, lowValue, profitBasisPoints, profitTarget, stopLoss, trailingStop } from './price-rules.ts'
import { wantedStop, wantedTarget } from './protection-rules.ts'
import { bare, EXIT_RULES, type ExitRule, type RuleReading } from './rule-reading.ts'
import { expiringInTheMoney, timeExit, underlyingShock } from './time-rules.ts'
import { type TradeTerms, termsOf } from './trade-terms.ts'

/** A decision to close, with the one reason that stays. */
export interface ExitTrigger {
  readonly reason: OrderedExitReason
  readonly rule: ExitRule
  readonly value: number | null
  readonly threshold: number | null
  readonly decidedAt: Instant
}

/** Where an open trade stands. What cannot be known is null. */
export interface TradeMetrics {
  /** Net per share, + received to close, in the middle of the quotes. */
  readonly currentMark: Price | null
  /** The same at once. */
  readonly natural: Price | null
  /** Of the open quantity at the mark. */
  readonly unrealizedPnl: Cents | null
  /** P&L at the mark over the maximum profit, and loss over the maximum loss (0 without a loss). */
  readonly pnlFraction: number | null
  readonly lossFraction: number | null
  readonly dte: number
  readonly underlying: Price | null
  /** Since the entry, as a share. */
  readonly underlyingChange: number | null
  readonly quotes: ClosingPrices['quality']
  readonly legQuotes: readonly LegQuality[]
  /** Every rule, in the order of priority. */
  readonly rules: readonly RuleReading[]
}

/** What the monitor found of one open trade. */
export interface OpenTradeVerdict {
  readonly trigger: ExitTrigger | null
  readonly metrics: TradeMetrics
  /** To be stored, and handed in again with the next cycle. */
  readonly memo: { readonly [Key in keyof MonitorMemory]: MonitorMemory[Key] }
  /** Bad quotes for several cycles: somebody should look. */
  readonly alert: 'BAD_QUOTES' | null
}

const RULE_NAMES = Object.keys(EXIT_RULES) as readonly ExitRule[]

/** Every rule's reading. Without an entry price there is nothing to measure a profit from: only time decides. */
function readRules(
  input: OpenTradeInput,
  terms: TradeTerms | null,
  prices: ClosingPrices,
  memory: MonitorMemory,
  underlying: Price | null,
): readonly RuleReading[] {
  const time = timeExit(input)
  const theirs = protectionRules(input, prices)
  if (isOfPerson(input.record)) return readHandRules(input, theirs, underlying, time)
  if (terms === null) {
    return RULE_NAMES.map((rule) =>
      rule === 'time_exit' ? time : (theirs.get(rule) ?? bare(rule, 'not_evaluated')),
    )
  }
  const trade = { input, terms, prices, memory }
  const rules = [
    bare('broker_restriction', input.restriction === null ? 'clear' : 'hit'),
    underlyingShock(input, underlying),
    expiringInTheMoney(input, underlying),
    stopLoss(trade),
    profitTarget(trade),
    trailingStop(trade),
    ivCrush(trade),
    time,
    lowValue(trade),
  ]
  return rules.map((reading) => theirs.get(reading.rule) ?? reading)
}

/** Begun by a person, whose plan it is: the engine's own rules on profit, and on where its underlying goes, are not theirs. */
function isOfPerson({ trade, hand }: TradeRecord): boolean {
  return trade.origin === 'MANUAL' && hand !== null
}

/** The person's own stop and take profit, where they gave one: they stand in the place of the engine's. */
function protectionRules(input: OpenTradeInput, prices: ClosingPrices): ReadonlyMap<ExitRule, RuleReading> {
  const readings = [wantedStop({ input, prices }), wantedTarget({ input, prices })]
  const { hand } = input.record
  const isWanted = { stop_loss: hand?.stopLoss ?? null, profit_target: hand?.takeProfit ?? null }
  return new Map(
    readings.flatMap((reading) =>
      isWanted[reading.rule as keyof typeof isWanted] === null ? [] : [[reading.rule, reading] as const],
    ),
  )
}

/** A trade of a person is closed by their prices, by what the broker or an expiring short enforces, and before it expires. */
function readHandRules(
  input: OpenTradeInput,
  theirs: ReadonlyMap<ExitRule, RuleReading>,
  underlying: Price | null,
  time: RuleReading,
): readonly RuleReading[] {
  const facts = [
    bare('broker_restriction', input.restriction === null ? 'clear' : 'hit'),
    expiringInTheMoney(input, underlying),
    time,
  ]
  const readings = new Map([...theirs.values(), ...facts].map((reading) => [reading.rule, reading]))
  return RULE_NAMES.map((rule) => readings.get(rule) ?? bare(rule, 'off'))
}

/**
 * Whether the verdict on a trade depends on its volatility now: a credit spread of a known volatility at its entry, on
 * good quotes, with the profit from which IV_CRUSH counts. Whoever hands in the volatility need not solve it otherwise.
 */
export function hangsOnVolatility(input: OpenTradeInput): boolean {
  const terms = termsOf(input.record)
  if (terms === null || isOfPerson(input.record)) return false
  const known = { ...input, iv: Number.MIN_VALUE }
  const trade = { terms, prices: closingPrices(input), memory: memoryOf(input.record.memo) }
  return ivCrush({ ...trade, input: known }).value !== null
}

function memoryAfter(
  { at }: OpenTradeInput,
  before: MonitorMemory,
  prices: ClosingPrices,
  profit: number | null,
  stop: RuleReading | undefined,
): MonitorMemory {
  const breached = stop?.state === 'hit' || stop?.state === 'pending'
  const unread = stop === undefined || stop.state === 'paused' || stop.state === 'not_evaluated'
  const kept = prices.quality === 'good' && profit !== null
  return {
    peak: kept ? Math.max(profit, before.peak ?? profit) : before.peak,
    stopBreachedAt: breached ? at : unread ? before.stopBreachedAt : null,
    badCycles: prices.quality === 'bad' ? before.badCycles + 1 : 0,
  }
}

function metricsOf(
  input: OpenTradeInput,
  terms: TradeTerms | null,
  prices: ClosingPrices,
  underlying: Price | null,
  rules: readonly RuleReading[],
): TradeMetrics {
  const { record, at } = input
  const { mark, natural, quality, legs } = prices
  const pnl = mark === null || terms === null ? null : terms.received + mark
  const known = record.underlyingEntry !== null && record.underlyingEntry > 0 && underlying !== null
  return {
    currentMark: mark,
    natural,
    unrealizedPnl: mark === null ? null : unrealizedPnl(record.trade, netPriceOfPaid(negatePrice(mark))),
    pnlFraction: pnl === null || terms!.maxProfit === null ? null : pnl / terms!.maxProfit,
    lossFraction: pnl === null ? null : Math.max(0, -pnl) / terms!.maxLoss,
    dte: daysToExpirationAt(at, record.spread.expiration),
    underlying,
    underlyingChange: known ? underlying / record.underlyingEntry - 1 : null,
    quotes: quality,
    legQuotes: legs,
    rules,
  }
}

/**
 * Decides whether an open trade is to be closed, and for which one reason: the first rule that is hit, in the
 * order EMERGENCY (verified facts only), STOP_LOSS, PROFIT_TARGET, TRAILING_STOP, IV_CRUSH, TIME_EXIT, LOW_VALUE.
 *
 * Profits are judged at the mark, stops at the natural price in two cycles in a row. Bad quotes (missing, zero,
 * crossed, stale, or no price that the option can have) are no emergency: they pause every rule on price and, after some cycles, raise an alert; wide
 * ones pause exits in profit only. Time and facts go on. A trade without an entry price has the exit by time only.
 * Pure: the memory of the cycle before is handed in with the record, and that for the next is returned.
 */
export function evaluateOpenTrade(input: OpenTradeInput): OpenTradeVerdict {
  const { record, settings, at, declaredDelayMs } = input
  const memory = memoryOf(record.memo)
  const terms = termsOf(record)
  const age = { staleAfter: settings['quote.stale_after'], declaredDelayMs }
  const underlying = underlyingPrice(input.underlying, at, age)
  const prices = plausiblePrices(closingPrices(input), input, underlying)
  const rules = readRules(input, terms, prices, memory, underlying)
  const first = rules.find(({ state }) => state === 'hit')
  const profit = terms === null ? null : profitBasisPoints({ terms, prices })
  const memo = memoryAfter(
    input,
    memory,
    prices,
    profit,
    rules.find(({ rule }) => rule === 'stop_loss'),
  )
  return {
    trigger:
      first === undefined
        ? null
        : {
            reason: EXIT_RULES[first.rule],
            rule: first.rule,
            value: first.value,
            threshold: first.threshold,
            decidedAt: at,
          },
    metrics: metricsOf(input, terms, prices, underlying, rules),
    memo,
    alert: memo.badCycles >= settings['quote.alert_after'] ? 'BAD_QUOTES' : null,
  }
}
