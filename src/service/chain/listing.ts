import { epochDay, type TradingDay } from '../../domain/calendar/trading-day.ts'

/**
 * The first few of a list for a sentence, and how many more there are.
 *
 * @example
 * listSome(['SPX', 'SPY', 'XSP'], 2) // => 'SPX, SPY and 1 more'
 */
export function listSome(items: readonly string[], most = 6): string {
  const shown = items.slice(0, most).join(', ')
  return items.length > most ? `${shown} and ${items.length - most} more` : shown
}

/**
 * The days of an ascending list for a sentence: those nearest to `wanted`, and the range of the rest.
 *
 * @example
 * import { tradingDay } from '../../domain/calendar/trading-day.ts'
 * listNearestDays(['2023-10-13', '2023-10-20', '2023-10-27'].map(tradingDay), tradingDay('2023-10-21'), 2) // => '2023-10-20 and 2023-10-27 (3 in all, 2023-10-13 to 2023-10-27)'
 */
export function listNearestDays(days: readonly TradingDay[], wanted: TradingDay, most = 4): string {
  const distance = (day: TradingDay): number => Math.abs(epochDay(day) - epochDay(wanted))
  const nearest = days
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, most)
    .sort()
  const last = nearest.at(-1)
  const sentence = nearest.length > 1 ? `${nearest.slice(0, -1).join(', ')} and ${last}` : `${last}`
  return days.length > most ? `${sentence} (${days.length} in all, ${days[0]} to ${days.at(-1)})` : sentence
}
