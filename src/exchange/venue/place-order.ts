import { cents } from '../../domain/money/cents.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { type Assessment, assessOrder, pricelessSymbol } from './assess-order.ts'
import { planTask } from './due-task.ts'
import { draftGroup, draftUnit, enlist } from './order-draft.ts'
import { endOrder, makeLive, setHold, showChildren } from './order-life.ts'
import type { OrderTicket, UnitTicket } from './order-ticket.ts'
import { faultOfNewOrder } from './planned-fault.ts'
import { nextRandom } from './seeded-random.ts'
import { placeInWindow } from './unit-window.ts'
import { refusal, refusalFacts, type VenueRefusal, type VenueRefusalCode } from './venue-refusal.ts'
import { booksOf, tell, type VenueRoom } from './venue-state.ts'
import type { GroupOrderRequest, MarketView, OrderRequest, SimpleOrderRequest } from './venue-types.ts'

/** Plans that an accepted order is rejected a moment later; until then it is not matched. */
function rejectSoon(room: VenueRoom, ticket: UnitTicket, at: number, reason: string): void {
  const [from, to] = room.config.latency.rejectMs
  const delay = from + Math.floor(nextRandom(room.state.random) * (to - from + 1))
  ticket.locked = true
  planTask(room.state.tasks, { at: at + delay, kind: 'reject', orderId: ticket.order.id, reason })
}

/** Lets an order begin: open in its session, pending before it, rejected soon when nothing prices it. */
function begin(room: VenueRoom, ticket: UnitTicket, market: MarketView): void {
  const { accountId } = ticket.order
  const fault = faultOfNewOrder(room, accountId, ticket.shape)
  if (fault?.kind === 'partial_then_cancel') ticket.unitsUntilCancel = fault.units
  enlist(room, ticket)
  if (placeInWindow(room, ticket, market.now) === 'open') {
    ticket.order = { ...ticket.order, status: 'open' }
    makeLive(room, ticket)
    const symbol = pricelessSymbol(ticket.shape, ticket.order.type, market)
    if (symbol !== null) {
      rejectSoon(room, ticket, market.now, refusal('instrument_must_have_a_price', symbol).message)
      return
    }
  }
  if (fault !== null && 'reason' in fault) rejectSoon(room, ticket, market.now, fault.reason)
}

function placeGroup(
  room: VenueRoom,
  accountId: string,
  request: GroupOrderRequest,
  { units, hold }: Assessment,
  market: MarketView,
): OrderTicket {
  const drafting = { accountId, at: market.now, tag: request.tag ?? null }
  const { group, children } = draftGroup(room, request, drafting)
  for (const child of children) {
    if (child.waiting) enlist(room, child)
    else begin(room, child, market)
  }
  const entryHold = request.class === 'oco' ? cents(0) : units[0]!.effect.hold
  if (request.class !== 'oco') setHold(room, children[0]!, entryHold)
  // What the exits hold stays with the group: whichever of them fills, it is given back once.
  setHold(room, group, cents(hold - entryHold))
  group.order = { ...group.order, status: children[0]!.order.status }
  showChildren(room, group)
  return group
}

function placeUnit(
  room: VenueRoom,
  accountId: string,
  request: Exclude<OrderRequest, GroupOrderRequest>,
  { hold }: Assessment,
  market: MarketView,
): OrderTicket {
  const drafting = { accountId, at: market.now, tag: request.tag ?? null }
  const ticket = draftUnit(room, request, drafting)
  setHold(room, ticket, hold)
  begin(room, ticket, market)
  return ticket
}

/** Places an order of the broker's own in an account, whatever the account can bear. */
export function placeForced(
  room: VenueRoom,
  accountId: string,
  request: SimpleOrderRequest,
  market: MarketView,
): void {
  const ticket = draftUnit(room, request, { accountId, at: market.now, tag: null }, true)
  begin(room, ticket, market)
  const { id, status } = ticket.order
  booksOf(room, accountId).working.add(id)
  tell(room, accountId, market.now, { kind: 'order_accepted', orderId: id, status })
}

/** Tradier keeps a row of what its risk checks refused, but none of a symbol that it does not know. */
function keepsRow(room: VenueRoom, { code }: VenueRefusal): boolean {
  return room.config.keepRefusedRows && refusalFacts(code).kind === 'risk' && code !== 'symbol_must_be_known'
}

function keepRefused(
  room: VenueRoom,
  accountId: string,
  request: OrderRequest,
  refused: VenueRefusal,
  at: number,
): void {
  const drafting = { accountId, at, tag: request.tag ?? null }
  const ticket =
    'children' in request ? draftGroup(room, request, drafting).group : draftUnit(room, request, drafting)
  endOrder(room, ticket, 'rejected', at, refused.message)
}

/** Places an order, or refuses it; the id is that of the order itself, before those of its legs. */
export function placeOrder(
  room: VenueRoom,
  accountId: string,
  request: OrderRequest,
  market: MarketView,
): Result<{ id: number }, VenueRefusalCode> {
  const books = booksOf(room, accountId)
  const assessed = assessOrder(room, books, request, market)
  if (!assessed.ok) {
    if (keepsRow(room, assessed)) keepRefused(room, accountId, request, assessed, market.now)
    return assessed
  }
  const ticket =
    'children' in request
      ? placeGroup(room, accountId, request, assessed.value, market)
      : placeUnit(room, accountId, request, assessed.value, market)
  const { id, status } = ticket.order
  books.working.add(id)
  tell(room, accountId, market.now, { kind: 'order_accepted', orderId: id, status })
  return ok({ id })
}
