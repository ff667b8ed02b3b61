import type { Instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { marketDayOf } from '../../domain/calendar/session-lookup.ts'
import { closeOf, tradingHoursOfRoot } from '../../domain/calendar/trading-hours.ts'
import type { EntrySettings } from './entry-deps.ts'

/**
 * Why this is no moment to enter, or null: the session of the product is not open, or is too young or too near its
 * end. A half day ends early, and so does its window.
 */
export function closedFor(
  root: string,
  now: Instant,
  calendar: MarketCalendar,
  { opensAfterMs, closesBeforeMs }: Pick<EntrySettings, 'opensAfterMs' | 'closesBeforeMs'>,
): string | null {
  const day = marketDayOf(calendar, now)
  if (day.kind === 'closed') return 'market_is_closed'
  const closes = closeOf(day, tradingHoursOfRoot(root))
  if (now < day.opens || now >= closes) return 'market_is_closed'
  const inside = now >= day.opens + opensAfterMs && now < closes - closesBeforeMs
  return inside ? null : 'outside_the_entry_window'
}
