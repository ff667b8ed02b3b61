import { cents } from '../../domain/money/cents.ts'
import { drawPatience } from './match-unit.ts'
import type { GroupTicket, UnitTicket } from './order-ticket.ts'
import { unitShape } from './unit-leg.ts'
import { booksOf, type VenueRoom, type VenueState } from './venue-state.ts'
import type {
  Execution,
  GroupOrderRequest,
  MarketTime,
  NetOrder,
  NetOrderRequest,
  SimpleOrder,
  SimpleOrderRequest,
} from './venue-types.ts'

/** Takes ids that follow one another; those that are in use, after a reset, are left out. */
export function takeIds(state: VenueState, count: number): number {
  let first = state.nextOrderId
  for (let i = 0; i < count; i += 1) {
    if (!state.orders.has(first + i) && !state.orderOfLeg.has(first + i)) continue
    first += i + 1
    i = -1
  }
  state.nextOrderId = first + count
  return first
}

function notExecuted(quantity: number): Execution {
  return {
    executedQuantity: 0,
    remainingQuantity: quantity,
    executedValue: 0,
    lastFillPrice: null,
    lastFillQuantity: 0,
  }
}

/** Whose an order is, and since when. */
interface Drafting {
  readonly accountId: string
  readonly at: MarketTime
  readonly tag: string | null
}

function row(id: number, { accountId, at, tag }: Drafting) {
  return { id, accountId, status: 'pending', createdAt: at, changedAt: at, tag, reason: null } as const
}

function simpleOrder(
  request: SimpleOrderRequest,
  id: number,
  groupId: number | null,
  drafting: Drafting,
): SimpleOrder {
  const { type, duration, limit = null, stop = null } = request
  const execution = notExecuted(request.quantity)
  return {
    ...row(id, drafting),
    class: request.class,
    request,
    limit,
    stop,
    type,
    duration,
    execution,
    groupId,
  }
}

function netOrder(request: NetOrderRequest, id: number, drafting: Drafting): NetOrder {
  const { type, duration, limit = null } = request
  const legs = request.legs.map((leg, i) => ({
    id: id + 1 + i,
    request: leg,
    execution: notExecuted(leg.quantity),
  }))
  return {
    ...row(id, drafting),
    class: request.class,
    request,
    type,
    duration,
    limit,
    legs,
    lastFillUnits: 0,
  }
}

function ticketFor(
  room: VenueRoom,
  order: SimpleOrder | NetOrder,
  waiting: boolean,
  isForced = false,
): UnitTicket {
  const shape = unitShape(room.instruments, order.request)
  const ticket: UnitTicket = {
    order,
    shape,
    unitsLeft: shape.units,
    hold: cents(0),
    window: { opens: 0, closes: 0 },
    triggered: false,
    locked: false,
    isForced,
    waiting,
    patience: drawPatience(room.state.random),
    lookedAt: order.createdAt,
    unitsUntilCancel: null,
  }
  room.state.orders.set(order.id, ticket)
  return ticket
}

/** Puts an order among those of its account that work, by its underlying. */
export function enlist(room: VenueRoom, ticket: UnitTicket): void {
  const { unitsOf } = booksOf(room, ticket.order.accountId)
  const { underlying } = ticket.shape.legs[0]!
  let units = unitsOf.get(underlying)
  if (units === undefined) {
    units = new Set()
    unitsOf.set(underlying, units)
  }
  units.add(ticket.order.id)
}

/** A pending order on one instrument or at a net price, with a ticket and ids. */
export function draftUnit(
  room: VenueRoom,
  request: SimpleOrderRequest | NetOrderRequest,
  drafting: Drafting,
  isForced = false,
): UnitTicket {
  const legs = 'legs' in request ? request.legs.length : 0
  const id = takeIds(room.state, 1 + legs)
  booksOf(room, drafting.accountId).orderIds.push(id)
  if (!('legs' in request)) return ticketFor(room, simpleOrder(request, id, null, drafting), false, isForced)
  for (let i = 1; i <= legs; i += 1) room.state.orderOfLeg.set(id + i, id)
  return ticketFor(room, netOrder(request, id, drafting), false)
}

/** A pending group: its children have the ids after its own. */
export function draftGroup(
  room: VenueRoom,
  request: GroupOrderRequest,
  drafting: Drafting,
): { readonly group: GroupTicket; readonly children: readonly UnitTicket[] } {
  const id = takeIds(room.state, 1 + request.children.length)
  booksOf(room, drafting.accountId).orderIds.push(id)
  const children = request.children.map((child, i) =>
    ticketFor(room, simpleOrder(child, id + 1 + i, id, drafting), request.class !== 'oco' && i > 0),
  )
  const orders = children.map(({ order }) => order as SimpleOrder)
  const order = { ...row(id, drafting), class: request.class, request, children: orders }
  const group: GroupTicket = { order, hold: cents(0) }
  room.state.orders.set(id, group)
  return { group, children }
}
