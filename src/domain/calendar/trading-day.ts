import { invariant } from '../invariant.ts'
import { ok, type Result, refuse } from '../refusal.ts'

declare const tradingDayBrand: unique symbol

/** A civil date in New York as `YYYY-MM-DD`. Sorts and compares as a string. Not necessarily a session. */
export type TradingDay = string & { readonly [tradingDayBrand]: 'TradingDay' }

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms", `days_from_civil`).
 *
 * @param month 1 to 12
 * @example
 * epochDayOf(1970, 1, 2) // => 1
 */
export function epochDayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/**
 * The date that stands `epochDay` days after 1970-01-01.
 *
 * @example
 * tradingDayFromEpochDay(0) // => '1970-01-01'
 */
export function tradingDayFromEpochDay(epochDay: number): TradingDay {
  invariant(Number.isInteger(epochDay), `an epoch day is an integer, got ${epochDay}`)
  const z = epochDay + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const pad = (n: number, width: number): string => String(n).padStart(width, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as TradingDay
}

/**
 * Days since 1970-01-01 of a trading day; the difference of two is the number of calendar days between.
 *
 * @example
 * epochDay(tradingDay('2024-03-01')) - epochDay(tradingDay('2024-02-28')) // => 2
 */
export function epochDay(day: TradingDay): number {
  const digits = (at: number): number => (day.charCodeAt(at) - 48) * 10 + day.charCodeAt(at + 1) - 48
  return epochDayOf(digits(0) * 100 + digits(2), digits(5), digits(8))
}

/**
 * Reads a `YYYY-MM-DD` from outside. Refuses any other shape, and dates that do not exist.
 *
 * @example
 * parseTradingDay('2023-02-29').ok // => false
 */
export function parseTradingDay(
  text: string,
): Result<TradingDay, 'day_must_be_yyyy_mm_dd' | 'day_must_exist'> {
  const match = SHAPE.exec(text)
  if (match === null) {
    return refuse(
      'day_must_be_yyyy_mm_dd',
      `"${text}" is not a date; write it as YYYY-MM-DD, e.g. 2023-10-20.`,
    )
  }
  const [, year, month, day] = match.map(Number) as [number, number, number, number]
  const inRange = month >= 1 && month <= 12 && day >= 1 && day <= 31
  if (!inRange || tradingDayFromEpochDay(epochDayOf(year, month, day)) !== text) {
    return refuse('day_must_exist', `${text} is not a day of the calendar.`)
  }
  return ok(text as TradingDay)
}

/**
 * Brands a literal that is known to be a date; for outside input use `parseTradingDay`.
 *
 * @throws {InvariantViolation} when `text` is not an existing date
 * @example
 * tradingDay('2023-10-20') // => '2023-10-20'
 */
export function tradingDay(text: string): TradingDay {
  const parsed = parseTradingDay(text)
  invariant(parsed.ok, `not a trading day: ${text}`)
  return parsed.value
}
