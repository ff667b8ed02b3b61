import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { nextSession, sessionOnOrAfter } from '../../domain/calendar/session-lookup.ts'
import { type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import { instantOfRow } from './chain-snapshots.ts'

/** A day of a recorded chain. */
export interface ChainDay {
  readonly day: TradingDay
  /** The first instant of the day at which every underlying of the day has been recorded. */
  readonly begins: MarketTime
  /** The last recorded instant of the day. */
  readonly ends: MarketTime
}

/** The days of a recorded chain, ascending; none of a recording without rows. */
export function chainDays(chain: RecordedChain, calendar: MarketCalendar): readonly ChainDay[] {
  const days = new Map<number, { readonly firsts: Map<number, MarketTime>; ends: MarketTime }>()
  let before = { day: Number.NaN, minute: Number.NaN, code: -1 }
  for (let row = 0; row < chain.rowCount; row++) {
    const [day, minute, code] = [chain.quoteDay[row]!, chain.quoteMinute[row]!, chain.underlying.codes[row]!]
    if (day === before.day && minute === before.minute && code === before.code) continue
    before = { day, minute, code }
    const at = instantOfRow(calendar, day, minute)
    const found = days.get(day) ?? { firsts: new Map(), ends: at }
    found.firsts.set(code, Math.min(at, found.firsts.get(code) ?? at))
    found.ends = Math.max(found.ends, at)
    days.set(day, found)
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([day, { firsts, ends }]) => ({
      day: tradingDayFromEpochDay(day),
      begins: Math.max(...firsts.values()),
      ends,
    }))
}

/**
 * Until when a recording is played: its last quotes stand to the end of their session, as each before did until the next,
 * and the morning after that, when the last shares have been delivered, its time is over. What was recorded when the
 * session was over stands through the following one, the way a recording of closes is played.
 *
 * @param ends the last recorded instant
 * @param day its date
 */
export function playsUntil(calendar: MarketCalendar, day: TradingDay, ends: MarketTime): MarketTime {
  const session = sessionOnOrAfter(calendar, day)
  const last = session.day === day && ends >= session.closes ? nextSession(calendar, day) : session
  return nextSession(calendar, last.day).preMarketOpens
}

/** Some days for a sentence: all of a few, otherwise how many and the limits. */
export function describeDays(days: readonly TradingDay[]): string {
  if (days.length <= 6) return days.join(', ')
  return `${days.length} days from ${days[0]} to ${days.at(-1)}`
}
