/** What a request may do by its bucket. */
export interface BucketVerdict {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Seconds until the bucket is full; of a refused request until it has one token. */
  readonly resetSeconds: number
}

interface Bucket {
  tokens: number
  at: number
}

/** Full buckets are as good as none, and are forgotten beyond so many. */
const MOST_BUCKETS = 10_000

/** A bucket of requests for each person: it empties by one with each and fills with time. */
export class TokenBuckets {
  readonly #burst: number
  readonly #perSecond: number
  readonly #buckets = new Map<string, Bucket>()

  constructor(burst: number, perSecond: number) {
    this.#burst = burst
    this.#perSecond = perSecond
  }

  /** @param nowMs epoch milliseconds; a clock that goes back fills nothing */
  take(whose: string, nowMs: number): BucketVerdict {
    const bucket = this.#filled(whose, nowMs)
    const allowed = bucket.tokens >= 1
    if (allowed) bucket.tokens -= 1
    const missing = allowed ? this.#burst - bucket.tokens : 1 - bucket.tokens
    return {
      allowed,
      limit: this.#burst,
      remaining: Math.floor(bucket.tokens),
      resetSeconds: Math.max(1, Math.ceil(missing / this.#perSecond)),
    }
  }

  #filled(whose: string, nowMs: number): Bucket {
    const known = this.#buckets.get(whose)
    if (known === undefined) {
      if (this.#buckets.size >= MOST_BUCKETS) this.#forgetFull(nowMs)
      const bucket = { tokens: this.#burst, at: nowMs }
      this.#buckets.set(whose, bucket)
      return bucket
    }
    const elapsed = Math.max(0, nowMs - known.at) / 1_000
    known.tokens = Math.min(this.#burst, known.tokens + elapsed * this.#perSecond)
    known.at = Math.max(known.at, nowMs)
    return known
  }

  #forgetFull(nowMs: number): void {
    for (const [whose, { tokens, at }] of this.#buckets) {
      if (tokens + (Math.max(0, nowMs - at) / 1_000) * this.#perSecond >= this.#burst)
        this.#buckets.delete(whose)
    }
  }
}
