import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { monthEndExpiration, standardExpiration } from '../../domain/calendar/standard-expiration.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { addDays } from '../../domain/calendar/weekday.ts'
import {
  expirationWeekdays,
  vixExpiration,
  weeklyExpirations,
} from '../../domain/calendar/weekly-expiration.ts'
import { listedRoots } from '../../domain/option/listed-roots.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import type { ExpirationListing, ExpirationType } from './market-listing.ts'
import type { ListingCycle } from './underlying-spec.ts'

/** Calendar days ahead to which the options of each day of the week are listed. */
const DAILY_REACH = { SPXW: 35, others: 14 } as const
const WEEKLY_REACH = 42
const MONTHS_AHEAD = 6
const QUARTERS_AHEAD = 15
const MONTH_ENDS_AHEAD = 4

/** What decides the listing of an underlying. */
export interface ListingTerms {
  readonly symbol: string
  readonly cycle: ListingCycle
}

/**
 * The expirations that are listed on a day, of all roots, ascending by day: six standard months and the
 * quarters to fifteen months; Fridays for six weeks; for index options and the great funds each day for two weeks
 * (SPXW five) and four month-ends. What is listed once stays until it ends. After the cycles of Cboe Rule 4.5 and 4.13,
 * with shorter far ends.
 */
export function listedExpirations(
  calendar: MarketCalendar,
  { symbol, cycle }: ListingTerms,
  day: TradingDay,
): ExpirationListing[] {
  const roots = listedRoots(symbol)
  const monthly = roots.find((root) => productOfRoot(root).settlement === 'AM') ?? roots[0]!
  const weekly = roots.find((root) => root !== monthly) ?? monthly
  const rows = new Map<string, ExpirationListing>()
  const list = (root: string, on: TradingDay, type: ExpirationType): void => {
    const key = `${on} ${root}`
    if (on >= day && !rows.has(key)) rows.set(key, { day: on, root, type, multiplier: 100 })
  }
  for (const on of standardDays(calendar, day, cycle)) list(monthly, on, 'standard')
  const hasMonthEnds = cycle === 'index_daily' || cycle === 'fund_daily'
  if (hasMonthEnds) {
    for (const { year, month } of monthsFrom(day, MONTH_ENDS_AHEAD)) {
      list(weekly, monthEndExpiration(calendar, year, month), month % 3 === 0 ? 'quarterlys' : 'eom')
    }
  }
  const reach = hasMonthEnds ? (weekly === 'SPXW' ? DAILY_REACH.SPXW : DAILY_REACH.others) : WEEKLY_REACH
  const weekdays = cycle === 'volatility' ? ([3] as const) : (expirationWeekdays(weekly, day) ?? [])
  for (const on of weeklyExpirations(calendar, weekdays, day, addDays(day, reach)))
    list(weekly, on, 'weeklys')
  if (hasMonthEnds) {
    for (const on of weeklyExpirations(calendar, [5], day, addDays(day, WEEKLY_REACH)))
      list(weekly, on, 'weeklys')
  }
  return [...rows.values()].sort((a, b) =>
    a.day < b.day ? -1 : a.day > b.day ? 1 : a.root < b.root ? -1 : 1,
  )
}

function standardDays(calendar: MarketCalendar, day: TradingDay, cycle: ListingCycle): TradingDay[] {
  const months = monthsFrom(day, QUARTERS_AHEAD).filter(
    ({ month }, ahead) => ahead <= MONTHS_AHEAD || (month % 3 === 0 && cycle !== 'volatility'),
  )
  return months.map(({ year, month }) => {
    if (cycle !== 'volatility') return standardExpiration(calendar, year, month)
    const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 }
    return vixExpiration(calendar, standardExpiration(calendar, next.year, next.month))
  })
}

function monthsFrom(day: TradingDay, ahead: number): { year: number; month: number }[] {
  const first = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  return Array.from({ length: ahead + 1 }, (_, i) => ({
    year: Math.floor((first + i) / 12),
    month: ((first + i) % 12) + 1,
  }))
}
