import { planTask } from './due-task.ts'
import type { TradingWindow, UnitTicket } from './order-ticket.ts'
import { ALWAYS, extendedWindow, regularWindow } from './trading-window.ts'
import type { UnitShape } from './unit-leg.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketTime, OrderDuration } from './venue-types.ts'

/** When an order of this shape and duration may trade, from now on; null when it never may. */
export function windowOf(
  room: VenueRoom,
  shape: UnitShape,
  duration: OrderDuration,
  now: MarketTime,
): TradingWindow | null {
  const { calendar, alwaysOpen } = room.config
  if (alwaysOpen) return ALWAYS
  if (duration === 'pre' || duration === 'post') return extendedWindow(calendar, duration, now)
  const instruments = shape.legs.map(({ symbol }) => room.instruments.of(symbol))
  return regularWindow(calendar, instruments, now)
}

/**
 * Sets the window of an order that begins to wait for the market. Says whether it is open already; otherwise it
 * opens with its session, or, when it has none left, ends.
 */
export function placeInWindow(room: VenueRoom, ticket: UnitTicket, now: MarketTime): 'open' | 'later' {
  const { id, duration } = ticket.order
  const window = windowOf(room, ticket.shape, duration, now)
  if (window === null) {
    planTask(room.state.tasks, { at: now, kind: 'end_of_day', orderId: id, reason: null })
    return 'later'
  }
  ticket.window = window
  const at = Math.max(window.opens, now + room.config.latency.openMs)
  if (at <= now) return 'open'
  planTask(room.state.tasks, { at, kind: 'open', orderId: id, reason: null })
  return 'later'
}
