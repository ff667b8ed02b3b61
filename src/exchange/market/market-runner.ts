import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { invariant } from '../../domain/invariant.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { Market } from './market.ts'
import { type MarketClock, marketTimeAt, startClock, withSpeed } from './market-clock.ts'
import { nextStep } from './market-steps.ts'

/** What a runner drives, and by what. */
export interface RunnerParts {
  readonly market: Market
  readonly clock: MarketClock
  /** Carries out what is due at the market's present: the venue's step, and whoever looks after it. */
  step(market: Market): void
  /** Where the market's time ends and stands still; null for a market without an end. */
  readonly endsAt?: MarketTime | null
  /** Whether the market's time is the wall's own, and must be it again after the machine has slept. */
  readonly isWallTime?: boolean
}

/** The wall time that a market with a time of its own makes up for at most. */
const MAKES_UP_MS = 1_000

/**
 * Brings market and venue forward together, in steps that leave nothing out (`nextStep`), however fast the market
 * runs and however long nobody looked. Time stands still between calls. The same clock brought to the same market
 * times makes the same steps, so that a run can be repeated.
 *
 * A market in the wall's own time owes every minute that the machine slept, and makes them up in slices. One with a time
 * of its own slips instead: the machine paused, or is too slow for the speed, or its clock was put back; eight hours of
 * sleep at speed 60 are no three weeks of trading.
 */
export class MarketRunner {
  readonly #parts: RunnerParts
  #clock: MarketClock
  /** The wall time at which the market was last where its clock was. */
  #metAt: Instant
  #isWallTime: boolean

  constructor(parts: RunnerParts) {
    this.#parts = parts
    this.#clock = parts.clock
    this.#metAt = parts.clock.wallAt
    this.#isWallTime = parts.isWallTime ?? false
  }

  get market(): Market {
    return this.#parts.market
  }

  get clock(): MarketClock {
    return this.#clock
  }

  /** Whether the market's time is the wall's own; no more once its clock was moved by hand. */
  get isWallTime(): boolean {
    return this.#isWallTime
  }

  /** Whether the market has come to its end. */
  get isOver(): boolean {
    return this.market.now >= this.#endsAt
  }

  /**
   * Takes the market towards what its clock shows, while `mayGoOn` says so; at least one step a call.
   *
   * @returns whether it is there; false when steps are left for the next call
   */
  follow(wall: Instant, mayGoOn: () => boolean = () => true): boolean {
    const { market } = this.#parts
    const target = this.#targetAt(wall)
    while (market.now < target) {
      this.#stepTowards(target)
      if (market.now < target && !mayGoOn()) return false
    }
    this.#metAt = wall
    return true
  }

  /**
   * Takes the market to an instant at once, whatever its clock shows; the clock goes on from there. Beyond the market's
   * end it stops at the end.
   *
   * @throws {InvariantViolation} when the instant is before the market's present
   */
  goTo(time: MarketTime, wall: Instant): void {
    const { market } = this.#parts
    invariant(time >= market.now, `a market goes forward, not from ${market.now} to ${time}`)
    const target = Math.min(time, this.#endsAt)
    while (market.now < target) this.#stepTowards(target)
    this.#setClock(startClock(wall, market.now, this.#clock))
  }

  /** Another speed from now on; 0 stops the clock, and only `goTo` moves the market. */
  runAt(speed: number, wall: Instant): void {
    this.#setClock(withSpeed(this.#clock, wall, speed, this.market.calendar))
  }

  get #endsAt(): MarketTime {
    return this.#parts.endsAt ?? Number.POSITIVE_INFINITY
  }

  #setClock(clock: MarketClock): void {
    this.#clock = clock
    this.#metAt = clock.wallAt
    this.#isWallTime = false
  }

  #targetAt(wall: Instant): MarketTime {
    const { calendar, now } = this.market
    const owed = wall - this.#metAt
    if (!this.#isWallTime && (owed < 0 || owed > MAKES_UP_MS)) {
      const madeUp = instant(this.#metAt + Math.max(0, Math.min(owed, MAKES_UP_MS)))
      const shown = marketTimeAt(this.#clock, madeUp, calendar)
      this.#clock = startClock(wall, Math.max(now, shown), this.#clock)
    }
    return Math.min(marketTimeAt(this.#clock, wall, calendar), this.#endsAt)
  }

  #stepTowards(target: MarketTime): void {
    const { market } = this.#parts
    market.advanceTo(nextStep(market.calendar, market.now, target))
    this.#parts.step(market)
  }
}
