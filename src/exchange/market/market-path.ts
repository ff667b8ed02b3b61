import { instant } from '../../domain/calendar/instant.ts'
import { type MarketCalendar, sessionOn } from '../../domain/calendar/market-calendar.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import {
  marketDayOf,
  nextSession,
  previousSession,
  sessionOnOrBefore,
} from '../../domain/calendar/session-lookup.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import { exDividendDays } from './ex-dividend-days.ts'
import { pointAt, type SessionPath } from './session-path.ts'
import { walkSession } from './session-walk.ts'
import type { UnderlyingSpec } from './underlying-spec.ts'
import type { VarianceProcess } from './variance-process.ts'

/** What a path is made from. */
export interface PathConfig {
  readonly seed: number
  readonly calendar: MarketCalendar
  readonly specs: readonly UnderlyingSpec[]
  readonly process: VarianceProcess
  /** The instant at which every underlying stands at the level of its spec. */
  readonly start: MarketTime
  /** Sessions before that of the start. */
  readonly historySessions: number
  /** Of these, how many have minutes; the older ones have half hours. */
  readonly minuteSessions: number
}

/** A session and the point of it that is in force at an instant. */
export interface PathPlace {
  readonly path: SessionPath
  readonly point: number
}

/** What a share pays on an ex-dividend day, in dollars. */
export interface DividendAmount {
  readonly day: TradingDay
  readonly dollars: number
}

const OLD_STEP_MINUTES = 30
const DIVIDENDS_AHEAD_YEARS = 3

/**
 * Where the synthetic market went and goes: its sessions since the beginning of the history, walked one after
 * the other when first asked for. The logarithms of the history are shifted so that each price stands at its
 * spec's level at the start.
 */
export class MarketPath {
  readonly config: PathConfig
  /** The place of the session of the start, or of the last one before it. */
  readonly startIndex: number
  readonly #days: Session[] = []
  readonly #indexOf = new Map<TradingDay, number>()
  readonly #walked: SessionPath[] = []
  readonly #exDays: readonly (readonly TradingDay[])[]

  constructor(config: PathConfig) {
    this.config = config
    this.startIndex = config.historySessions
    const startDay = newYorkDayOf(instant(config.start))
    this.#listHistory(startDay)
    const year = Number(startDay.slice(0, 4))
    this.#exDays = config.specs.map(({ dividend }) =>
      dividend === null
        ? []
        : exDividendDays(config.calendar, dividend, year - 2, year + DIVIDENDS_AHEAD_YEARS),
    )
    this.session(this.startIndex)
    this.#anchor()
  }

  /** The session at a place, walked if need be; places count from the first of the history. */
  session(index: number): SessionPath {
    for (let next = this.#walked.length; next <= index; next++) this.#walk(next)
    return this.#walked[index]!
  }

  /** The session, and its point, in force at an instant: before an open those of the last close. */
  at(time: MarketTime): PathPlace {
    const path = this.session(this.indexAt(time))
    return { path, point: pointAt(path, time) }
  }

  /** The place of the session that has opened last at an instant; 0 before the history. */
  indexAt(time: MarketTime): number {
    const day = marketDayOf(this.config.calendar, instant(time))
    if (day.kind === 'session' && time >= day.opens) return this.indexOn(day.day)
    return Math.max(0, this.indexOn(day.day) - (day.kind === 'session' ? 1 : 0))
  }

  /** The place of a day's session, or of the last one before a closed day; 0 before the history. */
  indexOn(day: TradingDay): number {
    const { day: found } = sessionOnOrBefore(this.config.calendar, day)
    const first = this.#days[0]!.day
    if (found <= first) return 0
    let last = this.#days.at(-1)!
    while (last.day < found) {
      last = nextSession(this.config.calendar, last.day)
      this.#append(last)
    }
    return this.#indexOf.get(found)!
  }

  /** Whether the market opens on a day. */
  isSessionDay(day: TradingDay): boolean {
    return sessionOn(this.config.calendar, day).kind === 'session'
  }

  /** The dividends of a spec whose ex-days are after a day, up to another, ascending. */
  dividends(spec: number, after: TradingDay, to: TradingDay): DividendAmount[] {
    return this.#exDays[spec]!.filter((day) => day > after && day <= to).map((day) => ({
      day,
      dollars: this.#dividend(spec, day),
    }))
  }

  /** The ex-days of a spec, from two years before the start to three after it. */
  exDays(spec: number): readonly TradingDay[] {
    return this.#exDays[spec]!
  }

  #dividend(spec: number, day: TradingDay): number {
    const { level, dividend } = this.config.specs[spec]!
    const share = dividend === null ? 0 : dividend.yearlyYield / dividend.months.length
    const index = this.indexOn(day)
    if (index > this.startIndex) return Math.max(0.01, Math.round(level * share * 100) / 100)
    const before = index > 0 ? this.#walked[index - 1] : undefined
    const last = before === undefined ? level : Math.exp(before.tracks[spec]!.log.at(-1)!)
    return Math.max(0.01, Math.round(last * share * 100) / 100)
  }

  #listHistory(startDay: TradingDay): void {
    const days = [sessionOnOrBefore(this.config.calendar, startDay)]
    for (let i = 0; i < this.startIndex; i++)
      days.push(previousSession(this.config.calendar, days.at(-1)!.day))
    for (const day of days.reverse()) this.#append(day)
  }

  #append(session: Session): void {
    this.#indexOf.set(session.day, this.#days.length)
    this.#days.push(session)
  }

  #walk(index: number): void {
    const { seed, specs, process, minuteSessions, calendar } = this.config
    while (this.#days.length <= index) this.#append(nextSession(calendar, this.#days.at(-1)!.day))
    const session = this.#days[index]!
    const isOld = index < this.startIndex - minuteSessions
    this.#walked.push(
      walkSession({
        seed,
        index,
        session,
        stepMinutes: isOld ? OLD_STEP_MINUTES : 1,
        process,
        specs,
        before: this.#walked[index - 1],
        exDividend: (spec, lastPrice) => this.#dropOn(spec, session.day, index, lastPrice),
      }),
    )
  }

  /** Before the anchoring no price is known, so a dividend is a share of it. */
  #dropOn(spec: number, day: TradingDay, index: number, lastPrice: number): number {
    if (!this.#exDays[spec]!.includes(day)) return 0
    const { dividend } = this.config.specs[spec]!
    if (dividend === null) return 0
    if (index <= this.startIndex) return Math.log1p(-dividend.yearlyYield / dividend.months.length)
    return Math.log1p(-Math.min(0.5, this.#dividend(spec, day) / lastPrice))
  }

  #anchor(): void {
    const { path, point } = this.at(this.config.start)
    this.config.specs.forEach(({ level }, spec) => {
      const shift = Math.log(level) - path.tracks[spec]!.log[point]!
      for (const { tracks } of this.#walked) {
        const { log } = tracks[spec]!
        log.forEach((value, i) => {
          log[i] = value + shift
        })
      }
    })
  }
}
