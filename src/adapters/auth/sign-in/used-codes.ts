/** A code of a generator is right in its own half minute and in the one before and after. */
const KEEP_MS = 120_000

/** Codes that were used: each counts once, whosever it was. */
export class UsedCodes {
  readonly #until = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  has(code: string): boolean {
    return (this.#until.get(code) ?? 0) > this.#now()
  }

  add(code: string): void {
    const now = this.#now()
    for (const [old, until] of this.#until) if (until <= now) this.#until.delete(old)
    this.#until.set(code, now + KEEP_MS)
  }
}
