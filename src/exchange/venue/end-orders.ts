import { endOrder, groupOf, unitOf } from './order-life.ts'
import { booksOf, type VenueRoom } from './venue-state.ts'
import type { MarketTime, OrderStatus } from './venue-types.ts'

/** Ends the working orders of an account that trade a symbol, alone, in a group or as one of several legs. */
export function endOrdersOf(
  room: VenueRoom,
  accountId: string,
  symbol: string,
  status: OrderStatus,
  at: MarketTime,
): void {
  const { underlying } = room.instruments.of(symbol)
  endWhere(room, accountId, underlying, (traded) => traded === symbol, status, at)
}

/** Ends the working orders of an account on an underlying: its shares and every contract. */
export function endOrdersOn(
  room: VenueRoom,
  accountId: string,
  underlying: string,
  status: OrderStatus,
  at: MarketTime,
): void {
  endWhere(room, accountId, underlying, () => true, status, at)
}

function endWhere(
  room: VenueRoom,
  accountId: string,
  underlying: string,
  isMeant: (symbol: string) => boolean,
  status: OrderStatus,
  at: MarketTime,
): void {
  for (const id of [...(booksOf(room, accountId).unitsOf.get(underlying) ?? [])]) {
    const ticket = unitOf(room, id)
    if (ticket.shape.legs.some(({ symbol }) => isMeant(symbol))) {
      endOrder(room, groupOf(room, ticket) ?? ticket, status, at, null)
    }
  }
}
