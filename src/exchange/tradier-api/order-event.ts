import type { Venue } from '../venue/venue.ts'
import type { VenueEvent } from '../venue/venue-event.ts'
import type { SimpleOrder, VenueOrder } from '../venue/venue-types.ts'
import { orderRow } from './order-row.ts'
import type { FaceSwitches } from './switches.ts'
import { utcText } from './wire-time.ts'
import { float, type WireRecord, type WireValue } from './wire-value.ts'

function statusOf(event: VenueEvent, order: VenueOrder): string {
  if (event.kind === 'order_accepted' || event.kind === 'order_ended') return event.status
  return event.kind === 'order_opened' ? 'open' : order.status
}

/** One event of the stream from the row of an order or leg, without symbol, side and quantity. */
function frameOf(
  row: WireRecord,
  facts: { readonly status: string; readonly at: number; readonly account: string; readonly parent?: number },
  switches: FaceSwitches,
): WireRecord {
  const orZero = (name: string): WireValue => row[name] ?? float(0)
  return {
    id: row['id'],
    parent_id: facts.parent,
    event: 'order',
    status: facts.status,
    type: row['type'],
    price: orZero('price'),
    stop_price: orZero('stop_price'),
    avg_fill_price: orZero('avg_fill_price'),
    exec_quantity: orZero('exec_quantity'),
    last_fill_quantity: orZero('last_fill_quantity'),
    remaining_quantity: orZero('remaining_quantity'),
    transaction_date: utcText(facts.at),
    create_date: row['create_date'],
    account: facts.account,
    tag: switches.eventExtras ? row['tag'] : undefined,
  }
}

/** The order of an event: one of its own, or the child of a group that it is about. */
function orderOf(
  event: VenueEvent & { readonly orderId: number },
  venue: Venue,
): VenueOrder | SimpleOrder | undefined {
  const found = venue.order(event.accountId, event.orderId)
  if (found === undefined || !('children' in found)) return found
  return found.children.find(({ id }) => id === event.orderId) ?? found
}

function legRows(row: WireRecord): readonly WireRecord[] {
  return (row['leg'] as readonly WireRecord[] | undefined) ?? []
}

/**
 * The account events that tell of an event of the venue: none when it is about no order, otherwise one of the order.
 * A net order's legs have events of their own behind it, when they are switched on; a child of a group is told as an
 * order with its parent, and its parent has no figures.
 */
export function orderFrames(event: VenueEvent, venue: Venue, switches: FaceSwitches): readonly WireRecord[] {
  if (!('orderId' in event)) return []
  const order = orderOf(event, venue)
  if (order === undefined) return []
  const row = orderRow(order, { tags: true, switches })
  const status = statusOf(event, order)
  const base = { status, at: event.at, account: event.accountId }
  const groupId = 'groupId' in order ? order.groupId : null
  const own = frameOf(row, groupId === null ? base : { ...base, parent: groupId }, switches)
  if (!switches.eventLegs || !('legs' in order)) return [own]
  return [own, ...legRows(row).map((leg) => frameOf(leg, { ...base, parent: order.id }, switches))]
}
