import { type DueTask, takeDueTask } from './due-task.ts'
import { assignEarly } from './early-assignment.ts'
import { recordEquity } from './equity-lines.ts'
import { executeMatch } from './execute-match.ts'
import { touchesStop } from './match-unit.ts'
import { endOrder, endUnit, openUnit, ticketOf } from './order-life.ts'
import { isFinal, isGroupTicket, type UnitTicket } from './order-ticket.ts'
import { closeDangerous } from './risk-desk.ts'
import { settleExpirations } from './settle-expirations.ts'
import { windowOf } from './unit-window.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

function endOfDayStatus(room: VenueRoom, { shape }: UnitTicket): 'canceled' | 'expired' {
  const { canceledUnderlyings } = room.config.dayEnding
  const isCanceled = canceledUnderlyings === 'all' || canceledUnderlyings.includes(shape.legs[0]!.underlying)
  return isCanceled ? 'canceled' : 'expired'
}

function runTask(room: VenueRoom, task: DueTask): void {
  const { kind, orderId, at, reason } = task
  // A reset of ids or a wipe may have taken the order away.
  if (!room.state.orders.has(orderId)) return
  const ticket = ticketOf(room, orderId)
  if (isFinal(ticket.order)) return
  if (kind === 'cancel') {
    endOrder(room, ticket, 'canceled', at, null)
    return
  }
  if (isGroupTicket(ticket)) return
  if (kind === 'open') {
    if (ticket.order.status === 'pending') openUnit(room, ticket, at)
  } else if (kind === 'reject') endUnit(room, ticket, 'rejected', at, reason)
  else if (ticket.order.duration !== 'gtc' && at >= ticket.window.closes) {
    endUnit(room, ticket, endOfDayStatus(room, ticket), at, null)
  }
}

function isInWindow(room: VenueRoom, ticket: UnitTicket, now: number): boolean {
  if (now >= ticket.window.closes && ticket.order.duration === 'gtc') {
    const window = windowOf(room, ticket.shape, 'gtc', now)
    if (window === null) {
      endUnit(room, ticket, 'expired', now, null)
      return false
    }
    ticket.window = window
  }
  return now >= ticket.window.opens && now < ticket.window.closes
}

function examine(room: VenueRoom, id: number, market: MarketView): void {
  const ticket = ticketOf(room, id)
  if (isGroupTicket(ticket) || ticket.locked || isFinal(ticket.order)) return
  if (!isInWindow(room, ticket, market.now)) return
  const { type } = ticket.order
  if ((type === 'stop' || type === 'stop_limit') && !ticket.triggered) {
    if (!touchesStop(ticket, market)) return
    ticket.triggered = true
    ticket.lookedAt = market.now
  }
  const match = room.parts.matchUnit(ticket, room, market)
  if (match !== null) executeMatch(room, ticket, match, market)
}

/**
 * Does everything that is due at the market's present: tasks in the order of their times, then matching, older
 * orders first. When the time has not moved since the last step only what came or changed since is matched,
 * because the market stands still at an instant.
 */
export function stepVenue(room: VenueRoom, market: MarketView): void {
  const { state } = room
  state.now = market.now
  for (let task = takeDueTask(state.tasks, market.now); task !== undefined; ) {
    runTask(room, task)
    task = takeDueTask(state.tasks, market.now)
  }
  settleExpirations(room, market)
  assignEarly(room, market)
  closeDangerous(room, market)
  if (market.now > state.matchedAt) {
    state.matchedAt = market.now
    state.fresh.clear()
    for (const id of [...state.live]) examine(room, id, market)
  }
  // A fill may wake orders that waited for it, which are matched in the same step.
  while (state.fresh.size > 0) {
    const fresh = [...state.fresh]
    state.fresh.clear()
    for (const id of fresh) examine(room, id, market)
  }
  recordEquity(room, market)
}
