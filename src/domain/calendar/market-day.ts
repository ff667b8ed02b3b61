import type { Instant } from './instant.ts'
import { instantOfEpochDay } from './new-york-time.ts'
import { type TimeOfDay, timeOfDay } from './time-of-day.ts'
import { type TradingDay, tradingDayFromEpochDay } from './trading-day.ts'

/** A day on which nothing trades, and why. */
export interface Closure {
  readonly kind: 'closed'
  readonly day: TradingDay
  /** Weekend, holiday by rule, special by decree or disaster, override by the broker's calendar. */
  readonly cause: 'weekend' | 'holiday' | 'special' | 'override'
  /** In words: `Good Friday`, `Saturday`, `Hurricane Sandy`. */
  readonly reason: string
}

/** A day on which the market trades. Times are New York; each has its instant beside it. */
export interface Session {
  readonly kind: 'session'
  readonly day: TradingDay
  readonly hours: SessionHours
  /** The first instant of regular trading, of all products. */
  readonly opens: Instant
  /** The first instant after regular trading of stocks and most options. */
  readonly closes: Instant
  /** The first instant after regular trading of the products of late hours (`trading-hours.ts`). */
  readonly lateCloses: Instant
  /** The first instant of pre-market trading, of stocks only. */
  readonly preMarketOpens: Instant
  /** The first instant after after-hours trading, of stocks only. */
  readonly afterHoursCloses: Instant
  /** Why the hours are not the usual ones, in words; null when they are. */
  readonly unusual: string | null
}

/** The times of a session that make its instants. */
export interface SessionHours {
  readonly preMarketOpens: TimeOfDay
  readonly opens: TimeOfDay
  readonly closes: TimeOfDay
  readonly lateCloses: TimeOfDay
  readonly afterHoursCloses: TimeOfDay
}

/** What the calendar knows of a day. */
export type MarketDay = Session | Closure

/**
 * The hours of an ordinary session. Source: NYSE Rule 7.34 (opening, core and late session of NYSE Arca,
 * 04:00 to 20:00), Cboe Rule 5.1(b) (options to 16:00 or 16:15). Of earlier years only the core session was
 * so: equity options ended at 16:02 until February 2006 (SR-CBOE-2005-104).
 */
export const USUAL_HOURS: SessionHours = {
  preMarketOpens: timeOfDay('04:00'),
  opens: timeOfDay('09:30'),
  closes: timeOfDay('16:00'),
  lateCloses: timeOfDay('16:15'),
  afterHoursCloses: timeOfDay('20:00'),
}

/** The hours of a session that ends early by rule. Source: the NYSE's yearly announcements. */
export const EARLY_CLOSE_HOURS: SessionHours = {
  ...USUAL_HOURS,
  closes: timeOfDay('13:00'),
  lateCloses: timeOfDay('13:15'),
  afterHoursCloses: timeOfDay('17:00'),
}

/**
 * The session of a day with given hours.
 *
 * @param unusual why the hours are not the usual ones, or null
 * @example
 * import { epochDay } from './trading-day.ts'
 * sessionOf(epochDay('2026-11-27'), EARLY_CLOSE_HOURS, 'Day after Thanksgiving').closes // => 1795802400000
 */
export function sessionOf(epochDay: number, hours: SessionHours, unusual: string | null): Session {
  return {
    kind: 'session',
    day: tradingDayFromEpochDay(epochDay),
    hours,
    opens: instantOfEpochDay(epochDay, hours.opens),
    closes: instantOfEpochDay(epochDay, hours.closes),
    lateCloses: instantOfEpochDay(epochDay, hours.lateCloses),
    preMarketOpens: instantOfEpochDay(epochDay, hours.preMarketOpens),
    afterHoursCloses: instantOfEpochDay(epochDay, hours.afterHoursCloses),
    unusual,
  }
}

/**
 * Whether a session ends before 16:00.
 *
 * @example
 * import { epochDay } from './trading-day.ts'
 * closesEarly(sessionOf(epochDay('2026-11-27'), EARLY_CLOSE_HOURS, 'Day after Thanksgiving')) // => true
 */
export function closesEarly(session: Session): boolean {
  return session.hours.closes < USUAL_HOURS.closes
}
