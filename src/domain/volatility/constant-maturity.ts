import { ok, type Result, refuse } from '../refusal.ts'

/** The volatility at the money of one expiration. */
export interface ExpirationVolatility {
  /** To the expiration, above zero. */
  readonly years: number
  /** A fraction. */
  readonly volatility: number
}

/** Why there is no volatility of the maturity. */
export type ConstantMaturityCode = 'expirations_must_bracket_the_maturity'

const DAYS_PER_YEAR = 365
/** Options of their last week move with the news of days; beyond a quarter the surface is another one. */
const [SHORTEST_DAYS, LONGEST_DAYS] = [7, 92]

/**
 * The volatility of a constant maturity, so that one day compares with another whatever is listed: the total variance
 * σ² T of the nearest expirations on either side, on the straight line between them, √((w₁ + (w₂ - w₁) (T - T₁) / (T₂ - T₁)) / T),
 * as Cboe's VIX has it. Expirations nearer than a week or farther than 92 days do not count, and nothing is told
 * beyond the last: `expirations_must_bracket_the_maturity`.
 *
 * @param expirations in any order; those without a volatility above zero are left out
 * @param days the maturity; 30 unless given
 * @example
 * const both = [{ years: 20 / 365, volatility: 0.2 }, { years: 40 / 365, volatility: 0.3 }]
 * constantMaturityVolatility(both).value // => ≈ 0.270801
 */
export function constantMaturityVolatility(
  expirations: readonly ExpirationVolatility[],
  days = 30,
): Result<number, ConstantMaturityCode> {
  const wanted = days / DAYS_PER_YEAR
  const usable = expirations
    .filter(({ years, volatility }) => {
      const isNear = years * DAYS_PER_YEAR >= SHORTEST_DAYS && years * DAYS_PER_YEAR <= LONGEST_DAYS
      return isNear && volatility > 0 && volatility < Number.POSITIVE_INFINITY
    })
    .sort((a, b) => a.years - b.years)
  const before = usable.findLast(({ years }) => years <= wanted)
  const after = usable.find(({ years }) => years >= wanted)
  if (before === undefined || after === undefined) {
    const side = before === undefined ? 'within' : 'beyond'
    return refuse(
      'expirations_must_bracket_the_maturity',
      `No expiration of ${SHORTEST_DAYS} to ${LONGEST_DAYS} days with a volatility lies ${side} ${days} days; one on each side is needed.`,
    )
  }
  const span = after.years - before.years
  const share = span > 0 ? (wanted - before.years) / span : 0
  const [near, far] = [before, after].map(({ years, volatility }) => volatility * volatility * years)
  return ok(Math.sqrt((near! + share * (far! - near!)) / wanted))
}
