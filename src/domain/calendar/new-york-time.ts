import { InvariantViolation } from '../invariant.ts'
import { CLOCK_YEARS, type DaylightSaving, daylightSaving } from './daylight-saving.ts'
import { DAY_MS, type Instant, instant, MINUTE_MS } from './instant.ts'
import { formatTimeOfDay, type TimeOfDay, timeOfDayFromMs } from './time-of-day.ts'
import { epochDay, type TradingDay, tradingDayFromEpochDay } from './trading-day.ts'

/** What calendar and clock show in New York at an instant. */
export interface NewYorkTime {
  readonly day: TradingDay
  readonly time: TimeOfDay
}

const HOUR_MS = 60 * MINUTE_MS
const STANDARD_MS = -5 * HOUR_MS
const DAYLIGHT_MS = -4 * HOUR_MS
const CHANGE_MS = 2 * HOUR_MS
const MEAN_YEAR_MS = 365.2425 * DAY_MS

const CLOCK_CHANGES: readonly DaylightSaving[] = Array.from(
  { length: CLOCK_YEARS.last - CLOCK_YEARS.first + 1 },
  (_, index) => daylightSaving(CLOCK_YEARS.first + index),
)

/**
 * The clock changes of the year in which a number of epoch milliseconds lies. The year is a division by the
 * mean year, so within two days of New Year it may be the neighbouring one; no clock changes then, and the
 * answer is the same.
 */
function clockChangesNear(ms: number): DaylightSaving {
  const changes = CLOCK_CHANGES[Math.floor(ms / MEAN_YEAR_MS) + 1970 - CLOCK_YEARS.first]
  if (changes === undefined) {
    const { first, last } = CLOCK_YEARS
    throw new InvariantViolation(`New York time is known from ${first} to ${last}, not at ${ms}`)
  }
  return changes
}

function offsetMsAt(at: Instant): number {
  const { startDay, endDay } = clockChangesNear(at)
  const starts = startDay * DAY_MS + CHANGE_MS - STANDARD_MS
  const ends = endDay * DAY_MS + CHANGE_MS - DAYLIGHT_MS
  return at >= starts && at < ends ? DAYLIGHT_MS : STANDARD_MS
}

/**
 * What New York's clocks are ahead of UTC, in minutes: -300 in winter, -240 under daylight saving time.
 * Known from 1967 to 2099.
 *
 * @example
 * import { instant } from './instant.ts'
 * newYorkOffsetMinutes(instant(1_700_000_000_000)) // => -300
 */
export function newYorkOffsetMinutes(at: Instant): number {
  return offsetMsAt(at) / MINUTE_MS
}

/**
 * The New York date at an instant, as days since 1970-01-01. The cheap form of `newYorkDayOf`.
 *
 * @example
 * import { instant } from './instant.ts'
 * newYorkEpochDayOf(instant(0)) // => -1
 */
export function newYorkEpochDayOf(at: Instant): number {
  return Math.floor((at + offsetMsAt(at)) / DAY_MS)
}

/**
 * The New York date at an instant.
 *
 * @example
 * import { instant } from './instant.ts'
 * newYorkDayOf(instant(1_700_000_000_000)) // => '2023-11-14'
 */
export function newYorkDayOf(at: Instant): TradingDay {
  return tradingDayFromEpochDay(newYorkEpochDayOf(at))
}

/**
 * The New York date and time of day at an instant. Every instant has exactly one; on the last Sunday of
 * daylight saving time two instants have the same.
 *
 * @example
 * import { instant } from './instant.ts'
 * newYorkTimeOf(instant(1_700_000_000_000)) // => { day: '2023-11-14', time: 62000000 }
 */
export function newYorkTimeOf(at: Instant): NewYorkTime {
  const local = at + offsetMsAt(at)
  const days = Math.floor(local / DAY_MS)
  return { day: tradingDayFromEpochDay(days), time: timeOfDayFromMs(local - days * DAY_MS) }
}

/**
 * The instant at which New York's clocks show a time on a date. Where the clocks are put forward, 02:00 to
 * 02:59 do not exist, and 02:30 is read as 03:30: as far after the change as it was asked after 02:00. Where
 * they are put back, 01:00 to 01:59 happen twice, and the first is taken. That is what RFC 5545 says and what
 * Temporal calls "compatible", so that a schedule in civil time happens exactly once a day.
 *
 * @example
 * import { timeOfDay } from './time-of-day.ts'
 * formatNewYork(instantOf('2026-03-08', timeOfDay('02:30'))) // => '2026-03-08T03:30-04:00'
 */
export function instantOf(day: TradingDay, time: TimeOfDay): Instant {
  return instantOfEpochDay(epochDay(day), time)
}

/** `instantOf` for a date given as days since 1970-01-01. */
export function instantOfEpochDay(days: number, time: TimeOfDay): Instant {
  const local = days * DAY_MS + time
  const { startDay, endDay } = clockChangesNear(local)
  // Standard time holds until the change in spring; 02:30 of that night is thereby read with the old offset
  // and comes out at 03:30. In autumn daylight time holds until its 02:00, which takes the first 01:30.
  const isDaylight = local >= startDay * DAY_MS + CHANGE_MS + HOUR_MS && local < endDay * DAY_MS + CHANGE_MS
  return instant(local - (isDaylight ? DAYLIGHT_MS : STANDARD_MS))
}

/**
 * Writes an instant as New York shows it, with the offset: ISO 8601, seconds only where there are any.
 *
 * @example
 * import { instant } from './instant.ts'
 * formatNewYork(instant(1_790_083_800_000)) // => '2026-09-22T09:30-04:00'
 */
export function formatNewYork(at: Instant): string {
  const { day, time } = newYorkTimeOf(at)
  return `${day}T${formatTimeOfDay(time)}-0${-offsetMsAt(at) / HOUR_MS}:00`
}
