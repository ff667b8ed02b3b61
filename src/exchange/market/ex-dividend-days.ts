import { type MarketCalendar, marketDayAt } from '../../domain/calendar/market-calendar.ts'
import { sessionOnOrBefore } from '../../domain/calendar/session-lookup.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { nthWeekday } from '../../domain/calendar/weekday.ts'
import type { DividendRule } from './underlying-spec.ts'

/** The ex-dividend days of a rule from a year to a year, ascending; a closed day gives way to the session before it. */
export function exDividendDays(
  calendar: MarketCalendar,
  rule: DividendRule,
  firstYear: number,
  lastYear: number,
): TradingDay[] {
  const days: TradingDay[] = []
  for (let year = firstYear; year <= lastYear; year++) {
    for (const month of rule.months) {
      const { day } = marketDayAt(calendar, nthWeekday(year, month, rule.weekday, rule.week))
      days.push(sessionOnOrBefore(calendar, day).day)
    }
  }
  return days.sort()
}
