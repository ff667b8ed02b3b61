import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { marketDayOf } from '../../domain/calendar/session-lookup.ts'
import type { Market } from '../../exchange/market/market.ts'
import type { AbortSignalLike, Clock } from '../../ports/clock.ts'

/** How a market is played. */
export interface PacerParts {
  readonly market: Market
  /** Takes the market and its venue to an instant. */
  readonly goTo: (time: Instant) => void
  /** Market seconds in a second of the wall, in session; infinite for as fast as the work allows. */
  readonly speed: number
  /** Whether nights and weekends are played as fast as the work allows. */
  readonly skipsNights: boolean
  /** Whether the market's time is the wall's own. */
  readonly isWallTime: boolean
  /** Where the market's time ends; null for a market that goes on. */
  readonly endsAt: Instant | null
  /** The wall's time, milliseconds. */
  readonly wallNow: () => number
}

interface Sleeper {
  readonly until: Instant
  wake(): void
  /** Ends the wait with an error: the time that it waits for does not come. */
  giveUp(): void
}

/** Turns of the event loop after which promises that could go on by themselves have done so. */
const IDLE_TURNS = 4
/** The longest step of a paced market without a sleeper, of the wall. */
const TICK_MS = 20
/** Of the wall: what work took longer than this, a market with a time of its own does not make up, but slips. */
const SLIP_MS = 100
const ENDED = 'the market has stopped'
/** The longest way of a market in the wall's time that is made up sleeper by sleeper; beyond it goes there at once. */
const MAKES_UP_MS = 10 * 60_000
/** Market time around a session that is still played at its speed. */
const EVENING_MS = 60_000

/**
 * The clock of a market in this process, which it moves itself. While a request or a transaction is under way the
 * market's time stands (`during`), so that a slow machine makes an accelerated market slower, and never makes a
 * deadline pass that no broker missed. Otherwise it goes on to the next sleeper, as fast as the speed allows.
 */
export class MarketPacer implements Clock {
  readonly #parts: PacerParts
  #sleepers: readonly Sleeper[] = []
  #underWay = 0
  #stopped = false
  #ended = false
  /** Where market and wall met last. */
  #met: { readonly wall: number; readonly market: number }
  #nudge: (() => void) | null = null

  constructor(parts: PacerParts) {
    this.#parts = parts
    this.#met = { wall: parts.wallNow(), market: parts.market.now }
  }

  now(): Instant {
    return instant(this.#parts.market.now)
  }

  /** Whether it was played to its end or stopped: nobody's time comes any more. */
  get hasEnded(): boolean {
    return this.#ended
  }

  /** Whether the market has come to its end. */
  get isOver(): boolean {
    const { endsAt } = this.#parts
    return endsAt !== null && this.now() >= endsAt
  }

  sleep(ms: number, signal?: AbortSignalLike): Promise<void> {
    return new Promise((wake, reject) => {
      if (signal?.aborted === true) return reject(signal.reason)
      if (this.#ended) return reject(new Error(ENDED))
      const called = (): void => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper)
        reject(signal?.reason)
      }
      const sleeper: Sleeper = {
        until: instant(this.now() + Math.max(0, Math.ceil(ms))),
        wake() {
          signal?.removeEventListener('abort', called)
          wake()
        },
        giveUp() {
          signal?.removeEventListener('abort', called)
          reject(new Error(ENDED))
        },
      }
      signal?.addEventListener('abort', called, { once: true })
      this.#sleepers = [...this.#sleepers, sleeper]
      this.#nudge?.()
    })
  }

  /** Does some work of this process for which the market's time stands still. */
  async during<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#underWay += 1
    try {
      return await work()
    } finally {
      this.#underWay -= 1
    }
  }

  /**
   * Plays the market until `stop`, or to its end. Who still waits for a later time then gets an error: it would wait for
   * ever.
   */
  async run(): Promise<void> {
    this.#meet()
    while (!this.#stopped && !this.isOver) {
      await this.#idle()
      const wait = this.#step()
      if (wait > 0) await this.#rest(wait)
    }
    this.#ended = true
    const left = this.#sleepers
    this.#sleepers = []
    for (const { giveUp } of left) giveUp()
  }

  stop(): void {
    this.#stopped = true
    this.#nudge?.()
  }

  /** Waits until nothing in this process can go on without the market's time. */
  async #idle(): Promise<void> {
    for (let turns = 0; turns < IDLE_TURNS && !this.#stopped; turns = this.#underWay > 0 ? 0 : turns + 1) {
      // A transaction of the embedded database runs in another thread: spinning would take its processor.
      if (this.#underWay > 0) await new Promise((turn) => setTimeout(turn, 1))
      else await new Promise((turn) => setImmediate(turn))
    }
  }

  /** One step of the market; answers how long the wall may rest, milliseconds. */
  #step(): number {
    const next = this.#sleepers.reduce<number>((first, { until }) => Math.min(first, until), Infinity)
    const target = this.#targetNow()
    const until = Math.min(next, target, this.#parts.endsAt ?? Infinity)
    if (until > this.now() && Number.isFinite(until)) this.#parts.goTo(instant(until))
    if (target === Infinity) this.#meet()
    this.#wakeDue()
    if (this.now() < target && next !== Infinity) return 0
    const toNext = next === Infinity ? TICK_MS : (next - this.now()) / this.#parts.speed
    return Math.max(1, Math.min(TICK_MS, toNext))
  }

  #wakeDue(): void {
    const now = this.now()
    const due = this.#sleepers.filter(({ until }) => until <= now)
    if (due.length === 0) return
    this.#sleepers = this.#sleepers.filter(({ until }) => until > now)
    for (const { wake } of due) wake()
  }

  /** How far the market may be by now; infinite where it is not held back. */
  #targetNow(): number {
    const { isWallTime, speed, wallNow } = this.#parts
    const wall = wallNow()
    if (isWallTime) {
      if (wall - this.now() > MAKES_UP_MS) this.#parts.goTo(instant(wall))
      return wall
    }
    if (speed === Infinity || this.#isNight()) return Infinity
    const owed = wall - this.#met.wall
    if (owed < 0 || owed > SLIP_MS) this.#meet(Math.min(Math.max(owed, 0), SLIP_MS) * speed)
    return this.#met.market + Math.floor((wall - this.#met.wall) * speed)
  }

  #isNight(): boolean {
    const { skipsNights, market } = this.#parts
    if (!skipsNights) return false
    const day = marketDayOf(market.calendar, this.now())
    return day.kind === 'closed' || this.now() < day.opens || this.now() > day.lateCloses + EVENING_MS
  }

  /** Begins to count anew from here. */
  #meet(aheadMs = 0): void {
    this.#met = { wall: this.#parts.wallNow(), market: this.now() + aheadMs }
  }

  async #rest(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#nudge = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#nudge = null
  }
}
