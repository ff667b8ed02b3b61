import type {
  MarkExtremes,
  TradeFigures,
  TradeQuery,
  TradeQueryStore,
  TradeTotals,
} from '../../ports/store/trade-query.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { Session } from './session.ts'

const LISTS = {
  active: `status not in ('CLOSED', 'CANCELLED')`,
  closed: `status = 'CLOSED'`,
  cancelled: `status = 'CANCELLED'`,
  all: 'true',
} as const

const OUTCOMES = {
  win: `status = 'CLOSED' and realized_pnl > 0`,
  loss: `status = 'CLOSED' and realized_pnl < 0`,
  expired: `status = 'CLOSED' and exit_reason = 'EXPIRED'`,
} as const

const LISTED_AT = 'coalesce(closed_at, created_at)'

/** The condition of a query, whose values are the parameters $1 to $5. */
function conditionOf({ list, outcome }: TradeQuery): string {
  return `account = $1 and ${LISTS[list]} and ${outcome === null ? 'true' : OUTCOMES[outcome]}
    and ($2::text is null or strategy = $2 or facts #>> '{hand,context,strategy}' = $2)
    and ($3::text is null or underlying = $3)
    and ($4::timestamptz is null or ${LISTED_AT} >= $4) and ($5::timestamptz is null or ${LISTED_AT} < $5)`
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at)
}

function valuesOf({ account, strategy, underlying, from, until }: TradeQuery): unknown[] {
  return [account, strategy, underlying, dateOf(from), dateOf(until)]
}

/** Sums over rows of `trades`, all of them in one pass. */
function totals(prefix: string): string {
  const closed = `filter (where status = 'CLOSED')`
  const won = `filter (where status = 'CLOSED' and realized_pnl > 0)`
  const lost = `filter (where status = 'CLOSED' and realized_pnl < 0)`
  return `count(*)::integer as "${prefix}count",
    count(*) filter (where status = 'CLOSED' and realized_pnl is null)::integer as "${prefix}unpriced",
    coalesce(sum(realized_pnl) ${closed}, 0)::bigint as "${prefix}realized",
    count(*) ${won}::integer as "${prefix}wins", count(*) ${lost}::integer as "${prefix}losses",
    coalesce(sum(realized_pnl) ${won}, 0)::bigint as "${prefix}gained",
    coalesce(-sum(realized_pnl) ${lost}, 0)::bigint as "${prefix}lost"`
}

const EXTREMES = `select trade_id as "tradeId", max(mark) as highest, min(mark) as lowest
  from price_snapshots where trade_id = any($1::text[]) and mark is not null group by trade_id order by trade_id`

const HELD = `status not in ('CLOSED', 'CANCELLED') and open_quantity > 0`

const FIGURES = `with mine as (select * from trades where account = $1),
  sums as (select ${totals('closed.')} from mine where status = 'CLOSED'),
  held as (select
      count(*) filter (where ${HELD})::integer as open,
      count(*) filter (where status not in ('CLOSED', 'CANCELLED') and filled_quantity = 0)::integer as pending
    from mine),
  today as (select ${totals('today.')} from mine where status = 'CLOSED' and closed_on = $2),
  marks as (select coalesce(sum(newest.unrealized_pnl), 0)::bigint as unrealized,
      count(*) filter (where newest.unrealized_pnl is null)::integer as unmarked
    from mine left join lateral (
      select unrealized_pnl from price_snapshots where trade_id = mine.id order by at desc, kind desc limit 1
    ) newest on true
    where ${HELD}),
  last_other as (select closed_at, id from mine where status = 'CLOSED' and realized_pnl >= 0
    order by closed_at desc, id desc limit 1),
  streak as (select count(*)::integer as "lossesInARow" from mine
    where status = 'CLOSED' and realized_pnl < 0
      and not exists (select from last_other where (last_other.closed_at, last_other.id) > (mine.closed_at, mine.id)))
  select * from sums, held, today, marks, streak`

const CREATED_SINCE = `select '{"hand": null}'::jsonb || facts as facts from trades
  where account = $1 and created_at >= $2 order by created_at desc, id desc`

const VERSION = 'select trades_version as version from broker_accounts where account = $1'

function totalsOf(row: Readonly<Record<string, unknown>>, prefix: string): TradeTotals {
  const own = Object.entries(row).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value])) as never
}

type FigureRow = Pick<TradeFigures, 'open' | 'pending' | 'unrealized' | 'unmarked' | 'lossesInARow'> &
  Readonly<Record<string, unknown>>

/** Reads of the user's trades for people. */
export function postgresTradeQuery(session: Session): TradeQueryStore {
  return {
    tradePage(query, after, count) {
      const text = `select '{"hand": null}'::jsonb || facts as facts from trades where ${conditionOf(query)}
        and ($6::timestamptz is null or (${LISTED_AT}, id) < ($6, $7::text collate "C"))
        order by ${LISTED_AT} desc, id desc limit $8`
      const place = [dateOf(after?.at ?? null), after?.id ?? null]
      return session.facts<TradeRecord>(text, [...valuesOf(query), ...place, count])
    },
    async tradeTotals(query) {
      const text = `select ${totals('')} from trades where ${conditionOf(query)}`
      return (await session.row<TradeTotals>(text, valuesOf(query)))!
    },
    async markExtremes(tradeIds) {
      return tradeIds.length === 0 ? [] : session.rows<MarkExtremes>(EXTREMES, [tradeIds])
    },
    async tradeFigures(account, day) {
      const row = (await session.row<FigureRow>(FIGURES, [account, day]))!
      const { open, pending, unrealized, unmarked, lossesInARow } = row
      const [closed, today] = [totalsOf(row, 'closed.'), totalsOf(row, 'today.')]
      return { closed, open, pending, unrealized, unmarked, today, lossesInARow }
    },
    tradesCreatedSince: (account, since) => session.facts(CREATED_SINCE, [account, new Date(since)]),
    async tradesVersion(account) {
      return (await session.row<{ readonly version: number }>(VERSION, [account]))?.version ?? 0
    },
  }
}
