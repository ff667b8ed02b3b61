import type { CallPriority } from '../../ports/call-priority.ts'

const WINDOW_MS = 60_000
/** What may use the whole window; the others leave a tenth of it, so that an exit's quote is never refused for a scan. */
const URGENT: ReadonlySet<CallPriority> = new Set(['exit', 'cancel', 'resolution'])
const COMMON_SHARE = 0.9

/** Counts the calls of the last minute, so that the vendor's limit is never met; ORATS states 1,000 a minute. */
export class CallWindow {
  readonly #most: number
  readonly #times: number[] = []
  #closedUntil = Number.NEGATIVE_INFINITY

  constructor(callsPerMinute: number) {
    this.#most = callsPerMinute
  }

  /** Null when a call may go now, which counts it; otherwise the time from which on one may. */
  enter(now: number, priority: CallPriority): number | null {
    if (now < this.#closedUntil) return this.#closedUntil
    while (this.#times.length > 0 && this.#times[0]! <= now - WINDOW_MS) this.#times.shift()
    const most = URGENT.has(priority) ? this.#most : Math.floor(this.#most * COMMON_SHARE)
    if (this.#times.length >= most) return this.#times[this.#times.length - most]! + WINDOW_MS
    this.#times.push(now)
    return null
  }

  /** Lets nothing through before a time: the vendor said that its limit is reached. */
  close(until: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, until)
  }
}
