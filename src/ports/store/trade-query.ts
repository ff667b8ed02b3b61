import type { Instant } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import type { TradeRecord } from './trade-store.ts'

/** Which list: every trade is in exactly one of active, closed and cancelled. */
export const TRADE_LISTS = ['active', 'closed', 'cancelled', 'all'] as const
export type TradeList = (typeof TRADE_LISTS)[number]

/** How a closed trade ended. A profit that nobody knows is neither win nor loss, and neither is one of 0. */
export const TRADE_OUTCOMES = ['win', 'loss', 'expired'] as const
export type TradeOutcome = (typeof TRADE_OUTCOMES)[number]

/** Which trades; null does not limit. The time of a trade is its end, or its beginning while it has none. */
export interface TradeQuery {
  readonly account: string
  readonly list: TradeList
  readonly outcome: TradeOutcome | null
  /** What was traded (`LONG_CALL`), or the caller's own name for it. */
  readonly strategy: string | null
  readonly underlying: string | null
  readonly from: Instant | null
  /** Not included. */
  readonly until: Instant | null
}

/** A place in a list: behind the trade of this time and id. */
export interface TradePlace {
  readonly at: Instant
  readonly id: string
}

/** Sums over the trades of a query; of profits, those of closed trades. */
export interface TradeTotals {
  readonly count: number
  /** Closed ones whose profit nobody knows; they are in none of the sums. */
  readonly unpriced: number
  readonly realized: Cents
  readonly wins: number
  readonly losses: number
  /** Of the wins, and of the losses as an amount of 0 or more. */
  readonly gained: Cents
  readonly lost: Cents
}

/** The extremes of what closing a trade would have brought per share, + received. */
export interface MarkExtremes {
  readonly tradeId: string
  readonly highest: Price
  readonly lowest: Price
}

/** How an account's trades stand. */
export interface TradeFigures {
  readonly closed: TradeTotals
  /** Trades of which something is held, and entries of which nothing has filled. */
  readonly open: number
  readonly pending: number
  /** Of the newest marks of what is open; those without a mark are counted beside it. */
  readonly unrealized: Cents
  readonly unmarked: number
  readonly today: TradeTotals
  /** Losses since the last closed trade that was none, the most recent first. */
  readonly lossesInARow: number
}

/** Reads of trades for people: in pages, and summed up where they are. */
export interface TradeQueryStore {
  /** The newest first, those behind a place; at most so many. */
  tradePage(query: TradeQuery, after: TradePlace | null, count: number): Promise<readonly TradeRecord[]>
  tradeTotals(query: TradeQuery): Promise<TradeTotals>
  /** Of those of the trades that have any mark, by trade. */
  markExtremes(tradeIds: readonly string[]): Promise<readonly MarkExtremes[]>
  /** The day is New York's. */
  tradeFigures(account: string, day: TradingDay): Promise<TradeFigures>
  /** Every trade begun at an instant or later, the newest first. */
  tradesCreatedSince(account: string, since: Instant): Promise<readonly TradeRecord[]>
  /** A figure that rises whenever a trade of the account changes or is marked anew; 0 for an account that is not there. */
  tradesVersion(account: string): Promise<number>
}

/**
 * The time by which a list has a trade.
 *
 * @example
 * import { beginTrade } from '../../domain/trade/trade.ts'
 * import { instant } from '../../domain/calendar/instant.ts'
 * listedAt({ createdAt: instant(5), trade: beginTrade({ id: 'T1', origin: 'MANUAL', managed: true, quantity: 1, multiplier: 100 }) }) // => 5
 */
export function listedAt({ trade, createdAt }: Pick<TradeRecord, 'trade' | 'createdAt'>): Instant {
  return (trade.closedAt ?? createdAt) as Instant
}
