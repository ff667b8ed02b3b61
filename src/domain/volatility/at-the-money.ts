/** A strike and the volatility that its quotes imply. */
export interface StrikeVolatility {
  /** Dollars. */
  readonly strike: number
  /** A fraction. */
  readonly volatility: number
}

/**
 * The volatility at the money: at the forward, on the straight line between the nearest strikes with a volatility on
 * both sides of it; null when one side has none.
 *
 * @param points ascending by strike
 * @param forward dollars per share
 * @example
 * atTheMoneyVolatility([{ strike: 95, volatility: 0.22 }, { strike: 105, volatility: 0.18 }], 100) // => ≈ 0.2
 */
export function atTheMoneyVolatility(points: readonly StrikeVolatility[], forward: number): number | null {
  const above = points.find(({ strike }) => strike >= forward)
  const below = points.findLast(({ strike }) => strike <= forward)
  if (above === undefined || below === undefined) return null
  if (above.strike === below.strike) return above.volatility
  const weight = (forward - below.strike) / (above.strike - below.strike)
  return below.volatility + weight * (above.volatility - below.volatility)
}
