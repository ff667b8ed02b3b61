import { invariant } from '../../domain/invariant.ts'
import { addCents, type Cents, cents, subtractCents } from '../../domain/money/cents.ts'
import { planTask } from './due-task.ts'
import {
  type GroupTicket,
  isFinal,
  isGroupTicket,
  type OrderTicket,
  type UnitTicket,
} from './order-ticket.ts'
import { booksOf, tell, type VenueRoom } from './venue-state.ts'
import type { Execution, MarketTime, OrderStatus, SimpleOrder } from './venue-types.ts'

/** The ticket of an order that must exist. */
export function ticketOf({ state }: VenueRoom, id: number): OrderTicket {
  const ticket = state.orders.get(id)
  invariant(ticket !== undefined, `there is no order ${id}`)
  return ticket
}

/** The ticket of an order that can be matched. */
export function unitOf(room: VenueRoom, id: number): UnitTicket {
  const ticket = ticketOf(room, id)
  invariant(!isGroupTicket(ticket), `order ${id} is a group`)
  return ticket
}

/** The group that an order belongs to, or null. */
export function groupOf(room: VenueRoom, { order }: UnitTicket): GroupTicket | null {
  if ('legs' in order || order.groupId === null) return null
  const group = ticketOf(room, order.groupId)
  invariant(isGroupTicket(group), `order ${order.groupId} is no group`)
  return group
}

/** The tickets of a group's children, in their order. */
export function childrenOf(room: VenueRoom, group: GroupTicket): readonly UnitTicket[] {
  return group.order.children.map(({ id }) => unitOf(room, id))
}

/** Holds so much of the buying power for an order, in place of what it held. */
export function setHold(room: VenueRoom, ticket: OrderTicket, hold: Cents): void {
  const books = booksOf(room, ticket.order.accountId)
  books.held = addCents(subtractCents(books.held, ticket.hold), hold)
  ticket.hold = hold
}

/** Shows the children of a group as they are now. */
export function showChildren(room: VenueRoom, group: GroupTicket): void {
  const children = childrenOf(room, group).map(({ order }) => order as SimpleOrder)
  group.order = { ...group.order, children }
}

/** Makes an order one that can be matched: in the sets that are looked through, with its day's end planned. */
export function makeLive(room: VenueRoom, ticket: UnitTicket): void {
  const { state, config } = room
  const { id, duration } = ticket.order
  state.live.add(id)
  state.fresh.add(id)
  if (duration === 'gtc' || ticket.window.closes === Number.MAX_SAFE_INTEGER) return
  const at = ticket.window.closes + config.dayEnding.delayMs
  planTask(state.tasks, { at, kind: 'end_of_day', orderId: id, reason: null })
}

/** Begins to work: `pending` becomes `open`. */
export function openUnit(room: VenueRoom, ticket: UnitTicket, at: MarketTime): void {
  ticket.order = { ...ticket.order, status: 'open', changedAt: at }
  ticket.lookedAt = at
  makeLive(room, ticket)
  tell(room, ticket.order.accountId, at, { kind: 'order_opened', orderId: ticket.order.id })
  const group = groupOf(room, ticket)
  if (group === null) return
  if (group.order.status === 'pending') group.order = { ...group.order, status: 'open', changedAt: at }
  showChildren(room, group)
}

function nothingLeft(execution: Execution): Execution {
  return { ...execution, remainingQuantity: 0 }
}

/** Takes an order out of everything that is looked through, and gives back what it held. */
export function retireUnit(room: VenueRoom, ticket: UnitTicket): void {
  const { id, accountId } = ticket.order
  const books = booksOf(room, accountId)
  room.state.live.delete(id)
  room.state.fresh.delete(id)
  books.working.delete(id)
  books.unitsOf.get(ticket.shape.legs[0]!.underlying)?.delete(id)
  setHold(room, ticket, cents(0))
}

function endAlone(
  room: VenueRoom,
  ticket: UnitTicket,
  status: OrderStatus,
  at: MarketTime,
  reason: string | null,
): void {
  const { order } = ticket
  const ended = { ...order, status, changedAt: at, reason }
  ticket.order =
    'legs' in ended
      ? { ...ended, legs: ended.legs.map((leg) => ({ ...leg, execution: nothingLeft(leg.execution) })) }
      : { ...ended, execution: nothingLeft(ended.execution) }
  retireUnit(room, ticket)
  tell(room, order.accountId, at, { kind: 'order_ended', orderId: order.id, status, reason })
}

/** Ends a group with the status of what decided it. */
export function endGroup(
  room: VenueRoom,
  group: GroupTicket,
  status: OrderStatus,
  at: MarketTime,
  reason: string | null,
): void {
  if (!isFinal(group.order)) {
    const { id, accountId } = group.order
    group.order = { ...group.order, status, changedAt: at, reason }
    booksOf(room, accountId).working.delete(id)
    setHold(room, group, cents(0))
    tell(room, accountId, at, { kind: 'order_ended', orderId: id, status, reason })
  }
  showChildren(room, group)
}

/** Whether another order of the group, not the one that waking waits for, has executed and goes on by itself. */
function excludes(group: GroupTicket, child: UnitTicket, ended: UnitTicket): boolean {
  const isEntry = group.order.class !== 'oco' && child.order.id === group.order.children[0]?.id
  return child !== ended && !isEntry && child.unitsLeft < child.shape.units
}

/**
 * Ends an order that did not fill to its end: canceled, expired, rejected. What was executed stays; nothing
 * remains. In a group everything that still waits or works ends with it, and so does the group, unless another
 * of its orders has filled, which made it `filled` before.
 */
export function endUnit(
  room: VenueRoom,
  ticket: UnitTicket,
  status: OrderStatus,
  at: MarketTime,
  reason: string | null,
): void {
  if (isFinal(ticket.order)) return
  endAlone(room, ticket, status, at, reason)
  const group = groupOf(room, ticket)
  if (group === null) return
  if (isFinal(group.order) || childrenOf(room, group).some((child) => excludes(group, child, ticket))) {
    showChildren(room, group)
    return
  }
  for (const child of childrenOf(room, group)) {
    if (!isFinal(child.order)) endAlone(room, child, status === 'rejected' ? 'canceled' : status, at, null)
  }
  endGroup(room, group, status, at, reason)
}

/** Ends an order of any kind, as a cancel does. */
export function endOrder(
  room: VenueRoom,
  ticket: OrderTicket,
  status: OrderStatus,
  at: MarketTime,
  reason: string | null,
): void {
  if (!isGroupTicket(ticket)) {
    endUnit(room, ticket, status, at, reason)
    return
  }
  for (const child of childrenOf(room, ticket)) {
    if (!isFinal(child.order)) endAlone(room, child, status, at, reason)
  }
  endGroup(room, ticket, status, at, reason)
}
