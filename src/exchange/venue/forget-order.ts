import { isGroupTicket } from './order-ticket.ts'
import type { VenueRoom } from './venue-state.ts'

/**
 * Takes an order out of the venue's memory, with its children and legs, so that its ids are free again.
 *
 * @returns the ids of its children and legs
 */
export function forgetOrder({ state }: VenueRoom, id: number): readonly number[] {
  const ticket = state.orders.get(id)
  if (ticket === undefined) return []
  const parts = isGroupTicket(ticket)
    ? ticket.order.children
    : 'legs' in ticket.order
      ? ticket.order.legs
      : []
  const ids = parts.map((part) => part.id)
  for (const one of [id, ...ids]) {
    state.orders.delete(one)
    state.orderOfLeg.delete(one)
    state.live.delete(one)
    state.fresh.delete(one)
  }
  return ids
}
