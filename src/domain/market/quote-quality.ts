import type { Instant } from '../calendar/instant.ts'
import type { Price } from '../money/price.ts'

/**
 * What a two-sided quote is worth. A bid of 0 with an ask above 0 is `good`: a long wing worth nothing is the
 * winning case. `undated`: the feed does not say when it was made, or says a time to come.
 */
export type QuoteQuality = 'good' | 'missing' | 'zero' | 'crossed' | 'undated' | 'stale'

/** As much of a quote as its quality depends on; what was missing or not a number on the wire is null. */
export interface TwoSidedQuote {
  readonly bid: Price | null
  readonly ask: Price | null
  /** When the older side was made; null when the feed does not say. */
  readonly quotedAt: Instant | null
}

/** How old a quote may be. */
export interface QuoteAge {
  /** Seconds beyond the declared delay. */
  readonly staleAfter: number
  /** How old quotes are by the feed's own declaration; milliseconds. */
  readonly declaredDelayMs: number
}

/**
 * The age of a quote beyond the feed's declared delay, in seconds, at least 0; null when it is not known: the feed
 * gives no time, or one that lies further ahead than a quote may be old, which is seconds taken for milliseconds
 * or a wrong clock.
 *
 * @example
 * import { instant } from '../calendar/instant.ts'
 * quoteAge(instant(900_000), instant(970_000), { staleAfter: 60, declaredDelayMs: 0 }) // => 70
 */
export function quoteAge(quotedAt: Instant | null, at: Instant, age: QuoteAge): number | null {
  if (quotedAt === null) return null
  const seconds = (at - quotedAt) / 1_000
  if (seconds < -age.staleAfter) return null
  return Math.max(0, seconds - age.declaredDelayMs / 1_000)
}

/**
 * What a quote is worth at an instant, the first of: `missing` (a side is null), `zero` (an ask of 0), `crossed`
 * (bid above ask), `undated`, `stale`, `good`. A locked market (bid = ask) is good. Bad quotes are ordinary: they
 * pause what depends on them and are never replaced by another price.
 *
 * @example
 * import { instant } from '../calendar/instant.ts'
 * import { price } from '../money/price.ts'
 * const age = { staleAfter: 60, declaredDelayMs: 0 }
 * quoteQuality({ bid: price(0), ask: price(500), quotedAt: instant(0) }, instant(30_000), age) // => 'good'
 * quoteQuality({ bid: price(600), ask: price(500), quotedAt: instant(0) }, instant(30_000), age) // => 'crossed'
 */
export function quoteQuality(quote: TwoSidedQuote, at: Instant, age: QuoteAge): QuoteQuality {
  const { bid, ask, quotedAt } = quote
  if (bid === null || ask === null) return 'missing'
  if (ask <= 0) return 'zero'
  if (bid > ask) return 'crossed'
  const old = quoteAge(quotedAt, at, age)
  if (old === null) return 'undated'
  return old > age.staleAfter ? 'stale' : 'good'
}
