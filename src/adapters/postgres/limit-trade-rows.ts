import type { LimitScope, LimitTrades, TradeRecord } from '../../ports/store/trade-store.ts'
import type { Session } from './session.ts'

interface LimitRow {
  readonly facts: TradeRecord
  readonly isUnfinished: boolean
  readonly isOpened: boolean
  readonly isClosed: boolean
  readonly isSince: boolean
  /** Its place among the newest, from 1; null beyond those that are looked back on. */
  readonly place: number | null
}

// Each list by its own index, and each trade once. The days are null for most, and null is in no list.
const SELECT = `with newest as (
    select id, row_number() over (order by created_at desc, id desc)::integer as place
    from (select id, created_at from trades where account = $1 order by created_at desc, id desc limit $3) as last
  ), wanted as (
    select id from trades where account = $1 and status not in ('CLOSED', 'CANCELLED')
    union select id from trades where account = $1 and opened_on = $2
    union select id from trades where account = $1 and closed_on = $2
    union select id from trades where account = $1 and created_at >= $4
    union select id from newest
  )
  select '{"hand": null}'::jsonb || facts as facts, status not in ('CLOSED', 'CANCELLED') as "isUnfinished",
    coalesce(opened_on = $2, false) as "isOpened", coalesce(closed_on = $2, false) as "isClosed",
    created_at >= $4 as "isSince", newest.place
  from trades join wanted using (id) left join newest using (id)
  where account = $1 order by id`

const newestFirst = (a: TradeRecord, b: TradeRecord): number =>
  b.createdAt - a.createdAt || (a.trade.id < b.trade.id ? 1 : -1)

/** All trades that limits count, in one statement. */
export async function tradesForLimits(
  session: Session,
  { account, day, lookBack, since }: LimitScope,
): Promise<LimitTrades> {
  const rows = await session.rows<LimitRow>(SELECT, [account, day, lookBack, new Date(since)])
  const those = (fits: (row: LimitRow) => boolean) => rows.filter(fits).map(({ facts }) => facts)
  return {
    unfinished: those(({ isUnfinished }) => isUnfinished),
    opened: those(({ isOpened }) => isOpened),
    closed: those(({ isClosed }) => isClosed),
    recent: rows
      .filter(({ place }) => place !== null)
      .sort((a, b) => a.place! - b.place!)
      .map(({ facts }) => facts),
    begunSince: those(({ isSince }) => isSince).sort(newestFirst),
  }
}
