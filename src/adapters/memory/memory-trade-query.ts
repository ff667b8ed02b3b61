import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { cents } from '../../domain/money/cents.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { openQuantity, realizedPnl } from '../../domain/trade/trade-figures.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import type { PriceSnapshotRecord } from '../../ports/store/price-snapshot-store.ts'
import {
  listedAt,
  type TradePlace,
  type TradeQuery,
  type TradeQueryStore,
  type TradeTotals,
} from '../../ports/store/trade-query.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { compareText } from './compare.ts'
import type { MemorySession } from './memory-session.ts'

/** What the reads are made of: the trades of an account, the oldest first, and the marks of a trade, in their order. */
export interface TradeSource {
  tradesOf(account: string): readonly TradeRecord[]
  marksOf(tradeId: string): readonly PriceSnapshotRecord[]
}

/** Reads of trades for people. */
export function memoryTradeQuery(session: MemorySession, source: TradeSource): TradeQueryStore {
  const found = (query: TradeQuery) => source.tradesOf(query.account).filter((one) => fits(one, query))
  return {
    async tradePage(query, after, count) {
      const behind = found(query).filter((one) => after === null || isBefore(placeOf(one), after))
      return behind.toSorted((a, b) => (isBefore(placeOf(a), placeOf(b)) ? 1 : -1)).slice(0, count)
    },
    tradeTotals: async (query) => totalsOf(found(query)),
    async markExtremes(tradeIds) {
      return [...new Set(tradeIds)].sort().flatMap((tradeId) => {
        const marks = source.marksOf(tradeId).flatMap(({ mark }): Price[] => (mark === null ? [] : [mark]))
        if (marks.length === 0) return []
        return [{ tradeId, highest: price(Math.max(...marks)), lowest: price(Math.min(...marks)) }]
      })
    },
    async tradeFigures(account, day) {
      const trades = source.tradesOf(account)
      const held = trades.filter(({ trade }) => !isFinal(trade.status) && openQuantity(trade) > 0)
      const marks = held.map(({ trade }) => source.marksOf(trade.id).at(-1)?.unrealizedPnl ?? null)
      return {
        closed: totalsOf(trades.filter(({ trade }) => trade.status === 'CLOSED')),
        open: held.length,
        pending: trades.filter(({ trade }) => !isFinal(trade.status) && trade.entries.length === 0).length,
        unrealized: cents(marks.reduce<number>((sum, mark) => sum + (mark ?? 0), 0)),
        unmarked: marks.filter((mark) => mark === null).length,
        today: totalsOf(trades.filter((one) => closedDayOf(one) === day)),
        lossesInARow: lossesInARow(trades),
      }
    },
    async tradesCreatedSince(account, since) {
      return source
        .tradesOf(account)
        .filter(({ createdAt }) => createdAt >= since)
        .toReversed()
    },
    tradesVersion: async (account) => session.tradesVersions.get(account) ?? 0,
  }
}

function placeOf(record: TradeRecord): TradePlace {
  return { at: listedAt(record), id: record.trade.id }
}

function isBefore(a: TradePlace, b: TradePlace): boolean {
  return a.at - b.at < 0 || (a.at === b.at && compareText(a.id, b.id) < 0)
}

function closedDayOf({ trade }: TradeRecord) {
  const at = trade.status === 'CLOSED' ? trade.closedAt : null
  return at === null ? null : newYorkDayOf(instant(at))
}

const LISTS = {
  active: (status: TradeRecord['trade']['status']) => !isFinal(status),
  closed: (status: TradeRecord['trade']['status']) => status === 'CLOSED',
  cancelled: (status: TradeRecord['trade']['status']) => status === 'CANCELLED',
  all: () => true,
} as const

function fits(record: TradeRecord, query: TradeQuery): boolean {
  const { trade, spread, hand } = record
  const at: Instant = listedAt(record)
  return (
    LISTS[query.list](trade.status) &&
    (query.outcome === null || endedAs(record, query.outcome)) &&
    (query.strategy === null ||
      query.strategy === spread.strategy ||
      query.strategy === hand?.context.strategy) &&
    (query.underlying === null || query.underlying === spread.underlying) &&
    (query.from === null || at >= query.from) &&
    (query.until === null || at < query.until)
  )
}

function endedAs({ trade }: TradeRecord, outcome: NonNullable<TradeQuery['outcome']>): boolean {
  if (trade.status !== 'CLOSED') return false
  if (outcome === 'expired') return trade.exitReason === 'EXPIRED'
  const profit = realizedPnl(trade)
  return profit !== null && (outcome === 'win' ? profit > 0 : profit < 0)
}

function totalsOf(records: readonly TradeRecord[]): TradeTotals {
  const profits = records.flatMap(({ trade }) => (trade.status === 'CLOSED' ? [realizedPnl(trade)] : []))
  const known = profits.filter((profit) => profit !== null)
  const [wins, losses] = [known.filter((profit) => profit > 0), known.filter((profit) => profit < 0)]
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
  return {
    count: records.length,
    unpriced: profits.length - known.length,
    realized: cents(sum(known)),
    wins: wins.length,
    losses: losses.length,
    gained: cents(sum(wins)),
    lost: cents(0 - sum(losses)),
  }
}

function lossesInARow(records: readonly TradeRecord[]): number {
  const newest = records
    .filter(({ trade }) => trade.status === 'CLOSED' && realizedPnl(trade) !== null)
    .toSorted((a, b) => (isBefore(placeOf(a), placeOf(b)) ? 1 : -1))
  const first = newest.findIndex(({ trade }) => (realizedPnl(trade) ?? 0) >= 0)
  return first === -1 ? newest.length : first
}
