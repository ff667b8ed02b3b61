import { type Instant, instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { marketDayOf, nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'
import { invariant } from '../../domain/invariant.ts'
import type { MarketTime } from '../venue/venue-types.ts'

/** How often the venue is looked after while nothing trades: every instant of a day that means something is a quarter. */
const QUIET_MS = 15 * MINUTE_MS

function nextMultiple(at: MarketTime, step: number): MarketTime {
  return (Math.floor(at / step) + 1) * step
}

/**
 * The next instant, not beyond `to`, at which market and venue must stand still to be looked at: each minute from the
 * open to the late close, since quotes change and stops trigger by the minute; each quarter of an hour outside,
 * midnight, pre-market and the end of after-hours among them; and each open, close and late close, wherever a special
 * day puts them. A market that is taken through these steps misses nothing, however fast it runs.
 *
 * @throws {InvariantViolation} when `to` is not after `from`, or the calendar does not reach so far
 * @example
 * import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
 * import { formatNewYork, instantOf } from '../../domain/calendar/new-york-time.ts'
 * import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
 * ['09:40:30', '16:15'].map((time) => formatNewYork(nextStep(buildMarketCalendar(2026, 2026), instantOf('2026-09-22', timeOfDay(time)), instantOf('2026-09-23', timeOfDay('12:00'))))) // => ['2026-09-22T09:41-04:00', '2026-09-22T16:30-04:00']
 */
export function nextStep(calendar: MarketCalendar, from: MarketTime, to: MarketTime): Instant {
  invariant(to > from, `a step goes forward, not from ${from} to ${to}`)
  const day = marketDayOf(calendar, instant(from))
  if (day.kind === 'session' && from >= day.opens && from < day.lateCloses) {
    const ends = from < day.closes ? day.closes : day.lateCloses
    return instant(Math.min(nextMultiple(from, MINUTE_MS), ends, to))
  }
  const quiet = Math.min(nextMultiple(from, QUIET_MS), to)
  const { opens } = nextSessionToOpen(calendar, instant(from))
  return instant(Math.min(quiet, opens))
}
