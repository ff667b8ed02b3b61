import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { type MarketCalendar, sessionOn } from '../../domain/calendar/market-calendar.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { instantOf, newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { nextSessionToOpen, sessionOnOrAfter } from '../../domain/calendar/session-lookup.ts'
import type { TimeOfDay } from '../../domain/calendar/time-of-day.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { MarketTime } from '../../exchange/venue/venue-types.ts'

/**
 * Years around a day that an invented market speaks of: its history before, its expirations and dividends after, and
 * time to run.
 */
const YEARS = { before: 2, after: 4 } as const

type Uncovered = 'day_must_be_in_the_calendar'

function checkYear(calendar: MarketCalendar, day: TradingDay): Result<true, Uncovered> {
  const [first, last] = [yearOf(calendar.days[0]!.day), yearOf(calendar.days.at(-1)!.day)]
  const year = yearOf(day)
  if (year >= first + YEARS.before && year <= last - YEARS.after) return ok(true)
  return refuse(
    'day_must_be_in_the_calendar',
    `A market can be invented from ${first + YEARS.before} to ${last - YEARS.after}, not for ${day}.`,
  )
}

/**
 * The present as the beginning of a market, session or not.
 *
 * Refuses: `day_must_be_in_the_calendar`.
 */
export function beginningNow(calendar: MarketCalendar, now: Instant): Result<Instant, Uncovered> {
  const covered = checkYear(calendar, newYorkDayOf(now))
  return covered.ok ? ok(now) : covered
}

/**
 * The instant of a day at which a market without a recording begins: its open, or the time that was asked for.
 *
 * Refuses: `day_must_be_in_the_calendar`, `day_must_be_a_session`.
 */
export function openingOn(
  calendar: MarketCalendar,
  day: TradingDay,
  time: TimeOfDay | null,
): Result<Instant, Uncovered | 'day_must_be_a_session'> {
  const covered = checkYear(calendar, day)
  if (!covered.ok) return covered
  const found = sessionOn(calendar, day)
  if (found.kind === 'closed') {
    const next = sessionOnOrAfter(calendar, day).day
    return refuse(
      'day_must_be_a_session',
      `The market is closed on ${day} (${found.reason}); the next session is ${next}.`,
    )
  }
  return ok(time === null ? found.opens : instantOf(day, time))
}

function yearOf(day: TradingDay): number {
  return Number(day.slice(0, 4))
}

/** An instant, or for a market that is always open the next open when it is closed then. */
export function openInstant(calendar: MarketCalendar, at: MarketTime, alwaysOpen: boolean): Instant {
  const wanted = instant(at)
  if (!alwaysOpen || phaseAt(calendar, wanted, 'regular') === 'open') return wanted
  return nextSessionToOpen(calendar, wanted).opens
}
