import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { invariant } from '../../domain/invariant.ts'
import { realizedPnl } from '../../domain/trade/trade-figures.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import {
  expectedVersion,
  firstFillAt,
  type TradeEventRow,
  type TradeRecord,
  type TradeSave,
  type TradeStore,
} from '../../ports/store/trade-store.ts'
import { StaleVersionError } from '../../ports/store/unit-of-work.ts'
import { byNumberThenText, byText, keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** A record with the days by which it is looked up. */
interface StoredTrade {
  readonly record: TradeRecord
  readonly firstFillAt: Instant | null
  readonly openedKey: string | null
  readonly closedKey: string | null
}

function storedTrade(save: TradeSave, previous: StoredTrade | undefined): StoredTrade {
  const { account, trade } = save.record
  const filledAt = previous?.firstFillAt ?? firstFillAt(save)
  const isClosed = trade.status === 'CLOSED' && trade.closedAt !== null
  return {
    record: save.record,
    firstFillAt: filledAt,
    openedKey: previous?.openedKey ?? (filledAt === null ? null : keyOf(account, newYorkDayOf(filledAt))),
    closedKey: isClosed ? keyOf(account, newYorkDayOf(instant(trade.closedAt))) : null,
  }
}

/** The table of a user's trades and the orders in which it is read. */
function tradeTables({ journal }: MemorySession) {
  const byId = byText<StoredTrade>(({ record }) => record.trade.id)
  const unfinished = new MemoryIndex<StoredTrade>(
    ({ record }) => (isFinal(record.trade.status) ? null : record.account),
    byId,
  )
  const unpriced = new MemoryIndex<StoredTrade>(
    ({ record: { account, trade } }) =>
      trade.status === 'CLOSED' && realizedPnl(trade) === null ? account : null,
    byId,
  )
  const opened = new MemoryIndex<StoredTrade>(({ openedKey }) => openedKey, byId)
  const closed = new MemoryIndex<StoredTrade>(({ closedKey }) => closedKey, byId)
  const ofAccount = new MemoryIndex<StoredTrade>(
    ({ record }) => record.account,
    byNumberThenText(
      ({ record }) => record.createdAt,
      ({ record }) => record.trade.id,
    ),
  )
  const trades = new MemoryTable('trades', journal, [unfinished, unpriced, opened, closed, ofAccount])
  const events = new MemoryTable<readonly TradeEventRow[]>('trade_transitions', journal)
  return { trades, events, unfinished, unpriced, opened, closed, ofAccount }
}

type TradeTables = ReturnType<typeof tradeTables>

function save({ trades, events }: TradeTables, { record, events: happened }: TradeSave): void {
  const { id } = record.trade
  const stored = trades.get(id)
  if (stored?.record.trade.version !== expectedVersion({ record, events: happened })) {
    throw new StaleVersionError('trades', id)
  }
  invariant(stored.record.account === record.account, `trade ${id} cannot move to account ${record.account}`)
  trades.put(id, storedTrade({ record, events: happened }, stored))
  if (happened.length === 0) return
  const rows = happened.map((event) => ({ tradeId: id, event }))
  events.put(id, [...(events.get(id) ?? []), ...rows])
}

const recordOf = ({ record }: StoredTrade) => record

const recordsOf = ({ trades }: TradeTables, index: MemoryIndex<StoredTrade>, bucket: string) =>
  trades.rows(index, bucket).all().map(recordOf)

/** What the rows that point at trades ask of them. */
export interface TradeLookups {
  hasTrade(id: string): boolean
  accountOf(id: string): string | undefined
  /** The oldest first. */
  tradesOf(account: string): readonly TradeRecord[]
}

function lookups(tables: TradeTables): TradeLookups {
  return {
    hasTrade: (id) => tables.trades.has(id),
    accountOf: (id) => tables.trades.get(id)?.record.account,
    tradesOf: (account) => recordsOf(tables, tables.ofAccount, account),
  }
}

function saveAll(session: MemorySession, tables: TradeTables, saves: readonly TradeSave[]): void {
  const ids = new Set(saves.map(({ record }) => record.trade.id))
  invariant(ids.size === saves.length, 'a trade is saved twice at once')
  for (const one of saves) save(tables, one)
  for (const account of new Set(saves.map(({ record }) => record.account))) session.noteTrades(account)
}

/** The trades of a user's accounts, and what the rows that point at them ask. */
export function memoryTrades(session: MemorySession): TradeStore & TradeLookups {
  const tables = tradeTables(session)
  const { trades, events, unfinished, unpriced, opened, closed, ofAccount } = tables
  const all = (index: MemoryIndex<StoredTrade>, bucket: string) => recordsOf(tables, index, bucket)
  return {
    ...lookups(tables),
    async insertTrade(record) {
      session.checkAccount(record.account)
      trades.insert(record.trade.id, storedTrade({ record, events: [] }, undefined))
      session.noteTrades(record.account)
    },
    async tradeById(id) {
      return trades.get(id)?.record ?? null
    },
    async tradesByIds(ids) {
      const known = [...new Set(ids)].sort().map((id) => trades.get(id))
      return known.filter((stored) => stored !== undefined).map(recordOf)
    },
    async unfinishedTrades(account) {
      return all(unfinished, account)
    },
    async unfinishedIn(account, statuses) {
      return all(unfinished, account).filter(({ trade }) => statuses.includes(trade.status))
    },
    async countUnfinished(account) {
      return all(unfinished, account).length
    },
    unpricedTrades: async (account) => all(unpriced, account),
    tradesClosedOn: async (account, day) => all(closed, keyOf(account, day)),
    tradesOpenedOn: async (account, day) => all(opened, keyOf(account, day)),
    async recentTrades(account, count) {
      return trades.rows(ofAccount, account).newest(count).map(recordOf)
    },
    tradesForLimits: async ({ account, day, lookBack, since }) => ({
      unfinished: all(unfinished, account),
      opened: all(opened, keyOf(account, day)),
      closed: all(closed, keyOf(account, day)),
      recent: trades.rows(ofAccount, account).newest(lookBack).map(recordOf),
      begunSince: trades
        .rows(ofAccount, account)
        .lastWhile(({ record }) => record.createdAt >= since)
        .toReversed()
        .map(recordOf),
    }),
    saveTrades: async (saves) => saveAll(session, tables, saves),
    async eventsOfTrade(tradeId) {
      return events.get(tradeId) ?? []
    },
  }
}
