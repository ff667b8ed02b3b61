import { ok, type Result } from '../refusal.ts'
import {
  type ConstantMaturityCode,
  constantMaturityVolatility,
  type ExpirationVolatility,
} from './constant-maturity.ts'

/**
 * How the volatility of a day was found: between the expirations on either side of the maturity, or as that of a single
 * one near it.
 */
export type VolatilityQuality = 'interpolated' | 'single_expiration'

/** A volatility, a fraction, and how it was found. */
export interface GradedVolatility {
  readonly volatility: number
  readonly quality: VolatilityQuality
}

const DAYS_PER_YEAR = 365
/** A single expiration farther from the maturity than this would compare another part of the term structure. */
const NEAR_DAYS = 7

/**
 * The volatility of a constant maturity where expirations lie on both sides of it; else that of the nearest single
 * expiration at most a week from it, and graded as such: an underlying with an expiration a month has some days a month on
 * which nothing lies between a week and thirty days, and would be unknown on all of them.
 *
 * Refuses as `constantMaturityVolatility` does when neither is there.
 *
 * @param days the maturity; 30 unless given
 * @example
 * gradedVolatility([{ years: 33 / 365, volatility: 0.2 }]).value // => { volatility: 0.2, quality: 'single_expiration' }
 * @example
 * gradedVolatility([{ years: 38 / 365, volatility: 0.2 }]).code // => 'expirations_must_bracket_the_maturity'
 */
export function gradedVolatility(
  expirations: readonly ExpirationVolatility[],
  days = 30,
): Result<GradedVolatility, ConstantMaturityCode> {
  const between = constantMaturityVolatility(expirations, days)
  if (between.ok) return ok({ volatility: between.value, quality: 'interpolated' })
  const distance = ({ years }: ExpirationVolatility) => Math.abs(years * DAYS_PER_YEAR - days)
  const [nearest] = expirations
    .filter(({ volatility }) => volatility > 0 && volatility < Number.POSITIVE_INFINITY)
    .toSorted((a, b) => distance(a) - distance(b))
  if (nearest === undefined || distance(nearest) > NEAR_DAYS) return between
  return ok({ volatility: nearest.volatility, quality: 'single_expiration' })
}
