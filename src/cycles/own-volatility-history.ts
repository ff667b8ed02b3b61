import type { MarketCalendar } from '../domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { previousSession } from '../domain/calendar/session-lookup.ts'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import { type Refusal, refuse } from '../domain/refusal.ts'
import { ivRank } from '../domain/volatility/iv-rank.ts'
import type { Clock } from '../ports/clock.ts'
import type { UnitOfWork } from '../ports/store/unit-of-work.ts'
import type { VolatilityRecord, VolatilityStore } from '../ports/store/volatility-store.ts'
import type { IvStanding, VolatilityHistory } from '../ports/volatility-history.ts'

/** What our own history is read from. */
export interface OwnVolatilityDeps {
  readonly work: UnitOfWork<VolatilityStore>
  readonly username: string
  readonly clock: Clock
  readonly calendar: MarketCalendar
  /** Length of the window; 252 unless given, a year. */
  readonly sessions?: number
  /** Sessions of it that must be known for a rank; 200 unless given. */
  readonly leastSessions?: number
}

const SESSIONS_A_YEAR = 252
const LEAST_SESSIONS = 200
/** The newest value may be so many sessions old: an evening on which no engine ran is no reason to know nothing. */
const MOST_SESSIONS_BACK = 2

/**
 * The standing of the newest volatility that we wrote down, in the window that ends with it. The source is `own`, and
 * names the vendors whose values stand in for days of the window: `own+tradier`. With too few sessions, or when nothing
 * was written lately, rank, percentile and window are null and the refusal says why: a rule on them is not evaluated.
 */
export function ownVolatilityHistory(deps: OwnVolatilityDeps): VolatilityHistory {
  const { work, username, clock, calendar, sessions = SESSIONS_A_YEAR } = deps
  return {
    async readStanding(underlying) {
      const now = clock.now()
      const today = newYorkDayOf(now)
      const from = sessionsBefore(calendar, today, sessions + MOST_SESSIONS_BACK)
      const history = await work.transact(username, (tx) => tx.volatilities(underlying, from, today))
      const newest = history.at(-1)
      if (newest !== undefined && newest.day >= sessionsBefore(calendar, today, MOST_SESSIONS_BACK)) {
        return { ok: true, value: standingOf(history, newest, deps) }
      }
      const last = newest === undefined ? 'there is none' : `the newest is of ${newest.day}`
      const message = `A volatility of ${underlying} of the last ${MOST_SESSIONS_BACK} sessions is needed; ${last}.`
      return { ok: true, value: withoutRank(refuse('history_must_be_recent', message), null, now) }
    },
  }
}

function sessionsBefore(calendar: MarketCalendar, day: TradingDay, count: number): TradingDay {
  let found = day
  for (let back = 0; back < count; back += 1) found = previousSession(calendar, found).day
  return found
}

function standingOf(
  history: readonly VolatilityRecord[],
  newest: VolatilityRecord,
  { calendar, sessions = SESSIONS_A_YEAR, leastSessions = LEAST_SESSIONS }: OwnVolatilityDeps,
): IvStanding {
  const { volatility: current, day: to, recordedAt: asOf } = newest
  const found = ivRank({ history, current, calendar, to, sessions, leastSessions })
  if (!found.ok) return withoutRank(found, current, asOf)
  const { rank, percentile, window } = found.value
  const source = sourceOf(history.filter(({ day }) => day >= window.from))
  return { rank, percentile, iv: current, window, source, asOf }
}

function withoutRank(refusal: Refusal, iv: number | null, asOf: IvStanding['asOf']): IvStanding {
  return { rank: null, percentile: null, iv, window: null, source: 'own', asOf, refusal }
}

function sourceOf(history: readonly VolatilityRecord[]): string {
  const vendors = history.map(({ source }) => source).filter((source) => source !== 'own')
  return ['own', ...[...new Set(vendors)].sort()].join('+')
}
