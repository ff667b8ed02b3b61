import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf, newYorkTimeOf } from '../../domain/calendar/new-york-time.ts'
import { formatTimeOfDay, timeOfDayFromMs } from '../../domain/calendar/time-of-day.ts'
import { type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import type { MarketTime } from '../venue/venue-types.ts'

const DAY_MS = 86_400_000

function padded(value: number, width = 2): string {
  return String(value).padStart(width, '0')
}

/**
 * UTC with milliseconds, as orders and positions have it.
 *
 * @example
 * utcText(1_790_083_800_000) // => '2026-09-22T13:30:00.000Z'
 */
export function utcText(at: MarketTime): string {
  const whole = Math.floor(at)
  const days = Math.floor(whole / DAY_MS)
  const ms = whole - days * DAY_MS
  const clock = `${padded(Math.floor(ms / 3_600_000))}:${padded(Math.floor(ms / 60_000) % 60)}`
  const seconds = `${padded(Math.floor(ms / 1000) % 60)}.${padded(ms % 1000, 3)}`
  return `${tradingDayFromEpochDay(days)}T${clock}:${seconds}Z`
}

/**
 * UTC to the second without a zone, as the greeks' `updated_at`.
 *
 * @example
 * bareUtcText(1_790_083_800_000) // => '2026-09-22 13:30:00'
 */
export function bareUtcText(at: MarketTime): string {
  return utcText(at).slice(0, 19).replace('T', ' ')
}

/**
 * New York time to the second without a zone, as time and sales.
 *
 * @example
 * newYorkText(1_790_083_800_000) // => '2026-09-22T09:30:00'
 */
export function newYorkText(at: MarketTime): string {
  const { day, time } = newYorkTimeOf(instant(Math.floor(at)))
  const minutes = formatTimeOfDay(timeOfDayFromMs(time - (time % 60_000)))
  return `${day}T${minutes}:${padded(Math.floor(time / 1000) % 60)}`
}

/**
 * New York time with milliseconds and no zone, as a preview's `request_date`.
 *
 * @example
 * newYorkMsText(1_790_083_800_007) // => '2026-09-22T09:30:00.007'
 */
export function newYorkMsText(at: MarketTime): string {
  return `${newYorkText(at)}.${padded(Math.floor(at) % 1000, 3)}`
}

/** The New York date of an instant. */
export function newYorkDate(at: MarketTime): TradingDay {
  return newYorkDayOf(instant(Math.floor(at)))
}
