import { invariant } from '../../domain/invariant.ts'
import type { BrokerOrderLeg } from '../../ports/broker-order.ts'
import type { OrderRecord, OrderStore } from '../../ports/store/order-store.ts'
import { columnsOf, inputTable, inputValues, namesOf, setExcluded } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<OrderRecord>({
  account: ['text', ({ account }) => account],
  epoch: ['integer', ({ epoch }) => epoch],
  id: ['text', ({ order }) => order.id],
  tag: ['text', ({ order }) => order.tag],
  class: ['text', ({ order }) => order.class],
  status: ['text', ({ order }) => order.status],
  role: ['text', ({ role }) => role],
  intent_id: ['text', ({ intentId }) => intentId],
  trade_id: ['text', ({ tradeId }) => tradeId],
  underlying: ['text', ({ order }) => order.underlying],
  quantity: ['integer', ({ order }) => order.quantity],
  filled_quantity: ['integer', ({ order }) => order.filledQuantity],
  cash_flow: ['bigint', ({ order }) => order.cashFlow],
  reason: ['text', ({ order }) => order.reason],
  created_at: ['timestamptz', ({ order }) => order.createdAt],
  changed_at: ['timestamptz', ({ order }) => order.changedAt],
  seen_by: ['text', ({ seenBy }) => seenBy],
  facts: ['jsonb', (record) => record],
})

interface OrderLegRow {
  readonly record: OrderRecord
  readonly ordinal: number
  readonly childId: string | null
  readonly leg: BrokerOrderLeg
}

const LEG_COLUMNS = columnsOf<OrderLegRow>({
  account: ['text', ({ record }) => record.account],
  epoch: ['integer', ({ record }) => record.epoch],
  order_id: ['text', ({ record }) => record.order.id],
  ordinal: ['integer', ({ ordinal }) => ordinal],
  child_id: ['text', ({ childId }) => childId],
  symbol: ['text', ({ leg }) => leg.symbol],
  action: ['text', ({ leg }) => leg.action],
  quantity: ['integer', ({ leg }) => leg.quantity],
  filled_quantity: ['integer', ({ leg }) => leg.filledQuantity],
  average_fill_price: ['double precision', ({ leg }) => leg.averageFillPrice],
})

const KEYS = ['account', 'epoch', 'id']
const NAMES = namesOf(COLUMNS)
const INPUT_NAMES = namesOf(COLUMNS, 'input.')

// Who saw an order is no change of it; only changed ones are written, and their keys given back.
const SAVE = `insert into orders (${NAMES})
  select ${INPUT_NAMES} from ${inputTable(COLUMNS)}
  left join orders as stored using (account, epoch, id)
  where stored.id is null or (stored.facts - 'seenBy') is distinct from (input.facts - 'seenBy')
  on conflict (username, account, epoch, id) do update set ${setExcluded(COLUMNS, KEYS)}
  returning account, epoch, id`

const SAVE_LEGS = `insert into order_legs (${namesOf(LEG_COLUMNS)})
  select ${namesOf(LEG_COLUMNS, 'input.')} from ${inputTable(LEG_COLUMNS)}
  on conflict (username, account, epoch, order_id, ordinal) do update
  set ${setExcluded(LEG_COLUMNS, ['account', 'epoch', 'order_id', 'ordinal'])}`

const OVER = `('filled', 'cancelled', 'expired', 'rejected', 'error')`
const BY_ID = 'select facts from orders where account = $1 and epoch = $2 and id = $3'
const BY_IDS = `select facts from orders
  where account = $1 and epoch = $2 and id = any($3::text[]) order by id`
const CREATED_SINCE =
  'select facts from orders where account = $1 and epoch = $2 and created_at >= $3 order by id'
const WORKING = `select facts from orders where account = $1 and status not in ${OVER}
  and epoch = (select epoch from broker_accounts where account = $1) order by id`
const RECENT = `select facts from orders where account = $1
  order by created_at desc, id desc, epoch desc limit $2`
const OF_TRADE = 'select facts from orders where trade_id = $1 order by created_at, id, epoch'

function keyOf(account: string, epoch: number, id: string): string {
  return `${account}\u0000${epoch}\u0000${id}`
}

/** The legs of an order and of the orders of its group; their number never changes. */
function legsOf(record: OrderRecord): OrderLegRow[] {
  const { legs, children } = record.order
  const own = legs.map((leg) => ({ childId: null, leg }))
  const ofChildren = children.flatMap((child) => child.legs.map((leg) => ({ childId: child.id, leg })))
  return [...own, ...ofChildren].map((row, ordinal) => ({ record, ordinal, ...row }))
}

/** The orders of the user's accounts. */
export function postgresOrders(session: Session): OrderStore {
  return {
    async saveOrders(records) {
      const byKey = new Map(
        records.map((record) => [keyOf(record.account, record.epoch, record.order.id), record]),
      )
      invariant(byKey.size === records.length, 'an order is saved twice at once')
      if (records.length === 0) return
      type Key = { readonly account: string; readonly epoch: number; readonly id: string }
      const keys = await session.rows<Key>(SAVE, inputValues(COLUMNS, records))
      const legs = keys.flatMap(({ account, epoch, id }) => legsOf(byKey.get(keyOf(account, epoch, id))!))
      if (legs.length > 0) await session.write(SAVE_LEGS, inputValues(LEG_COLUMNS, legs))
    },
    orderById: (account, epoch, orderId) => session.fact(BY_ID, [account, epoch, orderId]),
    ordersByIds: (account, epoch, orderIds) => session.facts(BY_IDS, [account, epoch, orderIds]),
    ordersCreatedSince: (account, epoch, since) =>
      session.facts(CREATED_SINCE, [account, epoch, new Date(since)]),
    workingOrders: (account) => session.facts(WORKING, [account]),
    recentOrders: (account, count) => session.facts(RECENT, [account, count]),
    ordersOfTrade: (tradeId) => session.facts(OF_TRADE, [tradeId]),
  }
}
