import { dropTasks } from './due-task.ts'
import { isGroupTicket } from './order-ticket.ts'
import type { VenueRoom } from './venue-state.ts'

/**
 * Takes orders out of the venue's memory, with their children, legs and what is planned for them, so that their ids
 * are free again.
 *
 * @returns all these ids
 */
export function forgetOrders(room: VenueRoom, ids: readonly number[]): readonly number[] {
  const gone = ids.flatMap((id) => [id, ...forgetOrder(room, id)])
  dropTasks(room.state.tasks, new Set(gone))
  return gone
}

/** @returns the ids of its children and legs */
function forgetOrder({ state }: VenueRoom, id: number): readonly number[] {
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
