import type { Instant } from './instant.ts'
import { type MarketCalendar, marketDayAt } from './market-calendar.ts'
import type { MarketDay, Session } from './market-day.ts'
import { newYorkEpochDayOf } from './new-york-time.ts'
import { epochDay, type TradingDay } from './trading-day.ts'

function walk(calendar: MarketCalendar, from: number, step: 1 | -1): Session {
  let at = from
  for (;;) {
    const found = marketDayAt(calendar, at)
    if (found.kind === 'session') return found
    at += step
  }
}

/**
 * The first session after a day, which need not be a session itself. A handful of steps at most.
 *
 * @throws {InvariantViolation} when the calendar ends before
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * nextSession(buildMarketCalendar(2001, 2001), '2001-09-10').day // => '2001-09-17'
 */
export function nextSession(calendar: MarketCalendar, day: TradingDay): Session {
  return walk(calendar, epochDay(day) + 1, 1)
}

/**
 * The last session before a day, which need not be a session itself. A handful of steps at most.
 *
 * @throws {InvariantViolation} when the calendar begins later
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * previousSession(buildMarketCalendar(2025, 2025), '2025-04-21').day // => '2025-04-17'
 */
export function previousSession(calendar: MarketCalendar, day: TradingDay): Session {
  return walk(calendar, epochDay(day) - 1, -1)
}

/**
 * The day's session, or the last one before it: where an event of a closed day is moved to.
 *
 * @throws {InvariantViolation} when the calendar does not reach so far
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * sessionOnOrBefore(buildMarketCalendar(2025, 2025), '2025-04-18').day // => '2025-04-17'
 */
export function sessionOnOrBefore(calendar: MarketCalendar, day: TradingDay): Session {
  return walk(calendar, epochDay(day), -1)
}

/**
 * The day's session, or the first one after it.
 *
 * @throws {InvariantViolation} when the calendar does not reach so far
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * sessionOnOrAfter(buildMarketCalendar(2025, 2025), '2025-04-18').day // => '2025-04-21'
 */
export function sessionOnOrAfter(calendar: MarketCalendar, day: TradingDay): Session {
  return walk(calendar, epochDay(day), 1)
}

/**
 * The sessions from a day to a day, both included, in order; none when the first is later.
 *
 * @throws {InvariantViolation} when the calendar does not reach a day of them
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * sessionsBetween(buildMarketCalendar(2024, 2024), '2024-11-27', '2024-11-29').map((session) => session.day) // => ['2024-11-27', '2024-11-29']
 */
export function sessionsBetween(calendar: MarketCalendar, from: TradingDay, to: TradingDay): Session[] {
  const sessions: Session[] = []
  const last = epochDay(to)
  for (let at = epochDay(from); at <= last; at += 1) {
    const found = marketDayAt(calendar, at)
    if (found.kind === 'session') sessions.push(found)
  }
  return sessions
}

/**
 * What the calendar knows of the New York date of an instant: the session, which may be over or not yet
 * begun, or the closure. Constant time.
 *
 * @throws {InvariantViolation} when the calendar does not reach the instant
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * import { instant } from './instant.ts'
 * marketDayOf(buildMarketCalendar(2026, 2026), instant(1_790_083_800_000)).day // => '2026-09-22'
 */
export function marketDayOf(calendar: MarketCalendar, at: Instant): MarketDay {
  return marketDayAt(calendar, newYorkEpochDayOf(at))
}

/**
 * The first session that opens after an instant; an open session is not it, nor is one that opens now.
 *
 * @throws {InvariantViolation} when the calendar ends before
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * import { instant } from './instant.ts'
 * nextSessionToOpen(buildMarketCalendar(2026, 2026), instant(1_790_083_800_000)).day // => '2026-09-23'
 */
export function nextSessionToOpen(calendar: MarketCalendar, at: Instant): Session {
  const today = newYorkEpochDayOf(at)
  const session = walk(calendar, today, 1)
  return session.opens > at ? session : walk(calendar, today + 1, 1)
}
