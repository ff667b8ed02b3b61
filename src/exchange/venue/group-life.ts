import { planTask } from './due-task.ts'
import { childrenOf, endGroup, openUnit } from './order-life.ts'
import { type GroupTicket, isFinal, type UnitTicket } from './order-ticket.ts'
import { placeInWindow } from './unit-window.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketTime } from './venue-types.ts'

/** Locks what a fill excludes at once, so that it cannot fill as well; that it is canceled shows a moment later. */
export function cancelSiblings(
  room: VenueRoom,
  group: GroupTicket,
  filled: UnitTicket,
  at: MarketTime,
): void {
  const due = at + room.config.latency.siblingCancelMs
  for (const child of childrenOf(room, group)) {
    if (child === filled || isFinal(child.order) || child.locked) continue
    child.locked = true
    planTask(room.state.tasks, { at: due, kind: 'cancel', orderId: child.order.id, reason: null })
  }
}

/** Wakes the orders that waited for the first of their group to fill. */
function wakeWaiting(room: VenueRoom, group: GroupTicket, at: MarketTime): void {
  for (const child of childrenOf(room, group)) {
    if (!child.waiting || isFinal(child.order)) continue
    child.waiting = false
    const window = placeInWindow(room, child, at)
    if (window === 'open') openUnit(room, child, at)
  }
}

/**
 * What a group does when one of its orders fills, in whole or in part: the first order of OTO and OTOCO, once
 * filled whole, wakes the others; of an OCO, or of the exits of an OTOCO, the first execution excludes the
 * sibling. The group is filled when such an order is.
 */
export function filledGroupOrder(
  room: VenueRoom,
  group: GroupTicket,
  filled: UnitTicket,
  at: MarketTime,
): void {
  const isEntry = group.order.class !== 'oco' && group.order.children[0]?.id === filled.order.id
  if (isEntry) {
    if (filled.order.status === 'filled') wakeWaiting(room, group, at)
    return
  }
  room.parts.cancelSiblings(room, group, filled, at)
  if (filled.order.status === 'filled') endGroup(room, group, 'filled', at, null)
}
