import type { BrokerBalances } from '../../ports/broker-account.ts'
import type { SnapshotRecord, SnapshotStore } from '../../ports/store/snapshot-store.ts'
import { columnsOf, insertInto, inputValues } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<SnapshotRecord>({
  id: ['text', ({ id }) => id],
  account: ['text', ({ account }) => account],
  sequence: ['bigint', ({ sequence }) => sequence],
  state: ['text', ({ state }) => state],
  trouble: ['text', ({ trouble }) => trouble],
  started_at: ['timestamptz', ({ startedAt }) => startedAt],
  finished_at: ['timestamptz', ({ finishedAt }) => finishedAt],
  position_count: ['integer', ({ positionCount }) => positionCount],
  order_count: ['integer', ({ orderCount }) => orderCount],
  facts: ['jsonb', (record) => record],
})

type BalancesRow = { readonly record: SnapshotRecord; readonly balances: BrokerBalances }

const BALANCE_COLUMNS = columnsOf<BalancesRow>({
  snapshot_id: ['text', ({ record }) => record.id],
  account: ['text', ({ record }) => record.account],
  at: ['timestamptz', ({ record }) => record.finishedAt],
  total_equity: ['bigint', ({ balances }) => balances.totalEquity],
  total_cash: ['bigint', ({ balances }) => balances.totalCash],
  option_buying_power: ['bigint', ({ balances }) => balances.optionBuyingPower],
  stock_buying_power: ['bigint', ({ balances }) => balances.stockBuyingPower],
  open_pl: ['bigint', ({ balances }) => balances.openPl],
  close_pl: ['bigint', ({ balances }) => balances.closePl],
  option_requirement: ['bigint', ({ balances }) => balances.optionRequirement],
  pending_cash: ['bigint', ({ balances }) => balances.pendingCash],
  pending_orders: ['integer', ({ balances }) => balances.pendingOrders],
})

const INSERT = insertInto('broker_snapshots', COLUMNS)
const INSERT_WITH_BALANCES = `with snapshot as (${INSERT})
  ${insertInto('account_balances', BALANCE_COLUMNS, COLUMNS.length + 1)}`

const BY_ID = 'select facts from broker_snapshots where id = $1'
const LATEST = 'select facts from broker_snapshots where account = $1 order by sequence desc limit $2'
const COUNT = `select count(*)::integer as count from broker_snapshots
  where account = $1 and sequence > $2 and state = 'complete'`

/** The snapshots of the user's accounts. */
export function postgresSnapshots(session: Session): SnapshotStore {
  return {
    async insertSnapshot(record) {
      const { balances } = record
      const values = inputValues(COLUMNS, [record])
      if (balances === null) await session.write(INSERT, values)
      else
        await session.write(INSERT_WITH_BALANCES, [
          ...values,
          ...inputValues(BALANCE_COLUMNS, [{ record, balances }]),
        ])
    },
    snapshotById: (id) => session.fact(BY_ID, [id]),
    latestSnapshots: (account, count) => session.facts(LATEST, [account, count]),
    async completeSnapshotsAfter(account, sequence) {
      const row = await session.row<{ readonly count: number }>(COUNT, [account, sequence])
      return row!.count
    },
  }
}
