import { parseTradingDay, type TradingDay } from '../../domain/calendar/trading-day.ts'

// Within what New York's clock is known for, with room for a window of days before and after.
const FIRST = '1970-01-02'
const LAST = '2098-12-31'

/**
 * Reads a day of a request, `YYYY-MM-DD`; undefined when it is none, or too far away to reckon with.
 *
 * @example
 * [readDay('2026-09-22'), readDay('2026-02-30'), readDay('9999-12-31')] // => ['2026-09-22', undefined, undefined]
 */
export function readDay(text: string): TradingDay | undefined {
  const day = parseTradingDay(text)
  return day.ok && day.value >= FIRST && day.value <= LAST ? day.value : undefined
}
