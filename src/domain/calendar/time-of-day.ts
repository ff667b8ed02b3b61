import { InvariantViolation, invariant } from '../invariant.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { DAY_MS } from './instant.ts'

declare const timeOfDayBrand: unique symbol

/**
 * What a clock on the wall shows, as milliseconds after 00:00, 0 to 86,399,999. On the days of the clock
 * change it is not the time elapsed since midnight.
 */
export type TimeOfDay = number & { readonly [timeOfDayBrand]: 'TimeOfDay' }

const SHAPE = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{3}))?)?$/

/**
 * Brands milliseconds after midnight, the way recorded minute files count them.
 *
 * @throws {InvariantViolation} when `ms` is not an integer of 0 to 86,399,999
 * @example
 * timeOfDayFromMs(34_200_000) === timeOfDay('09:30') // => true
 */
export function timeOfDayFromMs(ms: number): TimeOfDay {
  if (!(Number.isInteger(ms) && ms >= 0 && ms < DAY_MS)) {
    throw new InvariantViolation(`not milliseconds after midnight: ${ms}`)
  }
  return ms as TimeOfDay
}

/**
 * Reads `HH:MM`, `HH:MM:SS` or `HH:MM:SS.mmm` of the 24-hour clock from outside. Refuses anything else.
 *
 * @example
 * [parseTimeOfDay('16:15').ok, parseTimeOfDay('24:00').ok] // => [true, false]
 */
export function parseTimeOfDay(text: string): Result<TimeOfDay, 'time_must_be_hh_mm'> {
  const match = SHAPE.exec(text)
  if (match === null) {
    return refuse(
      'time_must_be_hh_mm',
      `"${text}" is not a time of day; write it as HH:MM on the 24-hour clock, e.g. 16:15.`,
    )
  }
  const [hour, minute, second, ms] = match.slice(1).map((part) => Number(part ?? 0))
  return ok(timeOfDayFromMs((((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1000 + (ms ?? 0)))
}

/**
 * Brands a literal that is known to be a time; for outside input use `parseTimeOfDay`.
 *
 * @throws {InvariantViolation} when `text` is not a time of day
 * @example
 * timeOfDay('09:30') // => 34200000
 */
export function timeOfDay(text: string): TimeOfDay {
  const parsed = parseTimeOfDay(text)
  invariant(parsed.ok, `not a time of day: ${text}`)
  return parsed.value
}

/**
 * Writes a time as `HH:MM`, with seconds and milliseconds only where there are any.
 *
 * @example
 * [formatTimeOfDay(timeOfDay('16:15')), formatTimeOfDay(timeOfDay('09:30:05'))] // => ['16:15', '09:30:05']
 */
export function formatTimeOfDay(time: TimeOfDay): string {
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
  const ms = time % 1000
  const second = Math.floor(time / 1000) % 60
  const minutes = `${pad(Math.floor(time / 3_600_000))}:${pad(Math.floor(time / 60_000) % 60)}`
  if (ms !== 0) return `${minutes}:${pad(second)}.${pad(ms, 3)}`
  return second === 0 ? minutes : `${minutes}:${pad(second)}`
}
