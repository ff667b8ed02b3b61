import { coversDay, type MarketCalendar } from '../../../domain/calendar/market-calendar.ts'
import { sessionsBetween } from '../../../domain/calendar/session-lookup.ts'
import { parseTradingDay, type TradingDay } from '../../../domain/calendar/trading-day.ts'
import { addDays } from '../../../domain/calendar/weekday.ts'
import type { Instant } from '../../../domain/calendar/instant.ts'
import type { IvStanding } from '../../../ports/volatility-history.ts'
import type { WireCore, WireIvRank } from '../wire.ts'
import { fromPercent, volatilityOf } from './figures.ts'

/** The standing of an ivrank row: both figures of one year. */
export function standingOfRank(row: WireIvRank, calendar: MarketCalendar, readAt: Instant): IvStanding {
  return {
    rank: ofHundred(row.ivRank1y),
    percentile: ofHundred(row.ivPct1y),
    iv: volatilityOf(fromPercent(row.iv)),
    window: yearTo(calendar, row.tradeDate),
    source: 'orats',
    asOf: row.updatedAt ?? readAt,
  }
}

/** The standing of an end-of-day row: a percentile only, of the session that it names. */
export function standingOfCore(row: WireCore, calendar: MarketCalendar, readAt: Instant): IvStanding {
  return {
    rank: null,
    percentile: ofHundred(row.ivPctile1y),
    iv: volatilityOf(fromPercent(row.iv30d)),
    window: yearTo(calendar, row.tradeDate),
    source: 'orats_cores',
    asOf: row.updatedAt ?? readAt,
  }
}

/** Null for what is no share of a hundred: a wrong field looks like any other number. */
function ofHundred(figure: number | null): number | null {
  return figure !== null && figure >= 0 && figure <= 100 ? figure : null
}

/** The year that ends on a day: the vendor says "1y", and its days are sessions. */
function yearTo(calendar: MarketCalendar, to: TradingDay): IvStanding['window'] {
  const before = parseTradingDay(`${Number(to.slice(0, 4)) - 1}${to.slice(4)}`)
  const from = addDays(before.ok ? before.value : addDays(to, -366), 1)
  if (!coversDay(calendar, from) || !coversDay(calendar, to)) return null
  const sessions = sessionsBetween(calendar, from, to)
  const first = sessions[0]
  return first === undefined ? null : { sessions: sessions.length, from: first.day, to: sessions.at(-1)!.day }
}
