import { type Instant, instant } from '../../src/domain/calendar/instant.ts'
import type { AbortSignalLike, Clock } from '../../src/ports/clock.ts'

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/**
 * A clock that stands still while anything can still happen by itself, and jumps to the next sleeper when nothing does:
 * waiting of a minute takes no time, and a deadline passes only when its answer does not come.
 */
export class IdleClock implements Clock {
  private time: number
  private readonly sleepers: Sleeper[] = []
  private readonly moved: (now: number) => void

  /** @param moved told of each jump, so that a market can follow */
  constructor(now: number, moved: (now: number) => void = () => undefined) {
    this.time = now
    this.moved = moved
  }

  now(): Instant {
    return instant(this.time)
  }

  sleep(ms: number, signal?: AbortSignalLike): Promise<void> {
    return new Promise((wake, reject) => {
      const sleeper = { until: this.time + ms, wake }
      this.sleepers.push(sleeper)
      signal?.addEventListener('abort', () => {
        this.sleepers.splice(this.sleepers.indexOf(sleeper) >>> 0, 1)
        reject(signal.reason)
      })
    })
  }

  /** Moves on by so much, and wakes who slept until then. */
  advance(ms: number): void {
    const end = this.time + ms
    while (this.wakeNext(end));
    this.moveTo(end)
  }

  /** Waits for a promise and lets time pass whenever everyone sleeps. */
  async settle<Value>(promise: Promise<Value>): Promise<Value> {
    let pending = true
    const done = promise.finally(() => {
      pending = false
    })
    done.catch(() => undefined)
    while (pending) {
      for (let turn = 0; turn < 4 && pending; turn += 1) await new Promise((next) => setImmediate(next))
      if (pending) this.wakeNext(Number.POSITIVE_INFINITY)
    }
    return done
  }

  private moveTo(time: number): void {
    this.time = Math.max(this.time, time)
    this.moved(this.time)
  }

  private wakeNext(limit: number): boolean {
    const next = this.sleepers.reduce<Sleeper | null>(
      (first, one) => (first === null || one.until < first.until ? one : first),
      null,
    )
    if (next === null || next.until > limit) return false
    this.sleepers.splice(this.sleepers.indexOf(next), 1)
    this.moveTo(next.until)
    next.wake()
    return true
  }
}
