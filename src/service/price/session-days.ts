import {
  coversDay,
  isSession,
  type MarketCalendar,
  sessionOn,
} from '../../domain/calendar/market-calendar.ts'
import { epochDay, type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'

/**
 * From when on a Saturday is no expiration. Source: SR-OCC-2013-04 (see `standard-expiration.ts`). A few options
 * listed before 2013 kept a later Saturday and are refused here: a mistyped Friday is far likelier.
 */
const FRIDAYS_FROM = '2015-02-01'

/** More days than the market was ever closed for, with those around them. */
const LONGEST_CLOSURE = 14

/** The sessions around a day, the nearest first; of two equally near ones the earlier. */
function nearestSession(
  calendar: MarketCalendar,
  day: TradingDay,
  steps: readonly (1 | -1)[],
): TradingDay | null {
  for (let distance = 1; distance <= LONGEST_CLOSURE; distance += 1) {
    for (const step of steps) {
      const near = tradingDayFromEpochDay(epochDay(day) + step * distance)
      if (coversDay(calendar, near) && isSession(calendar, near)) return near
    }
  }
  return null
}

/**
 * Accepts a day on which options can expire: a session, a Saturday before February 2015, a day of mourning or
 * disaster that nobody foresaw when they were listed, and any day that the calendar does not reach.
 *
 * Refuses: `expiration_must_be_a_session`.
 *
 * @example
 * import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
 * checkExpirationDay(buildMarketCalendar(2026, 2026), '2026-12-19').message // => 'Nothing expires on 2026-12-19 (Saturday); the nearest session is 2026-12-18.'
 */
export function checkExpirationDay(
  calendar: MarketCalendar,
  expiration: TradingDay,
): Result<TradingDay, 'expiration_must_be_a_session'> {
  if (!coversDay(calendar, expiration)) return ok(expiration)
  const found = sessionOn(calendar, expiration)
  if (found.kind === 'session') return ok(expiration)
  if (found.cause !== 'weekend' && found.cause !== 'holiday') return ok(expiration)
  if (found.reason === 'Saturday' && expiration < FRIDAYS_FROM) return ok(expiration)
  const nearest = nearestSession(calendar, expiration, [-1, 1])
  return refuse(
    'expiration_must_be_a_session',
    `Nothing expires on ${expiration} (${found.reason})${nearest === null ? '' : `; the nearest session is ${nearest}`}.`,
  )
}

/**
 * Accepts a day that has a close: a session, or any day that the calendar does not reach.
 *
 * Refuses: `day_must_have_a_close`.
 *
 * @example
 * import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
 * checkClosingDay(buildMarketCalendar(2026, 2026), '2026-12-25').message // => 'The market has no close on 2026-12-25 (Christmas Day); the session before it is 2026-12-24.'
 */
export function checkClosingDay(
  calendar: MarketCalendar,
  day: TradingDay,
): Result<TradingDay, 'day_must_have_a_close'> {
  if (!coversDay(calendar, day)) return ok(day)
  const found = sessionOn(calendar, day)
  if (found.kind === 'session') return ok(day)
  const before = nearestSession(calendar, day, [-1])
  return refuse(
    'day_must_have_a_close',
    `The market has no close on ${day} (${found.reason})${before === null ? '' : `; the session before it is ${before}`}.`,
  )
}
