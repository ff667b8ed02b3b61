import { type Instant, instant } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Leg } from '../../domain/option/contract.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'
import type { Trade } from '../../domain/trade/trade.ts'
import type { TradeEvent } from '../../domain/trade/trade-event.ts'
import type { TradeStatus } from '../../domain/trade/trade-status.ts'
import type { HandTerms } from './hand-terms.ts'

/** What the trade is in: one spread of the strategy table. */
export interface SpreadTerms {
  readonly strategy: Strategy
  readonly underlying: string
  readonly root: string
  readonly expiration: TradingDay
  /** The opening legs, ascending by strike, ratio 1. */
  readonly legs: readonly Leg[]
}

/** What the monitor remembers of a trade between two cycles. Plain data; its meaning is the monitor's. */
export type MonitorMemo = Readonly<Record<string, string | number | boolean | null>>

/** A trade with what stands beside its facts. Exit and entry prices and profit are computed from the facts. */
export interface TradeRecord {
  readonly account: string
  readonly trade: Trade
  readonly spread: SpreadTerms
  readonly proposalId: string | null
  readonly createdAt: Instant
  /** Of the whole quantity at its entry fills, in cents; null until the entry is priced. */
  readonly maxProfit: Cents | null
  readonly maxLoss: Cents | null
  /** Risk reserved while the entry works; it counts until `maxLoss` is known. */
  readonly reserve: Cents
  /** Volatility of the short (credit) or long (debit) leg at the fill, ours; a fraction, or null. */
  readonly ivEntry: number | null
  /** Price of the underlying at the fill, units of `Price`; null when nobody saw it. */
  readonly underlyingEntry: number | null
  /** Sequence of the account's newest snapshot when the trade last filled: the mirror may lag behind it. */
  readonly lastFillSequence: number | null
  /** Complete snapshots in a row in which every leg was absent. */
  readonly absentSnapshots: number
  readonly memo: MonitorMemo
  /** What the person who began it by hand asked for; null for trades of the engine and adopted ones. */
  readonly hand: HandTerms | null
}

/** A changed trade and what happened to it; the events become `trade_transitions` and their like. */
export interface TradeSave {
  readonly record: TradeRecord
  readonly events: readonly TradeEvent[]
}

/** One row of `trade_transitions` and the other facts, as `why` and the audit read them. */
export interface TradeEventRow {
  readonly tradeId: string
  readonly event: TradeEvent
}

/** What limits count trades by: the account, a New York day, and how far back. */
export interface LimitScope {
  readonly account: string
  readonly day: TradingDay
  /** How many of the newest are looked back on. */
  readonly lookBack: number
  readonly since: Instant
}

/** The trades that limits count; the same one may be in several lists. */
export interface LimitTrades {
  /** As `unfinishedTrades`, `tradesOpenedOn` and `tradesClosedOn` give them, by id. */
  readonly unfinished: readonly TradeRecord[]
  readonly opened: readonly TradeRecord[]
  readonly closed: readonly TradeRecord[]
  /** The newest first, as `recentTrades` gives them. */
  readonly recent: readonly TradeRecord[]
  /** Begun at `since` or later, the newest first. */
  readonly begunSince: readonly TradeRecord[]
}

/** The trades of the user's accounts. */
export interface TradeStore {
  insertTrade(record: TradeRecord): Promise<void>
  tradeById(id: string): Promise<TradeRecord | null>
  /** Those that exist, by id. */
  tradesByIds(ids: readonly string[]): Promise<readonly TradeRecord[]>
  /** Every trade of the account that is not CLOSED or CANCELLED, by id. */
  unfinishedTrades(account: string): Promise<readonly TradeRecord[]>
  /** Those of them that have one of some statuses, by id: seldom more than a few, however much is open. */
  unfinishedIn(account: string, statuses: readonly TradeStatus[]): Promise<readonly TradeRecord[]>
  countUnfinished(account: string): Promise<number>
  /** CLOSED ones whose realized P&L is unknown, by id: evidence may still price them. */
  unpricedTrades(account: string): Promise<readonly TradeRecord[]>
  /** Trades closed on a New York day, or opened on one (first fill), by id. */
  tradesClosedOn(account: string, day: TradingDay): Promise<readonly TradeRecord[]>
  tradesOpenedOn(account: string, day: TradingDay): Promise<readonly TradeRecord[]>
  /** The newest first. */
  recentTrades(account: string, count: number): Promise<readonly TradeRecord[]>
  /** All that limits count, in one read: an entry is judged by it under the account's lock, which others wait for. */
  tradesForLimits(scope: LimitScope): Promise<LimitTrades>
  /**
   * Stores changed trades and appends their events, in a fixed number of statements. The version of a record with
   * events is that of the last, and the first event's is 1 above the stored one; without events (memo, counters) it
   * is the stored one.
   *
   * @throws {StaleVersionError} when a stored version is another
   */
  saveTrades(saves: readonly TradeSave[]): Promise<void>
  /** In the order in which they happened. */
  eventsOfTrade(tradeId: string): Promise<readonly TradeEventRow[]>
}

/**
 * The version that the store must hold for a save to be true to what its decision read.
 *
 * @throws {InvariantViolation} when the record is not the one that its last event made
 */
export function expectedVersion({ record, events }: TradeSave): number {
  const { id, version } = record.trade
  const [first, last] = [events[0], events.at(-1)]
  if (first === undefined || last === undefined) return version
  invariant(
    last.version === version,
    `trade ${id} is at version ${version}, its last event at ${last.version}`,
  )
  return first.version - 1
}

/** Epoch milliseconds at which the first spread of a trade came in, as far as this save tells; null when it does not. */
export function firstFillAt({ record, events }: TradeSave): Instant | null {
  const fill = events.find(({ type }) => type === 'entry_recorded')
  const at = fill?.evidence.at ?? record.trade.openedAt
  return at === null ? null : instant(at)
}
