import { InvariantViolation } from '../invariant.ts'

declare const instantBrand: unique symbol

/** A moment, as milliseconds since 1970-01-01T00:00Z. Never a duration, and never seconds. */
export type Instant = number & { readonly [instantBrand]: 'Instant' }

/** Milliseconds of a minute. */
export const MINUTE_MS = 60_000

/** Milliseconds of a day of 24 hours; two days a year in New York have 23 or 25. */
export const DAY_MS = 86_400_000

/**
 * Brands epoch milliseconds.
 *
 * @throws {InvariantViolation} when `epochMs` is not an integer
 * @example
 * instant(1_790_083_800_000) // => 1790083800000
 */
export function instant(epochMs: number): Instant {
  if (!Number.isSafeInteger(epochMs)) {
    throw new InvariantViolation(`an instant is a whole number of milliseconds, got ${epochMs}`)
  }
  return epochMs as Instant
}

/**
 * The instant so many milliseconds later, or earlier when `durationMs` is negative. Elapsed time, so that a
 * day later is not always the same reading of a New York clock.
 *
 * @throws {InvariantViolation} when `durationMs` is not an integer
 * @example
 * plusMs(instant(1_000), -250) // => 750
 */
export function plusMs(from: Instant, durationMs: number): Instant {
  return instant(from + durationMs)
}
