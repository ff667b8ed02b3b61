import { epochDay, type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import type { VenueOrder } from '../venue/venue-types.ts'
import type { FaceCall } from './face-call.ts'
import { accountList } from './list-shape.ts'
import { orderRow, type RowStyle } from './order-row.ts'
import { pageOf } from './page-of.ts'
import { invalidParameter, type Reply, recordReply, unauthorizedAccount } from './reply.ts'
import { readDay } from './request-day.ts'
import { newYorkDate } from './wire-time.ts'
import type { WireRecord, WireValue } from './wire-value.ts'

const WORKING: ReadonlySet<string> = new Set(['pending', 'open', 'partially_filled'])
const DOCUMENTED_LIMIT = 25
const MONTH_DAYS = 31

function rowStyle({ params, room, fault }: FaceCall): RowStyle {
  return { tags: params.flag('includeTags') && fault?.kind !== 'tag_missing', switches: room.switches }
}

interface DayRange {
  readonly from: TradingDay
  readonly to: TradingDay
  /** Whether the request named days, so that working orders of other days are not wanted. */
  readonly asked: boolean
}

/** The days of a request: today, or those asked for, a month at most; null when they are no days. */
function dayRange({ params, now }: FaceCall): DayRange | null {
  const today = newYorkDate(now)
  const date = params.text('date')
  const start = date ?? params.text('start')
  const end = date ?? params.text('end')
  const asked = start !== undefined || end !== undefined
  if (params.text('filter') !== 'all' && !asked) return { from: today, to: today, asked }
  const to = readDay(end ?? today)
  if (to === undefined) return null
  const earliest = tradingDayFromEpochDay(epochDay(to) - MONTH_DAYS)
  const from = start === undefined ? earliest : readDay(start)
  if (from === undefined) return null
  return { from: from > earliest ? from : earliest, to, asked }
}

/** Orders of today (New York) or of the days asked for, and those of earlier days that still work, by id. */
function listedOrders(call: FaceCall, accountId: string): readonly VenueOrder[] | null {
  const range = dayRange(call)
  if (range === null) return null
  const { room, now } = call
  const status = new Set(call.params.list('status'))
  return room.venue.orders(accountId).filter((order) => {
    if ((room.hidden.get(order.id) ?? 0) > now) return false
    if (status.size > 0 && !status.has(order.status)) return false
    const created = newYorkDate(order.createdAt)
    if (created >= range.from && created <= range.to) return true
    // A working order is wanted however old it is, and one that ended within the days; unless days were named.
    return !range.asked && (WORKING.has(order.status) || newYorkDate(order.changedAt) >= range.from)
  })
}

/** What a reader of pages sees when rows move between two reads: the row at the border is missed. A single page has none. */
function shifted(orders: readonly VenueOrder[], limit: number): readonly VenueOrder[] {
  return orders.length <= limit ? orders : orders.filter((_, i) => i !== limit - 1)
}

/** Recorded: `filled` may be seen before the average price is. */
function withoutAverage(row: WireRecord): WireRecord {
  return { ...row, avg_fill_price: undefined }
}

function rowOf(call: FaceCall, order: VenueOrder): WireRecord {
  const row = orderRow(order, rowStyle(call))
  if (call.fault?.kind !== 'no_average_price') return row
  const legs = row['leg']
  const bare = withoutAverage(row)
  return call.fault.legs === true && Array.isArray(legs) ? { ...bare, leg: legs.map(withoutAverage) } : bare
}

/** The `orders` of an account: the string `null`, one order, or an array; undefined when the days are no days. */
export function ordersValue(call: FaceCall, accountId: string): WireValue {
  const { params, room, fault } = call
  const found = fault?.kind === 'empty_list' ? [] : listedOrders(call, accountId)
  if (found === null) return undefined
  const asked = params.text('page') !== undefined || params.text('limit') !== undefined
  const limit = params.count('limit', asked ? DOCUMENTED_LIMIT : room.switches.ordersWithoutPaging)
  const orders = fault?.kind === 'page_shift' ? shifted(found, limit) : found
  const page = pageOf(orders, params.count('page', 1), limit)
  const totals: WireRecord = room.switches.orderTotals
    ? { page: page.page, total_pages: page.totalPages, total_orders: page.totalRows }
    : {}
  return accountList(
    'order',
    page.rows.map((order) => rowOf(call, order)),
    totals,
  )
}

/** `GET /accounts/{id}/orders`. */
export function accountOrders(call: FaceCall): Reply {
  const orders = ordersValue(call, call.path['account']!)
  return orders === undefined ? invalidParameter('start') : recordReply({ orders })
}

/** `GET /accounts/{id}/orders/{order}`; an id that nobody knows is answered like a foreign account. */
export function singleOrder(call: FaceCall): Reply {
  const { room, path, now } = call
  const account = path['account']!
  const id = path['order']!
  const order = /^\d{1,15}$/.test(id) ? room.venue.order(account, Number(id)) : undefined
  if (order === undefined || (room.hidden.get(order.id) ?? 0) > now) return unauthorizedAccount(account)
  return recordReply({ order: rowOf(call, order) })
}
