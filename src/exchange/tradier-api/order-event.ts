import type { VenueEvent } from '../venue/venue-event.ts'
import type { VenueOrder } from '../venue/venue-types.ts'
import { orderRow } from './order-row.ts'
import type { FaceSwitches } from './switches.ts'
import { utcText } from './wire-time.ts'
import { float, type WireRecord, type WireValue } from './wire-value.ts'

/** The order that an event of the venue is about, or null when it is about none. */
export function orderIdOf(event: VenueEvent): number | null {
  return 'orderId' in event ? event.orderId : null
}

function statusOf(event: VenueEvent, order: VenueOrder): string {
  if (event.kind === 'order_accepted' || event.kind === 'order_ended') return event.status
  return event.kind === 'order_opened' ? 'open' : order.status
}

/** An account event of the stream: what happened to an order, without symbol, side and quantity. */
export function orderEvent(event: VenueEvent, order: VenueOrder, switches: FaceSwitches): WireRecord {
  const row = orderRow(order, { tags: true, switches })
  const orZero = (name: string): WireValue => row[name] ?? float(0)
  return {
    id: order.id,
    event: 'order',
    status: statusOf(event, order),
    type: row['type'],
    price: orZero('price'),
    stop_price: orZero('stop_price'),
    avg_fill_price: orZero('avg_fill_price'),
    exec_quantity: orZero('exec_quantity'),
    last_fill_quantity: orZero('last_fill_quantity'),
    remaining_quantity: orZero('remaining_quantity'),
    transaction_date: utcText(event.at),
    create_date: row['create_date'],
    account: order.accountId,
    tag: switches.eventExtras ? row['tag'] : undefined,
  }
}
