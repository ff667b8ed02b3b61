import { type Instant, MINUTE_MS } from './instant.ts'
import { newYorkEpochDayOf } from './new-york-time.ts'
import { epochDay, type TradingDay } from './trading-day.ts'

const MINUTES_OF_YEAR = 365 * 24 * 60

/**
 * Days to expiration: calendar days from a day to the expiration, 0 on the day itself. Negative afterwards,
 * which says how long ago it was; a rule of the form "at most n days" must ask for 0 or more as well. Vendors
 * may count one more (ORATS counts both ends).
 *
 * @example
 * [daysToExpiration('2023-09-14', '2023-10-20'), daysToExpiration('2023-10-20', '2023-10-20')] // => [36, 0]
 */
export function daysToExpiration(from: TradingDay, expiration: TradingDay): number {
  return epochDay(expiration) - epochDay(from)
}

/**
 * Days to expiration from an instant, counted from its date in New York: at 23:00 UTC and at 03:00 UTC it may
 * be the same day.
 *
 * @example
 * import { instantOf } from './new-york-time.ts'
 * import { timeOfDay } from './time-of-day.ts'
 * daysToExpirationAt(instantOf('2023-10-19', timeOfDay('23:59')), '2023-10-20') // => 1
 */
export function daysToExpirationAt(at: Instant, expiration: TradingDay): number {
  return epochDay(expiration) - newYorkEpochDayOf(at)
}

/**
 * Years to expiration for pricing: elapsed minutes, with fractions, over the 525,600 of a year of 365 days
 * ("Actual/365 Fixed"); 0 at and after expiration. Nights, weekends and holidays count in full, as in the VIX.
 *
 * @param expiration from `expirationInstant`
 * @example
 * import { instant } from './instant.ts'
 * yearsToExpiry(instant(0), instant(365 * 86_400_000)) // => 1
 */
export function yearsToExpiry(at: Instant, expiration: Instant): number {
  return Math.max(0, (expiration - at) / (MINUTES_OF_YEAR * MINUTE_MS))
}
