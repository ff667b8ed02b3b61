import { expirationInstant } from '../../domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../domain/calendar/days-to-expiration.ts'
import { type Instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import { coversDay, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { USUAL_HOURS } from '../../domain/calendar/market-day.ts'
import { instantOf } from '../../domain/calendar/new-york-time.ts'
import { sessionOnOrBefore } from '../../domain/calendar/session-lookup.ts'
import { timeOfDayFromMs } from '../../domain/calendar/time-of-day.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { productOfRoot } from '../../domain/option/product.ts'

/** A series of options, and when it was quoted. */
export interface QuotedSeries {
  readonly root: string
  readonly expiration: TradingDay
  readonly quoteDay: TradingDay
  /** New York wall time in minutes since midnight; null when not recorded: the close is taken. */
  readonly quoteMinute: number | null
}

/** When a series was quoted, when it is over, and the years between: 0 when it was over already. */
export interface ChainTimes {
  readonly quotedAt: Instant
  readonly expiresAt: Instant
  readonly years: number
}

/** A recording may hold days beyond the calendar, for which there is no better knowledge than usual hours. */
function closeOn(calendar: MarketCalendar, day: TradingDay): Instant {
  if (!coversDay(calendar, day)) return instantOf(day, USUAL_HOURS.closes)
  return sessionOnOrBefore(calendar, day).closes
}

function endOf(calendar: MarketCalendar, root: string, expiration: TradingDay): Instant {
  if (coversDay(calendar, expiration)) return expirationInstant(calendar, { root, expiration })
  const { opens, closes } = USUAL_HOURS
  return instantOf(expiration, productOfRoot(root).settlement === 'AM' ? opens : closes)
}

/** The instants of a quoted series and the years between them, for pricing. */
export function chainTimes(calendar: MarketCalendar, series: QuotedSeries): ChainTimes {
  const { root, expiration, quoteDay, quoteMinute } = series
  const quotedAt =
    quoteMinute === null
      ? closeOn(calendar, quoteDay)
      : instantOf(quoteDay, timeOfDayFromMs(quoteMinute * MINUTE_MS))
  const expiresAt = endOf(calendar, root, expiration)
  return { quotedAt, expiresAt, years: yearsToExpiry(quotedAt, expiresAt) }
}
