/** What may be tried before delays begin. */
const FREE = 5
const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 15 * 60_000
/** After so much quiet a count is forgotten. */
const MEMORY_MS = 24 * 60 * 60_000
const MOST_KEYS = 50_000

const WINDOW_MS = 60_000
const MOST_A_WINDOW = 20

interface Count {
  failures: number
  nextAt: number
  lastAt: number
}

/** An attempt that was let in. It counts as failed until it is told otherwise, so that many at once count at once. */
export interface Attempt {
  /** It was right: it does not count, and with `forget` neither do those before it. */
  succeed(forget: boolean): void
}

/** Let in, or to come again after so many milliseconds. */
export type Admission = { readonly attempt: Attempt } | { readonly waitMs: number }

/** Entries by key, the one that was used longest ago first; it goes when there are too many. */
function touch<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= MOST_KEYS) return
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
}

/**
 * Delays guessing: five attempts are free, then each failure doubles the wait, from a second to a quarter of an hour.
 * Nobody is locked out for good. Whose attempts share a count is the caller's to say: a known device has one of its own,
 * so that strangers who guess do not keep it out.
 */
export class GuessDelay {
  readonly #counts = new Map<string, Count>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  admit(key: string): Admission {
    const now = this.#now()
    const known = this.#counts.get(key)
    const count =
      known === undefined || now - known.lastAt > MEMORY_MS ? { failures: 0, nextAt: 0, lastAt: now } : known
    if (count.nextAt > now) return { waitMs: count.nextAt - now }
    const before = { ...count }
    count.failures += 1
    count.lastAt = now
    count.nextAt = count.failures < FREE ? 0 : now + delayAfter(count.failures)
    touch(this.#counts, key, count)
    return {
      attempt: {
        succeed: (forget) => {
          if (forget) this.#counts.delete(key)
          // Others may have failed meanwhile: only this one is taken back.
          else if (count.failures === before.failures + 1) Object.assign(count, before)
          else count.failures -= 1
        },
      },
    }
  }
}

function delayAfter(failures: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - FREE, 20))
}

/** At most twenty attempts a minute from one network, whatever they are about. */
export class NetworkLimit {
  readonly #seen = new Map<string, { startedAt: number; count: number }>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** 0 when it is let in, or the milliseconds to wait. */
  admit(network: string): number {
    const now = this.#now()
    const known = this.#seen.get(network)
    const window =
      known === undefined || now - known.startedAt >= WINDOW_MS ? { startedAt: now, count: 0 } : known
    window.count += 1
    touch(this.#seen, network, window)
    return window.count <= MOST_A_WINDOW ? 0 : window.startedAt + WINDOW_MS - now
  }
}
