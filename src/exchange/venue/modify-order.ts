import { cents, subtractCents } from '../../domain/money/cents.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { checkStop, worstValue } from './assess-order.ts'
import { excessOf } from './buying-power.ts'
import type { OrderChange } from './change-order.ts'
import { checkPrices, checkRequest, needsLimit, needsStop } from './check-request.ts'
import { drawPatience } from './match-unit.ts'
import { orderEffect } from './order-effect.ts'
import { groupOf, makeLive, setHold } from './order-life.ts'
import { isFinal, isGroupTicket, type OrderTicket, type UnitTicket } from './order-ticket.ts'
import { signedLimit } from './unit-leg.ts'
import { placeInWindow } from './unit-window.ts'
import { refusal, type VenueRefusal, type VenueRefusalCode } from './venue-refusal.ts'
import { booksOf, tell, type VenueRoom } from './venue-state.ts'
import type { MarketView, NetOrder, OrderRequest, SimpleOrder } from './venue-types.ts'

type Changed = Pick<SimpleOrder, 'type' | 'duration' | 'limit' | 'stop'>

function changed(order: SimpleOrder | NetOrder, change: OrderChange): Changed {
  const type = (change.type ?? order.type) as Changed['type']
  const stop = 'stop' in order ? order.stop : null
  return {
    type,
    duration: change.duration ?? order.duration,
    limit: needsLimit(type) ? (change.limit ?? order.limit) : null,
    stop: needsStop(type) ? (change.stop ?? stop) : null,
  }
}

function checkWords({ config }: VenueRoom, ticket: UnitTicket, next: Changed): VenueRefusal | null {
  const { request } = ticket.order
  const shares =
    ticket.shape.units * ticket.shape.legs.reduce((sum, leg) => sum + leg.ratio * leg.multiplier, 0)
  const prices = checkPrices(next.type, next.limit, next.stop, shares)
  if (prices !== null) return prices
  const { limit, stop, type, duration } = next
  const asked = { ...request, type, duration, ...(limit && { limit }), ...(stop && { stop }) }
  return checkRequest(asked as OrderRequest, config)
}

function checkChange(room: VenueRoom, ticket: OrderTicket, change: OrderChange): VenueRefusal | null {
  const { order } = ticket
  if (isFinal(order)) return refusal('order_already_final', order.status)
  if (isGroupTicket(ticket) || groupOf(room, ticket) !== null) return refusal('group_order_must_not_change')
  if (Object.keys(change).length === 0) return refusal('order_must_change')
  const { duration } = ticket.order
  if (duration === 'pre' || duration === 'post') return refusal('session_order_must_not_change')
  return change.duration === 'pre' || change.duration === 'post'
    ? refusal('duration_must_be_day_or_gtc')
    : null
}

/** Changes type, duration, limit or stop of a working order; it keeps its id and loses its place in time. */
export function modifyOrder(
  room: VenueRoom,
  ticket: OrderTicket,
  change: OrderChange,
  market: MarketView,
): Result<{ id: number }, VenueRefusalCode> {
  const refused = checkChange(room, ticket, change)
  if (refused !== null) return refused
  if (isGroupTicket(ticket)) return refusal('group_order_must_not_change')
  const { order, shape, unitsLeft } = ticket
  const next = changed(order, change)
  const words =
    checkWords(room, ticket, next) ?? checkStop(ticket.triggered ? { stop: null } : next, shape, market)
  if (words !== null) return words
  const books = booksOf(room, order.accountId)
  const value = worstValue(next, order.request, shape, market)
  const { hold } = orderEffect(room, books, shape, unitsLeft, value, market)
  const free = subtractCents(excessOf(books, room.instruments, market), cents(books.held - ticket.hold))
  if (hold > 0 && hold > free) return refusal('buying_power_too_low')
  setHold(room, ticket, hold)
  const { stop, ...withoutStop } = next
  const row = 'legs' in order ? withoutStop : next
  ticket.order = { ...order, ...row, changedAt: market.now } as SimpleOrder | NetOrder
  replace(room, ticket, order.duration !== next.duration, market.now)
  const fact = { kind: 'order_changed', orderId: order.id, limit: signedLimit(ticket.order) } as const
  tell(room, order.accountId, market.now, fact)
  return ok({ id: order.id })
}

function replace(room: VenueRoom, ticket: UnitTicket, durationChanged: boolean, now: number): void {
  const { live, fresh, random } = room.state
  const { id } = ticket.order
  ticket.patience = drawPatience(random)
  ticket.lookedAt = now
  if (!live.has(id)) return
  live.delete(id)
  live.add(id)
  fresh.add(id)
  if (durationChanged && placeInWindow(room, ticket, now) === 'open') makeLive(room, ticket)
}
