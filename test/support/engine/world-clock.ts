import { type Instant, instant } from '../../../src/domain/calendar/instant.ts'
import type { AbortSignalLike, Clock } from '../../../src/ports/clock.ts'

interface Sleeper {
  readonly until: number
  wake(): void
}

/** Turns of the event loop without a change among the sleepers after which nothing but time can go on. */
const IDLE_TURNS = 6

/**
 * The market's time as a clock: it stands still while anything can still happen by itself, and jumps to the first
 * sleeper when nothing does. So a deadline passes only when no answer comes, and a wait for the budget really waits.
 */
export class WorldClock implements Clock {
  private readonly market: { readonly now: number }
  private readonly advance: (to: number) => void
  private sleepers: readonly Sleeper[] = []
  private pumping = false

  constructor(market: { readonly now: number }, advance: (to: number) => void) {
    this.market = market
    this.advance = advance
  }

  now(): Instant {
    return instant(this.market.now)
  }

  sleep(ms: number, signal?: AbortSignalLike): Promise<void> {
    return new Promise((wake, reject) => {
      const sleeper = { until: this.market.now + Math.max(0, Math.ceil(ms)), wake }
      const remove = (): void => {
        this.sleepers = this.sleepers.filter((one) => one !== sleeper)
        reject(signal?.reason)
      }
      if (signal?.aborted === true) return remove()
      signal?.addEventListener('abort', remove, { once: true })
      this.sleepers = [...this.sleepers, sleeper]
      void this.pump()
    })
  }

  private async pump(): Promise<void> {
    if (this.pumping) return
    this.pumping = true
    while (this.sleepers.length > 0) {
      const before = this.sleepers
      let idle = 0
      while (idle < IDLE_TURNS && this.sleepers === before) {
        await new Promise((turn) => setImmediate(turn))
        idle += 1
      }
      if (this.sleepers === before) this.wakeFirst()
    }
    this.pumping = false
  }

  private wakeFirst(): void {
    const first = this.sleepers.reduce((a, b) => (b.until < a.until ? b : a))
    this.sleepers = this.sleepers.filter((one) => one !== first)
    if (first.until > this.market.now) this.advance(first.until)
    first.wake()
  }
}
