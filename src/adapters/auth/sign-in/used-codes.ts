/** A code of a generator is right in its own half minute and in the one before and after. */
const KEEP_MS = 120_000

/** Codes that were used: each counts once, whosever it was. */
export class UsedCodes {
  readonly #until = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** Takes a code before it is judged, since two who show it at once would both find it unused; false when it was used. */
  take(code: string): boolean {
    const now = this.#now()
    for (const [old, until] of this.#until) if (until <= now) this.#until.delete(old)
    if (this.#until.has(code)) return false
    this.#until.set(code, now + KEEP_MS)
    return true
  }

  /** It was not right, and may be somebody's after all. */
  giveBack(code: string): void {
    this.#until.delete(code)
  }
}
