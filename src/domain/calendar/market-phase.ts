import { type Instant, MINUTE_MS } from './instant.ts'
import type { MarketCalendar } from './market-calendar.ts'
import { marketDayOf } from './session-lookup.ts'
import { closeOf, type TradingHours } from './trading-hours.ts'

/** What the market is doing. Options trade only while it is `open`; the other two are for stocks. */
export type MarketPhase = 'pre_market' | 'open' | 'after_hours' | 'closed'

/**
 * What the market is doing at an instant, for products of these hours: `pre_market` from 04:00, `open` from
 * the open to the close, `after_hours` to 20:00 (17:00 on half days), otherwise `closed`. An instant that is
 * a limit belongs to the phase that begins with it.
 *
 * @throws {InvariantViolation} when the calendar does not reach the instant
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * import { instantOf } from './new-york-time.ts'
 * import { timeOfDay } from './time-of-day.ts'
 * ['regular', 'late'].map((hours) => phaseAt(buildMarketCalendar(2026, 2026), instantOf('2026-11-27', timeOfDay('13:05')), hours)) // => ['after_hours', 'open']
 */
export function phaseAt(calendar: MarketCalendar, at: Instant, hours: TradingHours): MarketPhase {
  const day = marketDayOf(calendar, at)
  if (day.kind === 'closed' || at < day.preMarketOpens || at >= day.afterHoursCloses) return 'closed'
  if (at < day.opens) return 'pre_market'
  return at < closeOf(day, hours) ? 'open' : 'after_hours'
}

/**
 * Minutes until the close, with fractions, for products of these hours; null while they do not trade, so
 * that nobody takes a closed market for one with time left. Above 0 whenever it is a number.
 *
 * @throws {InvariantViolation} when the calendar does not reach the instant
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * import { instantOf } from './new-york-time.ts'
 * import { timeOfDay } from './time-of-day.ts'
 * minutesToClose(buildMarketCalendar(2026, 2026), instantOf('2026-11-27', timeOfDay('12:30')), 'late') // => 45
 */
export function minutesToClose(calendar: MarketCalendar, at: Instant, hours: TradingHours): number | null {
  const day = marketDayOf(calendar, at)
  if (day.kind === 'closed' || at < day.opens) return null
  const close = closeOf(day, hours)
  return at < close ? (close - at) / MINUTE_MS : null
}
