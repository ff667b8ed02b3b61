import { invariant } from '../../domain/invariant.ts'
import type { TradeEventRow, TradeSave, TradeStore } from '../../ports/store/trade-store.ts'
import { StaleVersionError } from '../../ports/store/unit-of-work.ts'
import { insertInto, inputTable, inputValues } from './column.ts'
import { tradesForLimits } from './limit-trade-rows.ts'
import type { Session } from './session.ts'
import {
  SAVE_COLUMNS,
  TRADE_COLUMNS,
  TRADE_LEG_COLUMNS,
  TRANSITION_COLUMNS,
  tradeLegRows,
  transitionRows,
} from './trade-columns.ts'

/** The lists of the accounts have changed; the row of an account is locked before those of its trades, as everywhere. */
const NOTE = 'update broker_accounts set trades_version = trades_version + 1 where account = any($1::text[])'

const INSERT = `with trade as (${insertInto('trades', TRADE_COLUMNS)})
  ${insertInto('trade_legs', TRADE_LEG_COLUMNS, TRADE_COLUMNS.length + 1)}`
const INSERT_TRANSITIONS = insertInto('trade_transitions', TRANSITION_COLUMNS)

const CHANGING = TRADE_COLUMNS.filter(({ name }) => !['id', 'account', 'opened_on'].includes(name))

// The day of the first fill stays, whatever fills later.
const SAVE = `update trades as stored
  set ${CHANGING.map(({ name }) => `${name} = input.${name}`).join(', ')},
    opened_on = coalesce(stored.opened_on, input.opened_on)
  from ${inputTable(SAVE_COLUMNS)}
  where stored.id = input.id and stored.account = input.account and stored.version = input.expected
  returning stored.id`

// Trades of before there were trades by hand say nothing of one.
const FACTS = `select '{"hand": null}'::jsonb || facts as facts`
const BY_ID = `${FACTS} from trades where id = $1`
const BY_IDS = `${FACTS} from trades where id = any($1::text[]) order by id`
const UNFINISHED = `${FACTS} from trades
  where account = $1 and status not in ('CLOSED', 'CANCELLED') order by id`
const UNFINISHED_IN = `${FACTS} from trades
  where account = $1 and status not in ('CLOSED', 'CANCELLED') and status = any($2::text[]) order by id`
const COUNT_UNFINISHED = `select count(*)::integer as count from trades
  where account = $1 and status not in ('CLOSED', 'CANCELLED')`
const UNPRICED = `${FACTS} from trades
  where account = $1 and status = 'CLOSED' and realized_pnl is null order by id`
const CLOSED_ON = `${FACTS} from trades where account = $1 and closed_on = $2 order by id`
const OPENED_ON = `${FACTS} from trades where account = $1 and opened_on = $2 order by id`
const RECENT = `${FACTS} from trades where account = $1 order by created_at desc, id desc limit $2`
const EVENTS = `select trade_id as "tradeId", event from trade_transitions
  where trade_id = $1 order by version, ordinal`

async function saveTrades(session: Session, saves: readonly TradeSave[]): Promise<void> {
  const ids = new Set(saves.map(({ record }) => record.trade.id))
  invariant(ids.size === saves.length, 'a trade is saved twice at once')
  if (saves.length === 0) return
  await session.write(NOTE, [[...new Set(saves.map(({ record }) => record.account))].sort()])
  const saved = await session.rows<{ readonly id: string }>(SAVE, inputValues(SAVE_COLUMNS, saves))
  if (saved.length < saves.length) {
    for (const { id } of saved) ids.delete(id)
    throw new StaleVersionError('trades', [...ids][0]!)
  }
  const transitions = saves.flatMap(transitionRows)
  if (transitions.length === 0) return
  await session.write(INSERT_TRANSITIONS, inputValues(TRANSITION_COLUMNS, transitions))
}

/** The trades of the user's accounts. */
export function postgresTrades(session: Session): TradeStore {
  return {
    async insertTrade(record) {
      await session.write(NOTE, [[record.account]])
      await session.write(INSERT, [
        ...inputValues(TRADE_COLUMNS, [{ record, events: [] }]),
        ...inputValues(TRADE_LEG_COLUMNS, tradeLegRows(record)),
      ])
    },
    tradeById: (id) => session.fact(BY_ID, [id]),
    tradesByIds: (ids) => session.facts(BY_IDS, [ids]),
    unfinishedTrades: (account) => session.facts(UNFINISHED, [account]),
    unfinishedIn: (account, statuses) => session.facts(UNFINISHED_IN, [account, statuses]),
    async countUnfinished(account) {
      const row = await session.row<{ readonly count: number }>(COUNT_UNFINISHED, [account])
      return row?.count ?? 0
    },
    unpricedTrades: (account) => session.facts(UNPRICED, [account]),
    tradesClosedOn: (account, day) => session.facts(CLOSED_ON, [account, day]),
    tradesOpenedOn: (account, day) => session.facts(OPENED_ON, [account, day]),
    recentTrades: (account, count) => session.facts(RECENT, [account, count]),
    tradesForLimits: (scope) => tradesForLimits(session, scope),
    saveTrades: (saves) => saveTrades(session, saves),
    eventsOfTrade: (tradeId) => session.rows<TradeEventRow>(EVENTS, [tradeId]),
  }
}
