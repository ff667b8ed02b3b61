import { z } from 'zod'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { parseTradingDay } from '../../domain/calendar/trading-day.ts'

const DECIMAL = /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/
const MOMENT_TEXT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/

/** The number in a value, also one that is written as a text; null for absent, null, NaN, "NaN" and the empty text. */
export function figureOf(value: unknown): number | null {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** The instant in a text; without a zone it is UTC, as beside it rows with one show. Null when there is none. */
export function momentOf(value: unknown): Instant | null {
  const match = typeof value === 'string' ? MOMENT_TEXT.exec(value) : null
  const at = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2]}${match[3] ?? 'Z'}`)
  return Number.isFinite(at) ? instant(at) : null
}

/** A number, or null where there is none. */
export const FIGURE = z.unknown().optional().transform(figureOf)

/** A number that must be there. */
export const FIGURE_GIVEN = z.unknown().transform(figureOf).pipe(z.number())

/** A moment, or null where there is none. */
export const MOMENT = z.unknown().optional().transform(momentOf)

/** A day as `YYYY-MM-DD` that must be there. */
export const DAY = z.string().transform((text, context) => {
  const day = parseTradingDay(text.slice(0, 10))
  if (day.ok) return day.value
  context.addIssue(day.message)
  return z.NEVER
})
