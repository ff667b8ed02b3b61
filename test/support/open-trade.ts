import type { Instant } from '../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { cents } from '../../src/domain/money/cents.ts'
import { price } from '../../src/domain/money/price.ts'
import { underlyingOfRoot } from '../../src/domain/option/product.ts'
import { buildSpreadLegs } from '../../src/domain/spread/spread-legs.ts'
import type { Strategy } from '../../src/domain/spread/strategy-table.ts'
import { adoptTrade } from '../../src/domain/trade/trade.ts'
import type { OpenTradeInput } from '../../src/engine/monitoring/open-trade-input.ts'
import type { Quote } from '../../src/ports/market-data.ts'
import type { TradeRecord } from '../../src/ports/store/trade-store.ts'
import { settingsOf } from './proposal-input.ts'

const CALENDAR = buildMarketCalendar(2023, 2025)

/** An instant in New York. */
export function newYork(day: string, time: string): Instant {
  return instantOf(tradingDay(day), timeOfDay(time))
}

/** Dollars as a price. */
export const dollars = (amount: number) => price(Math.round(amount * 10_000))

/** A spread that was opened. */
export interface OpenedSpread {
  readonly strategy: Strategy
  readonly root: string
  readonly strikes: readonly number[]
  readonly expiration: string
  readonly quantity: number
  /** Dollars of all of it, + received; null when nobody knows. */
  readonly entryCash: number | null
  readonly ivEntry: number | null
  readonly underlyingEntry: number | null
}

const BULL_PUT: OpenedSpread = {
  strategy: 'BULL_PUT_CREDIT',
  root: 'XSP',
  strikes: [430, 435],
  expiration: '2024-04-05',
  quantity: 1,
  entryCash: 100,
  ivEntry: 0.2,
  underlyingEntry: 450,
}

/** An open trade as it is stored. */
export function tradeRecord(changed: Partial<OpenedSpread> = {}): TradeRecord {
  const spread = { ...BULL_PUT, ...changed }
  const { strategy, root, quantity, entryCash } = spread
  const expiration = tradingDay(spread.expiration)
  const legs = buildSpreadLegs(strategy, spread.strikes.map(dollars), expiration, root)
  if (!legs.ok) throw new Error(legs.message)
  const cash = entryCash === null ? null : cents(Math.round(entryCash * 100))
  return {
    account: 'exchange:A1',
    trade: adoptTrade({ id: 'T1', managed: true, quantity, multiplier: 100 }, cash, 0),
    spread: { strategy, underlying: underlyingOfRoot(root), root, expiration, legs: legs.value },
    proposalId: null,
    createdAt: newYork('2024-03-04', '11:00'),
    maxProfit: null,
    maxLoss: null,
    reserve: cents(0),
    ivEntry: spread.ivEntry,
    underlyingEntry: spread.underlyingEntry === null ? null : dollars(spread.underlyingEntry),
    lastFillSequence: null,
    absentSnapshots: 0,
    hand: null,
    memo: {},
  }
}

/** A quote in dollars, made at an instant. */
export function quoteAt(at: Instant | null, bid: number | null, ask: number | null): Quote {
  const side = (amount: number | null) => (amount === null ? null : dollars(amount))
  const rest = { bidSize: 1, askSize: 1, last: null, previousClose: null }
  return { symbol: 'Q', bid: side(bid), ask: side(ask), quotedAt: at, ...rest }
}

/**
 * The input of a cycle at an instant, with bid and ask of each leg (lowest strike first) and the underlying in
 * dollars; an odd time of day needs only `at`.
 */
export function openTradeInput(
  at: Instant,
  legs: readonly (readonly [number | null, number | null])[],
  changed: Partial<OpenTradeInput> = {},
  settings: Readonly<Record<string, string>> = {},
  underlying = 450,
): OpenTradeInput {
  return {
    at,
    calendar: CALENDAR,
    settings: settingsOf(settings),
    declaredDelayMs: 0,
    record: tradeRecord(),
    quotes: legs.map(([bid, ask]) => quoteAt(at, bid, ask)),
    underlying: quoteAt(at, underlying - 0.01, underlying + 0.01),
    samples: [],
    iv: 0.2,
    restriction: null,
    ...changed,
  }
}
