import type { MarketCalendar } from '../../../domain/calendar/market-calendar.ts'
import { standardExpiration } from '../../../domain/calendar/standard-expiration.ts'
import type { TradingDay } from '../../../domain/calendar/trading-day.ts'
import { vixExpiration } from '../../../domain/calendar/weekly-expiration.ts'
import { listedRoots } from '../../../domain/option/listed-roots.ts'
import { productOfRoot } from '../../../domain/option/product.ts'

/**
 * The root of an underlying's options that end on a day, which ORATS does not tell: it puts SPX and SPXW under one
 * ticker. Null on the third Friday of an index that has both then, since a price of the one is none of the other.
 */
export function rootOn(calendar: MarketCalendar, underlying: string, day: TradingDay): string | null {
  const roots = listedRoots(underlying)
  const monthly = roots.find((root) => productOfRoot(root).settlement === 'AM')
  const weekly = roots.find((root) => root !== monthly)
  if (monthly === undefined || weekly === undefined) return roots[0]!
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  if (underlying === 'VIX') {
    const next = month === 12 ? [year + 1, 1] : [year, month + 1]
    return day === vixExpiration(calendar, standardExpiration(calendar, next[0]!, next[1]!))
      ? monthly
      : weekly
  }
  return day === standardExpiration(calendar, year, month) ? null : weekly
}
