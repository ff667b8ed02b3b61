import { invariant } from '../../domain/invariant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { type AccountBooks, type EquityLine, openBooks } from './account-books.ts'
import { accountLevers, positionsOf } from './account-levers.ts'
import { assessOrder } from './assess-order.ts'
import { cancelOrder } from './cancel-order.ts'
import type { OrderChange } from './change-order.ts'
import { clearingLevers } from './clearing-levers.ts'
import { hashText } from './event-hash.ts'
import { modifyOrder } from './modify-order.ts'
import type { OrderTicket } from './order-ticket.ts'
import { placeOrder } from './place-order.ts'
import type { OrderPreview } from './preview-order.ts'
import { previewOf } from './preview-effect.ts'
import { roomOf, type SavedVenue, saveVenue } from './saved-venue.ts'
import { stepVenue } from './step-venue.ts'
import type { Venue } from './venue.ts'
import { venueBalances } from './venue-balances.ts'
import type { VenueControl } from './venue-control.ts'
import type { VenueConfig } from './venue-config.ts'
import type { HistoryEvent, VenueEvent } from './venue-event.ts'
import { VENUE_PARTS } from './venue-parts.ts'
import { refusal, type VenueRefusal, type VenueRefusalCode } from './venue-refusal.ts'
import { booksOf, newRoom, type VenueParts, type VenueRoom } from './venue-state.ts'
import type {
  AccountTerms,
  ClosedLot,
  MarketView,
  OrderRequest,
  VenueBalances,
  VenueOrder,
  VenuePosition,
} from './venue-types.ts'

type Answer<Value> = Result<Value, VenueRefusalCode>

/** A venue that runs: beside its doors' face the things that tests and whoever runs it need. */
export interface RunningVenue extends Venue {
  /** The hash of the log of events, 16 hexadecimal digits: equal when the same happened. */
  eventHash(): string
  /** The levers of tests and demos. */
  readonly control: VenueControl
  /** Everything that it remembers, for JSON. */
  save(): SavedVenue
  /** What the parts of the venue work in, for checkers of its invariants. Not to be changed from outside. */
  readonly room: VenueRoom
}

/** Makes a venue without accounts. The same configuration, calls and market make the same events. */
export function createVenue(config: VenueConfig, parts: VenueParts = VENUE_PARTS): RunningVenue {
  return new VenueFace(newRoom(config, parts))
}

/**
 * A venue that goes on where a saved one was, under a configuration that is given again.
 *
 * Refuses: `saved_venue_must_be_of_this_version`.
 *
 * @param saved what `save` gave, back from JSON
 */
export function restoreVenue(
  config: VenueConfig,
  saved: unknown,
): Result<RunningVenue, 'saved_venue_must_be_of_this_version'> {
  const room = roomOf(config, saved, VENUE_PARTS)
  if (room !== null) return ok(new VenueFace(room))
  return refuse(
    'saved_venue_must_be_of_this_version',
    'This is not a venue that this version has saved; begin with a fresh one.',
  )
}

class VenueFace implements RunningVenue {
  readonly room: VenueRoom
  readonly control: RunningVenue['control']

  constructor(room: VenueRoom) {
    this.room = room
    this.control = { ...accountLevers(room), ...clearingLevers(room) }
  }

  openAccount(terms: AccountTerms): void {
    const { accounts } = this.room.state
    invariant(!accounts.has(terms.id), `there is an account ${terms.id} already`)
    accounts.set(terms.id, openBooks(terms))
  }

  accounts(): readonly AccountTerms[] {
    return [...this.room.state.accounts.values()].map(({ terms }) => terms)
  }

  #books(accountId: string): AccountBooks | VenueRefusal {
    return this.room.state.accounts.get(accountId) ?? refusal('account_must_exist', accountId)
  }

  submit(accountId: string, request: OrderRequest, market: MarketView): Answer<{ id: number }> {
    const books = this.#books(accountId)
    return 'ok' in books ? books : placeOrder(this.room, accountId, request, market)
  }

  preview(accountId: string, request: OrderRequest, market: MarketView): Answer<OrderPreview> {
    const books = this.#books(accountId)
    if ('ok' in books) return books
    const assessed = assessOrder(this.room, books, request, market)
    return assessed.ok ? ok(previewOf(this.room.instruments, request, assessed.value)) : assessed
  }

  modify(
    accountId: string,
    orderId: number,
    change: OrderChange,
    market: MarketView,
  ): Answer<{ id: number }> {
    const ticket = this.#ticket(accountId, orderId)
    if (ticket === undefined) return refusal('order_must_exist', accountId)
    return modifyOrder(this.room, ticket, change, market)
  }

  cancel(accountId: string, orderId: number, market: MarketView): Answer<{ id: number }> {
    const ticket = this.#ticket(accountId, orderId)
    if (ticket === undefined) return refusal('order_must_exist', accountId)
    const { order } = ticket
    // A child of a group stands for the group, which works and ends as one.
    const whole = 'groupId' in order && order.groupId !== null ? order.groupId : order.id
    return cancelOrder(this.room, this.room.state.orders.get(whole)!, market)
  }

  step(market: MarketView): void {
    stepVenue(this.room, market)
  }

  #ticket(accountId: string, orderId: number): OrderTicket | undefined {
    const { orders, orderOfLeg } = this.room.state
    const ticket = orders.get(orderOfLeg.get(orderId) ?? orderId)
    return ticket?.order.accountId === accountId ? ticket : undefined
  }

  order(accountId: string, orderId: number): VenueOrder | undefined {
    return this.#ticket(accountId, orderId)?.order
  }

  orders(accountId: string): readonly VenueOrder[] {
    const { orders } = this.room.state
    return booksOf(this.room, accountId).orderIds.map((id) => orders.get(id)!.order)
  }

  positions(accountId: string): readonly VenuePosition[] {
    return positionsOf(this.room, accountId)
  }

  balances(accountId: string, market: MarketView): VenueBalances {
    return venueBalances(this.room, booksOf(this.room, accountId), market)
  }

  closedLots(accountId: string): readonly ClosedLot[] {
    return booksOf(this.room, accountId).closedLots
  }

  history(accountId: string): readonly HistoryEvent[] {
    return booksOf(this.room, accountId).history
  }

  equityHistory(accountId: string): readonly EquityLine[] {
    return booksOf(this.room, accountId).equityLines
  }

  events(): readonly VenueEvent[] {
    return this.room.state.events
  }

  eventHash(): string {
    return hashText(this.room.state.eventHash)
  }

  save(): SavedVenue {
    return saveVenue(this.room)
  }
}
