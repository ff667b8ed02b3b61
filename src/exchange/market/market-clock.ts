import { type Instant, instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { marketDayOf, nextSession, nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'
import { invariant } from '../../domain/invariant.ts'
import type { MarketTime } from '../venue/venue-types.ts'

/**
 * How the market's time follows the time on the wall, as plain data. The market has its own date: a day of
 * 2015 may be played tonight. Real time is speed 1, accelerated time more, stepped time speed 0 and `stepClock`.
 */
export interface MarketClock {
  /** Wall time at which the market's time was `marketAt`. */
  readonly wallAt: Instant
  readonly marketAt: MarketTime
  /** Market seconds in a second of the wall; 0 when the clock only moves by steps. */
  readonly speed: number
  /**
   * Leaves out the hours between sessions, for a demonstration at night: `CLOSING_MS` after a close, when
   * settlement and the end of day orders are done, the clock goes on at the next open.
   */
  readonly alwaysOpen: boolean
}

/** How long an always open market stays closed: until the late products have closed too, and half an hour. */
export const CLOSING_MS = 45 * 60_000

/**
 * A clock that shows a market time at a wall time.
 *
 * @param options speed 1 unless given, zero or more; `alwaysOpen` false unless given
 * @throws {InvariantViolation} when the speed is negative or not finite
 */
export function startClock(
  wallAt: Instant,
  marketAt: MarketTime,
  options: { readonly speed?: number; readonly alwaysOpen?: boolean } = {},
): MarketClock {
  const { speed = 1, alwaysOpen = false } = options
  invariant(Number.isFinite(speed) && speed >= 0, `a clock runs at a speed of zero or more, got ${speed}`)
  return { wallAt, marketAt, speed, alwaysOpen }
}

/**
 * The market's time at a wall time, epoch milliseconds. A wall clock that was put back does not turn the
 * market back beyond `marketAt`.
 */
export function marketTimeAt(clock: MarketClock, wall: Instant, calendar: MarketCalendar): MarketTime {
  const elapsed = Math.max(0, Math.floor((wall - clock.wallAt) * clock.speed))
  return later(clock, elapsed, calendar)
}

/** The clock at another speed from a wall time on; the market's time does not leap. */
export function withSpeed(
  clock: MarketClock,
  wall: Instant,
  speed: number,
  calendar: MarketCalendar,
): MarketClock {
  return startClock(wall, marketTimeAt(clock, wall, calendar), { speed, alwaysOpen: clock.alwaysOpen })
}

/**
 * The clock put forward by a step of market time, in milliseconds; at any speed.
 *
 * @throws {InvariantViolation} when the step is negative
 */
export function stepClock(
  clock: MarketClock,
  wall: Instant,
  stepMs: number,
  calendar: MarketCalendar,
): MarketClock {
  invariant(stepMs >= 0, `a market's time goes forward, not by ${stepMs} ms`)
  const now = marketTimeAt(clock, wall, calendar)
  return { ...clock, wallAt: wall, marketAt: later({ ...clock, marketAt: now }, stepMs, calendar) }
}

/**
 * The clock put forward to an instant of the market.
 *
 * @throws {InvariantViolation} when the instant is before the market's present time
 */
export function stepClockTo(
  clock: MarketClock,
  wall: Instant,
  time: MarketTime,
  calendar: MarketCalendar,
): MarketClock {
  const now = marketTimeAt(clock, wall, calendar)
  invariant(time >= now, `a market's time goes forward, not from ${now} to ${time}`)
  return { ...clock, wallAt: wall, marketAt: time }
}

function later(clock: MarketClock, elapsedMs: number, calendar: MarketCalendar): MarketTime {
  if (!clock.alwaysOpen) return clock.marketAt + elapsedMs
  let at = instant(clock.marketAt)
  let left = elapsedMs
  for (;;) {
    const session = sessionInProgress(calendar, at)
    if (session === undefined) {
      at = nextSessionToOpen(calendar, at).opens
      continue
    }
    const room = session.closes + CLOSING_MS - at
    if (left < room) return at + left
    left -= room
    at = nextSession(calendar, session.day).opens
  }
}

function sessionInProgress(calendar: MarketCalendar, at: Instant): Session | undefined {
  const day = marketDayOf(calendar, at)
  if (day.kind === 'closed' || at < day.opens || at >= day.closes + CLOSING_MS) return undefined
  return day
}
