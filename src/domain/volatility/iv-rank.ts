import type { MarketCalendar } from '../calendar/market-calendar.ts'
import { previousSession, sessionOnOrBefore } from '../calendar/session-lookup.ts'
import type { TradingDay } from '../calendar/trading-day.ts'
import { ok, type Result, refuse } from '../refusal.ts'

/** The implied volatility of an underlying at the end of a day; a fraction, 0.2 is 20 %. */
export interface DailyVolatility {
  readonly day: TradingDay
  readonly volatility: number
}

/** What a standing in the past is computed from. */
export interface IvRankInput {
  /** In any order. Days that are no session are passed over; of two values of one day the later in the list counts. */
  readonly history: readonly DailyVolatility[]
  /** Today's volatility, a fraction. */
  readonly current: number
  readonly calendar: MarketCalendar
  /** The last day of the window, or a closed day after it. */
  readonly to: TradingDay
  /** Length of the window; 252 unless given, a year. */
  readonly sessions?: number
  /** Sessions of it that must be known; 200 unless given. */
  readonly leastSessions?: number
}

/** Where a volatility stands in its past. Rank and percentile are two different things. */
export interface IvRank {
  /** 0 at the lowest of the window, 100 at the highest; null when the window is flat. */
  readonly rank: number | null
  /** Of the window's known sessions, how many of a hundred had a lower volatility. */
  readonly percentile: number
  /** What it was found in: the known sessions of the window, and its first and last day. */
  readonly window: { readonly sessions: number; readonly from: TradingDay; readonly to: TradingDay }
  /** Sessions of the window of which nothing is known, ascending. */
  readonly missing: readonly TradingDay[]
}

/** Why there is no standing, in the order of the checks. */
export type IvRankCode = 'volatility_must_be_positive' | 'history_must_have_enough_sessions'

/**
 * The rank (σ - lowest) / (highest - lowest) and the percentile (share of days with a lower one) of today's implied
 * volatility in the sessions up to a day, both 0 to 100. Today's counts among the extremes, so that a record is 100 and
 * not more. A value of the history that is not above zero is unknown.
 *
 * Refusals in the order of `IvRankCode`: a rank in a short past looks like one and says nothing.
 *
 * @example
 * import { buildMarketCalendar } from '../calendar/market-calendar.ts'
 * const history = [{ day: '2026-09-21', volatility: 0.125 }, { day: '2026-09-22', volatility: 0.375 }]
 * const terms = { calendar: buildMarketCalendar(2026, 2026), to: '2026-09-22', sessions: 3, leastSessions: 2 }
 * ivRank({ history, current: 0.1875, ...terms }).value // => { rank: 25, percentile: 50, window: { sessions: 2, from: '2026-09-18', to: '2026-09-22' }, missing: ['2026-09-18'] }
 */
export function ivRank(input: IvRankInput): Result<IvRank, IvRankCode> {
  const { history, current, sessions = 252, leastSessions = 200 } = input
  if (!isVolatility(current)) {
    return refuse('volatility_must_be_positive', `Today's volatility is ${current}; it must be above 0.`)
  }
  const byDay = new Map(history.map(({ day, volatility }) => [day, volatility]))
  const days = windowOf(input.calendar, input.to, sessions)
  const missing = days.filter((day) => !isVolatility(byDay.get(day)))
  const known = days.map((day) => byDay.get(day)).filter(isVolatility)
  if (known.length < Math.max(1, leastSessions)) {
    return refuse(
      'history_must_have_enough_sessions',
      `Of the ${sessions} sessions to ${input.to} the volatility of ${known.length} is known; ${leastSessions} are needed.`,
    )
  }
  const [lowest, highest] = [Math.min(current, ...known), Math.max(current, ...known)]
  const below = known.filter((volatility) => volatility < current).length
  return ok({
    // The quotient comes first: 100 · x / x rounds to more than 100 for some x, and a rank above 100 is no rank.
    rank: highest > lowest ? 100 * ((current - lowest) / (highest - lowest)) : null,
    percentile: (100 * below) / known.length,
    window: { sessions: known.length, from: days[0]!, to: days.at(-1)! },
    missing,
  })
}

function windowOf(calendar: MarketCalendar, to: TradingDay, sessions: number): TradingDay[] {
  const days = [sessionOnOrBefore(calendar, to).day]
  while (days.length < sessions) days.push(previousSession(calendar, days.at(-1)!).day)
  return days.reverse()
}

function isVolatility(value: number | undefined): value is number {
  return value !== undefined && value > 0 && value < Number.POSITIVE_INFINITY
}
