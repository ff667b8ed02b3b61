import type {
  AccountSnapshotRecord,
  AccountSnapshotStore,
  DailySummaryRecord,
  DailySummaryStore,
  PriceSnapshotRecord,
  PriceSnapshotStore,
} from '../../ports/store/price-snapshot-store.ts'
import { arrayLiteral } from './array-literal.ts'
import { columnsOf, insertInto, inputValues, setExcluded } from './column.ts'
import type { Session } from './session.ts'

const PRICE_COLUMNS = columnsOf<PriceSnapshotRecord>({
  trade_id: ['text', ({ tradeId }) => tradeId],
  at: ['timestamptz', ({ at }) => at],
  kind: ['text', ({ kind }) => kind],
  mark: ['bigint', ({ mark }) => mark],
  bid: ['bigint', ({ bid }) => bid],
  ask: ['bigint', ({ ask }) => ask],
  delta: ['double precision', ({ delta }) => delta],
  iv: ['double precision', ({ iv }) => iv],
  underlying: ['bigint', ({ underlying }) => underlying],
  unrealized_pnl: ['bigint', ({ unrealizedPnl }) => unrealizedPnl],
  source: ['text', ({ source }) => source],
})

// A moment is recorded once: what comes again is left out.
const INSERT_PRICES = `${insertInto('price_snapshots', PRICE_COLUMNS)} on conflict do nothing`

const PRICES = `select trade_id as "tradeId", at, kind, mark, bid, ask, delta, iv, underlying,
    unrealized_pnl as "unrealizedPnl", source
  from price_snapshots where trade_id = $1 order by at, kind`

const NOTE = `update broker_accounts set trades_version = trades_version + 1
  where account in (select account from trades where id = any($1::text[]))`

// One step down the key for each trade, however many marks it has.
const LATEST_PRICES = `select newest.* from unnest($1::text[]) as wanted(id) cross join lateral (
    select trade_id as "tradeId", at, kind, mark, bid, ask, delta, iv, underlying,
      unrealized_pnl as "unrealizedPnl", source
    from price_snapshots where trade_id = wanted.id order by at desc, kind desc limit 1) newest
  order by "tradeId"`

/** The marks of the user's trades. */
export function postgresPriceSnapshots(session: Session): PriceSnapshotStore {
  return {
    async insertPriceSnapshots(records) {
      if (records.length === 0) return
      await session.write(NOTE, [records.map(({ tradeId }) => tradeId)])
      await session.write(INSERT_PRICES, inputValues(PRICE_COLUMNS, records))
    },
    priceSnapshots: (tradeId) => session.rows<PriceSnapshotRecord>(PRICES, [tradeId]),
    async latestPriceSnapshots(tradeIds) {
      return tradeIds.length === 0
        ? []
        : session.rows<PriceSnapshotRecord>(LATEST_PRICES, [arrayLiteral('text', tradeIds)])
    },
  }
}

const ACCOUNT_COLUMNS = columnsOf<AccountSnapshotRecord>({
  account: ['text', ({ account }) => account],
  snapshot_id: ['text', ({ snapshotId }) => snapshotId],
  at: ['timestamptz', ({ at }) => at],
  day: ['date', ({ day }) => day],
  total_equity: ['bigint', ({ totalEquity }) => totalEquity],
  total_cash: ['bigint', ({ totalCash }) => totalCash],
  option_buying_power: ['bigint', ({ optionBuyingPower }) => optionBuyingPower],
  open_trades: ['integer', ({ openTrades }) => openTrades],
  unrealized_open: ['bigint', ({ unrealizedOpen }) => unrealizedOpen],
  realized_today: ['bigint', ({ realizedToday }) => realizedToday],
  unpriced_today: ['integer', ({ unpricedToday }) => unpricedToday],
  broker_close_pl: ['bigint', ({ brokerClosePl }) => brokerClosePl],
})

const INSERT_ACCOUNT = `${insertInto('account_snapshots', ACCOUNT_COLUMNS)} on conflict do nothing`

const LATEST_ACCOUNT = `select account, snapshot_id as "snapshotId", at, day, total_equity as "totalEquity",
    total_cash as "totalCash", option_buying_power as "optionBuyingPower", open_trades as "openTrades",
    unrealized_open as "unrealizedOpen", realized_today as "realizedToday", unpriced_today as "unpricedToday",
    broker_close_pl as "brokerClosePl"
  from account_snapshots where account = $1 order by at desc, snapshot_id desc limit 1`

/** The user's accounts over time. */
export function postgresAccountSnapshots(session: Session): AccountSnapshotStore {
  return {
    async insertAccountSnapshot(record) {
      await session.write(INSERT_ACCOUNT, inputValues(ACCOUNT_COLUMNS, [record]))
    },
    latestAccountSnapshot: (account) => session.row<AccountSnapshotRecord>(LATEST_ACCOUNT, [account]),
  }
}

const SUMMARY_COLUMNS = columnsOf<DailySummaryRecord>({
  account: ['text', ({ account }) => account],
  day: ['date', ({ day }) => day],
  generated_at: ['timestamptz', ({ generatedAt }) => generatedAt],
  summary: ['jsonb', ({ summary }) => summary],
})

const PUT_SUMMARY = `${insertInto('daily_summaries', SUMMARY_COLUMNS)}
  on conflict (username, account, day) do update set ${setExcluded(SUMMARY_COLUMNS, ['account', 'day'])}`

const SUMMARY = `select account, day, generated_at as "generatedAt", summary
  from daily_summaries where account = $1 and day = $2`

/** The summaries of the days of the user's accounts. */
export function postgresDailySummaries(session: Session): DailySummaryStore {
  return {
    async putDailySummary(record) {
      await session.write(PUT_SUMMARY, inputValues(SUMMARY_COLUMNS, [record]))
    },
    dailySummary: (account, day) => session.row<DailySummaryRecord>(SUMMARY, [account, day]),
  }
}
