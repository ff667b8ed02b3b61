import { contractCloses } from '../../domain/calendar/contract-expiration.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { marketDayOf } from '../../domain/calendar/session-lookup.ts'
import { tradingHoursOfRoot } from '../../domain/calendar/trading-hours.ts'
import type { SpreadTerms } from '../../ports/store/trade-store.ts'

/** Whether the options of a spread trade at an instant: their market is open, and their last close has not passed. */
export function stillTrades(
  { root, expiration }: SpreadTerms,
  at: Instant,
  calendar: MarketCalendar,
): boolean {
  if (phaseAt(calendar, at, tradingHoursOfRoot(root)) !== 'open') return false
  const day = marketDayOf(calendar, at)
  if (day.kind === 'closed' || expiration < day.day) return false
  const closes = contractCloses(calendar, { root, expiration }, day)
  return closes !== null && at < closes
}
