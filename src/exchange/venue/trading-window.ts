import { instant } from '../../domain/calendar/instant.ts'
import { contractCloses } from '../../domain/calendar/contract-expiration.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { marketDayOf, nextSession } from '../../domain/calendar/session-lookup.ts'
import type { Instrument } from './instrument.ts'
import type { TradingWindow } from './order-ticket.ts'
import type { MarketTime, OrderDuration } from './venue-types.ts'

const MINUTE_MS = 60_000
// Fact sheet 3.1: pre-market orders work from 04:00 to 09:24, after-hours orders to 19:55.
const PRE_ENDS_BEFORE_OPEN_MS = 6 * MINUTE_MS
const POST_ENDS_BEFORE_END_MS = 5 * MINUTE_MS

function closeFor(
  calendar: MarketCalendar,
  instruments: readonly Instrument[],
  session: Session,
): number | null {
  let closes: number | null = session.lateCloses
  for (const { option } of instruments) {
    const own = option === null ? session.closes : contractCloses(calendar, option.contract, session)
    if (own === null) return null
    closes = Math.min(closes, own)
  }
  return closes
}

/** The window of an order for the regular session: the present one until its close, otherwise the next. */
export function regularWindow(
  calendar: MarketCalendar,
  instruments: readonly Instrument[],
  now: MarketTime,
): TradingWindow | null {
  const day = marketDayOf(calendar, instant(now))
  if (day.kind === 'session') {
    const closes = closeFor(calendar, instruments, day)
    if (closes === null) return null
    if (now < closes) return { opens: day.opens, closes }
  }
  const next = nextSession(calendar, newYorkDayOf(instant(now)))
  const closes = closeFor(calendar, instruments, next)
  return closes === null ? null : { opens: next.opens, closes }
}

/** The window of a `pre` or `post` order, which must be sent while it lasts; null outside. */
export function extendedWindow(
  calendar: MarketCalendar,
  duration: Extract<OrderDuration, 'pre' | 'post'>,
  now: MarketTime,
): TradingWindow | null {
  const day = marketDayOf(calendar, instant(now))
  if (day.kind !== 'session') return null
  const window =
    duration === 'pre'
      ? { opens: day.preMarketOpens, closes: day.opens - PRE_ENDS_BEFORE_OPEN_MS }
      : { opens: day.closes, closes: day.afterHoursCloses - POST_ENDS_BEFORE_END_MS }
  return now >= window.opens && now < window.closes ? window : null
}

/** A market that never closes, for a demo at night. */
export const ALWAYS: TradingWindow = { opens: 0, closes: Number.MAX_SAFE_INTEGER }
