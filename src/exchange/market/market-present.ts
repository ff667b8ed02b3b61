import type { Instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import type { MarketTime } from '../venue/venue-types.ts'

/** Where a market stands in time, which every market keeps in the same way: its present only goes forward. */
export abstract class MarketPresent {
  readonly calendar: MarketCalendar
  readonly begins: MarketTime
  #now: MarketTime
  #today: { readonly at: MarketTime; readonly day: TradingDay } | undefined

  constructor(calendar: MarketCalendar, begins: MarketTime, now: MarketTime) {
    this.calendar = calendar
    this.begins = begins
    this.#now = now
  }

  get now(): MarketTime {
    return this.#now
  }

  /**
   * Moves the present.
   *
   * @throws {InvariantViolation} when `time` is before it
   */
  advanceTo(time: MarketTime): void {
    invariant(time >= this.#now, `a market goes forward, not from ${this.#now} to ${time}`)
    this.#now = time
  }

  /** The date of the present in New York. */
  protected get today(): TradingDay {
    // Asked for with every row of a chain.
    if (this.#today?.at !== this.#now)
      this.#today = { at: this.#now, day: newYorkDayOf(this.#now as Instant) }
    return this.#today.day
  }

  /** A time to look back to: what lies outside of beginning and present is moved to the nearer of them. */
  protected within(time: MarketTime): MarketTime {
    return Math.max(this.begins, Math.min(time, this.#now))
  }
}
