import { InvariantViolation, invariant } from '../invariant.ts'
import {
  type Closure,
  EARLY_CLOSE_HOURS,
  type MarketDay,
  type Session,
  type SessionHours,
  sessionOf,
  USUAL_HOURS,
} from './market-day.ts'
import { nyseEarlyCloses } from './nyse-early-closes.ts'
import { FIRST_HOLIDAY_YEAR, nyseHolidays } from './nyse-holidays.ts'
import { NYSE_SPECIAL_CLOSURES, NYSE_SPECIAL_HOURS, type SpecialHours } from './nyse-special-days.ts'
import { epochDay, epochDayOf, type TradingDay, tradingDayFromEpochDay } from './trading-day.ts'
import { weekdayOfEpochDay } from './weekday.ts'

/**
 * The days of the U.S. stock and option markets, as plain data: one entry for each calendar day, in order,
 * so that a day is found by its number. Never changed; `withOverrides` makes another one.
 */
export interface MarketCalendar {
  /** Days since 1970-01-01 of the first entry. */
  readonly firstEpochDay: number
  readonly days: readonly MarketDay[]
}

/**
 * The calendar by the rules of the exchanges and the record of their special days. Right for 1998 to 2028,
 * as announced by the NYSE on 2025-12-23; the years after that by the same rules. The broker's calendar is
 * laid over it with `withOverrides`.
 *
 * @param firstYear 1998 or later
 * @param lastYear its last day is the last of the calendar
 * @throws {InvariantViolation} for a year before 1998 or an empty range
 * @example
 * buildMarketCalendar(2024, 2024).days.filter((day) => day.kind === 'session').length // => 252
 */
export function buildMarketCalendar(firstYear: number = FIRST_HOLIDAY_YEAR, lastYear = 2035): MarketCalendar {
  invariant(
    firstYear >= FIRST_HOLIDAY_YEAR && lastYear >= firstYear,
    `the rules hold from ${FIRST_HOLIDAY_YEAR} on, not for ${firstYear} to ${lastYear}`,
  )
  const firstEpochDay = epochDayOf(firstYear, 1, 1)
  const days = Array.from({ length: epochDayOf(lastYear + 1, 1, 1) - firstEpochDay }, (_, index) =>
    weekdayOrWeekend(firstEpochDay + index),
  )
  const put = (at: number, day: MarketDay): void => {
    if (at >= firstEpochDay && at < firstEpochDay + days.length) days[at - firstEpochDay] = day
  }
  for (let year = firstYear; year <= lastYear; year += 1) {
    for (const early of nyseEarlyCloses(year)) {
      put(early.epochDay, sessionOf(early.epochDay, EARLY_CLOSE_HOURS, early.name))
    }
    for (const holiday of nyseHolidays(year)) {
      put(holiday.epochDay, closure(holiday.epochDay, 'holiday', holiday.name))
    }
  }
  for (const special of NYSE_SPECIAL_HOURS) {
    const at = epochDay(special.day)
    put(at, sessionOf(at, specialHours(special), special.name))
  }
  for (const special of NYSE_SPECIAL_CLOSURES) {
    put(epochDay(special.day), closure(epochDay(special.day), 'special', special.name))
  }
  return { firstEpochDay, days }
}

function weekdayOrWeekend(at: number): MarketDay {
  const weekday = weekdayOfEpochDay(at)
  if (weekday < 6) return sessionOf(at, USUAL_HOURS, null)
  return closure(at, 'weekend', weekday === 6 ? 'Saturday' : 'Sunday')
}

function closure(at: number, cause: Closure['cause'], reason: string): Closure {
  return { kind: 'closed', day: tradingDayFromEpochDay(at), cause, reason }
}

/** After-hours trading of an early end by decision is cut like that of one by rule. */
function specialHours({ opens, closes, lateCloses }: SpecialHours): SessionHours {
  const base = closes !== undefined && closes <= EARLY_CLOSE_HOURS.closes ? EARLY_CLOSE_HOURS : USUAL_HOURS
  return {
    ...base,
    opens: opens ?? base.opens,
    closes: closes ?? base.closes,
    lateCloses: lateCloses ?? base.lateCloses,
  }
}

/**
 * Whether the calendar reaches a day. Ask this of days from outside, such as the expiration of a long-dated
 * option; every other function throws beyond the last day, because to call an unknown day closed (or open)
 * would be an invention.
 *
 * @example
 * coversDay(buildMarketCalendar(2024, 2024), '2025-01-02') // => false
 */
export function coversDay(calendar: MarketCalendar, day: TradingDay): boolean {
  const index = epochDay(day) - calendar.firstEpochDay
  return index >= 0 && index < calendar.days.length
}

/**
 * What the calendar knows of a day given as days since 1970-01-01: its session, or its closure.
 *
 * @throws {InvariantViolation} when the calendar does not reach the day
 * @example
 * import { epochDay, tradingDay } from './trading-day.ts'
 * marketDayAt(buildMarketCalendar(2024, 2024), epochDay(tradingDay('2024-12-25'))).kind // => 'closed'
 */
export function marketDayAt(calendar: MarketCalendar, at: number): MarketDay {
  const found = calendar.days[at - calendar.firstEpochDay]
  // Not `invariant`, which would write the message in every call of this busiest of all lookups.
  if (found === undefined) {
    throw new InvariantViolation(`the calendar does not reach ${tradingDayFromEpochDay(at)}`)
  }
  return found
}

/**
 * The session of a day, or its closure with the reason. Constant time.
 *
 * @throws {InvariantViolation} when the calendar does not reach the day
 * @example
 * sessionOn(buildMarketCalendar(2025, 2025), '2025-01-09') // => { kind: 'closed', day: '2025-01-09', cause: 'special', reason: 'Mourning for Jimmy Carter' }
 */
export function sessionOn(calendar: MarketCalendar, day: TradingDay): Session | Closure {
  return marketDayAt(calendar, epochDay(day))
}

/**
 * Whether the market trades on a day, be it for half of it. Constant time.
 *
 * @throws {InvariantViolation} when the calendar does not reach the day
 * @example
 * isSession(buildMarketCalendar(2024, 2024), '2024-03-29') // => false
 */
export function isSession(calendar: MarketCalendar, day: TradingDay): boolean {
  return sessionOn(calendar, day).kind === 'session'
}
