import type { Instant } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'

/** What an open trade was worth at a moment; what nobody quoted is null. Prices are net per share, + received to close. */
export interface PriceSnapshotRecord {
  readonly tradeId: string
  readonly at: Instant
  readonly kind: 'PERIODIC' | 'PRE_MARKET' | 'POST_MARKET'
  readonly mark: Price | null
  readonly bid: Price | null
  readonly ask: Price | null
  readonly delta: number | null
  readonly iv: number | null
  readonly underlying: Price | null
  readonly unrealizedPnl: Cents | null
  readonly source: string
}

/** The marks of open trades over time. */
export interface PriceSnapshotStore {
  /** A trade's moment and kind is recorded once: what comes again is left out. */
  insertPriceSnapshots(records: readonly PriceSnapshotRecord[]): Promise<void>
  /** Ascending by time. */
  priceSnapshots(tradeId: string): Promise<readonly PriceSnapshotRecord[]>
  /** The newest of each of these trades that has any, by trade. */
  latestPriceSnapshots(tradeIds: readonly string[]): Promise<readonly PriceSnapshotRecord[]>
}

/** An account at a moment, beside the broker's own figures. */
export interface AccountSnapshotRecord {
  readonly account: string
  readonly at: Instant
  readonly day: TradingDay
  readonly snapshotId: string
  readonly totalEquity: Cents | null
  readonly totalCash: Cents | null
  readonly optionBuyingPower: Cents | null
  readonly openTrades: number
  /** From our fills; null while a trade has no mark. */
  readonly unrealizedOpen: Cents | null
  /** From our fills; unpriced trades are counted beside it, not in it. */
  readonly realizedToday: Cents
  readonly unpricedToday: number
  /** The broker's own figure of the day, and the difference to ours; null when it gives none. */
  readonly brokerClosePl: Cents | null
}

/** Accounts over time. */
export interface AccountSnapshotStore {
  /** A snapshot is recorded once: what comes again is left out. */
  insertAccountSnapshot(record: AccountSnapshotRecord): Promise<void>
  latestAccountSnapshot(account: string): Promise<AccountSnapshotRecord | null>
}

/** What happened on a day, one row a New York session. */
export interface DailySummaryRecord {
  readonly account: string
  readonly day: TradingDay
  readonly generatedAt: Instant
  readonly summary: Readonly<Record<string, number | string | null>>
}

/** The summaries of the days. */
export interface DailySummaryStore {
  putDailySummary(record: DailySummaryRecord): Promise<void>
  dailySummary(account: string, day: TradingDay): Promise<DailySummaryRecord | null>
}
