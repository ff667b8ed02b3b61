import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { TradingDay } from '../../src/domain/calendar/trading-day.ts'
import type { Cents } from '../../src/domain/money/cents.ts'
import type { Price } from '../../src/domain/money/price.ts'
import type { GreeksPerShare } from '../../src/domain/pricing/portfolio-greeks.ts'
import type { NetPrice } from '../../src/domain/spread/net-price.ts'
import type { Strategy } from '../../src/domain/spread/strategy-table.ts'
import type { Bracket } from '../../src/domain/trade/trade.ts'
import type { TradeFlag } from '../../src/domain/trade/trade-flag.ts'
import type { TradeStatus } from '../../src/domain/trade/trade-status.ts'

/** How far an exit rule is from closing the trade. */
export interface ExitDistance {
  readonly rule: string
  /** What its being hit means: money made, money lost, or neither. */
  readonly kind: 'gain' | 'loss' | 'neutral'
  /** What would have to happen, e.g. `mark at or below $0.62`. */
  readonly when: string
  /** Where it stands now, e.g. `mark $0.71`; null when it could not be looked at. */
  readonly now: string | null
  /** 0 far away, 1 hit; null when the rule is off or could not be looked at. */
  readonly nearness: number | null
  readonly state: 'watching' | 'off' | 'not_evaluated' | 'hit'
}

/** A trade that is not over, as a row shows it. Prices are per share, sums for the whole trade. */
export interface OpenTradeView {
  readonly id: string
  readonly version: number
  readonly status: TradeStatus
  readonly flags: readonly TradeFlag[]
  readonly origin: 'ENGINE' | 'MANUAL' | 'IMPORTED'
  readonly managed: boolean
  readonly strategy: Strategy
  readonly underlying: string
  readonly expiration: TradingDay
  readonly dte: number
  /** Ascending. */
  readonly strikes: readonly Price[]
  readonly quantity: number
  readonly openQuantity: number
  readonly entry: NetPrice | null
  /** What closing would cost or bring per share at the middle of the quotes. */
  readonly mark: NetPrice | null
  readonly markedAt: Instant | null
  readonly unrealizedCents: Cents | null
  readonly maxProfitCents: Cents | 'unbounded' | null
  readonly maxLossCents: Cents | null
  /** Shares that the trade moves like. */
  readonly delta: number | null
  /** Dollars per calendar day. */
  readonly theta: number | null
  readonly nextExit: ExitDistance | null
  /** What is wrong and what it means for money, in a sentence; null when nothing is. */
  readonly trouble: string | null
  readonly can: { readonly close: boolean; readonly adjust: boolean; readonly acknowledge: boolean }
}

/** An underlying of the open trades. */
export interface UnderlyingView {
  readonly symbol: string
  readonly spot: Price | null
  /** Since the last close, in percent. */
  readonly changePercent: number | null
}

/** A leg with what the market says about it. */
export interface LegView {
  readonly occSymbol: string
  /** Contracts, + long, - short. */
  readonly quantity: number
  readonly description: string
  readonly bid: Price | null
  readonly ask: Price | null
  /** Volatility a year, 0.2 for 20 %. */
  readonly volatility: number | null
  readonly greeks: GreeksPerShare
}

/** Profit of the whole trade over prices of the underlying. */
export interface PayoffView {
  readonly spot: Price
  readonly points: readonly { readonly at: Price; readonly today: Cents; readonly expiration: Cents }[]
  readonly breakevens: readonly Price[]
  readonly maxProfitCents: Cents | 'unbounded'
  readonly maxLossCents: Cents
  /** One standard deviation to expiration on either side. */
  readonly sigma: readonly [Price, Price]
  /** Chance of any profit at expiration, 0 to 1. */
  readonly chance: number | null
}

/** A step in the life of an order or a trade; `words` are the broker's own. */
export interface TimelineStep {
  readonly at: Instant
  readonly what: string
  readonly words: string | null
  readonly tone: 'plain' | 'good' | 'bad'
}

/** A decision of the engine with what it looked at. */
export interface DecisionView {
  readonly at: Instant
  readonly verdict: string
  readonly why: string
  readonly snapshotId: string
}

/** Everything about one trade. */
export interface TradeDetailView {
  readonly id: string
  readonly legs: readonly LegView[]
  readonly payoff: PayoffView | null
  readonly marks: readonly { readonly at: Instant; readonly pnl: Cents | null }[]
  readonly exits: readonly ExitDistance[]
  readonly bracket: Bracket | null
  readonly timeline: readonly TimelineStep[]
  readonly decisions: readonly DecisionView[]
  readonly note: string
  readonly tags: readonly string[]
}
