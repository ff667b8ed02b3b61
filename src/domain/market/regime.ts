import type { MarketCalendar } from '../calendar/market-calendar.ts'
import { previousSession } from '../calendar/session-lookup.ts'
import type { TradingDay } from '../calendar/trading-day.ts'
import type { Price } from '../money/price.ts'
import type { Outlook } from '../spread/strategy-table.ts'

/** Where an underlying stands against its moving average. `UNKNOWN` is a value of its own, and blocks. */
export type Regime = 'BULL' | 'BEAR' | 'NEUTRAL' | 'UNKNOWN'

/** The regime of an underlying, with what it was read from. */
export interface RegimeReading {
  readonly regime: Regime
  /** (price - average) / average; null when unknown. */
  readonly distance: number | null
  /** Closes found of the sessions wanted. */
  readonly closes: number
  readonly wanted: number
}

/** What a regime is read from. */
export interface RegimeInput {
  readonly price: Price | null
  /** Finished sessions, in any order; others than those wanted are passed over. */
  readonly closes: readonly { readonly day: TradingDay; readonly close: Price }[]
  /** The day of the reading; its own close is not part of the average. */
  readonly day: TradingDay
  readonly calendar: MarketCalendar
  /** Sessions in the average. */
  readonly sessions: number
  /** Basis points of the average. */
  readonly neutralBand: number
}

/**
 * The regime of an underlying by its own closes of the last so many *sessions* before a day: BULL above the
 * average by more than the neutral band, BEAR below it by more, else NEUTRAL. The sessions are the calendar's, so
 * that holidays do not shorten the window; a session without a close, or no price, makes it UNKNOWN.
 *
 * Computed in integers: price x sessions against the sum of the closes.
 */
export function readRegime(input: RegimeInput): RegimeReading {
  const { price, sessions, neutralBand } = input
  const byDay = new Map(input.closes.map(({ day, close }) => [day, close]))
  let [found, sum, day] = [0, 0, input.day]
  for (let i = 0; i < sessions; i++) {
    day = previousSession(input.calendar, day).day
    const close = byDay.get(day)
    if (close === undefined || close <= 0) continue
    found++
    sum += close
  }
  const counted = { closes: found, wanted: sessions }
  if (found < sessions || price === null) return { regime: 'UNKNOWN', distance: null, ...counted }
  const scaled = price * sessions
  const distance = (scaled - sum) / sum
  if (scaled * 10_000 > sum * (10_000 + neutralBand)) return { regime: 'BULL', distance, ...counted }
  if (scaled * 10_000 < sum * (10_000 - neutralBand)) return { regime: 'BEAR', distance, ...counted }
  return { regime: 'NEUTRAL', distance, ...counted }
}

/** Distance from the average, as a share of it, at which the trend score is 0 or 100. */
const FULL_TREND = 0.02

/**
 * How well a distance from the average suits an outlook, 0 to 100: 50 at the average, rising to 100 at 2 % on the
 * outlook's side and falling to 0 at 2 % on the other; for a neutral outlook 100 at the average, 0 from 2 % on.
 * Null when the distance is unknown.
 *
 * @example
 * [trendScore(0.01, 'bullish'), trendScore(0.01, 'bearish'), trendScore(-0.05, 'neutral'), trendScore(null, 'bullish')] // => [75, 25, 0, null]
 */
export function trendScore(distance: number | null, outlook: Outlook): number | null {
  if (distance === null) return null
  if (outlook === 'neutral') return Math.max(0, 100 - (100 * Math.abs(distance)) / FULL_TREND)
  const towards = outlook === 'bullish' ? distance : -distance
  return Math.min(100, Math.max(0, 50 + (50 * towards) / FULL_TREND))
}
