import { z } from 'zod'
import { parseTradingDay } from '../../../domain/calendar/trading-day.ts'
import { NUMBER } from './number.ts'

/** A day as `YYYY-MM-DD`. */
const DAY = z
  .string()
  .transform((text) => parseTradingDay(text))
  .transform((day, context) => {
    if (day.ok) return day.value
    context.addIssue(day.message)
    return z.NEVER
  })

/** The row of an expiration: a bare day, or an object when details were asked for. */
export const WIRE_EXPIRATION = z.union([DAY, z.object({ date: DAY }).transform(({ date }) => date)])

/** A daily bar; bars of days without a trade have no prices. */
export const WIRE_BAR = z.object({
  date: DAY,
  open: NUMBER,
  high: NUMBER,
  low: NUMBER,
  close: NUMBER,
  volume: NUMBER,
})

/** The symbols that nobody knows, beside the quotes. */
export const WIRE_UNMATCHED = z.object({
  quotes: z.object({ unmatched_symbols: z.object({ symbol: z.unknown() }) }),
})
