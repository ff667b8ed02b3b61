import { PRICE_UNITS_PER_DOLLAR, type Price } from '../../domain/money/price.ts'
import type { StrikeRow } from './chain-analysis.ts'

const dollars = (strike: Price): number => strike / PRICE_UNITS_PER_DOLLAR

/** The strike nearest to a price in dollars, the lower of two equally near ones; null when there is none. */
export function nearestStrike(strikes: readonly StrikeRow[], price: number): Price | null {
  let nearest: Price | null = null
  let least = Number.POSITIVE_INFINITY
  for (const { strike } of strikes) {
    const distance = Math.abs(dollars(strike) - price)
    if (distance < least) {
      least = distance
      nearest = strike
    }
  }
  return nearest
}

/** The mean of what is known of a strike's two volatilities. */
function strikeIv({ call, put }: StrikeRow): number | null {
  const known = [call?.iv, put?.iv].filter((iv) => iv !== null && iv !== undefined)
  return known.length === 0 ? null : known.reduce((sum, iv) => sum + iv, 0) / known.length
}

/**
 * The volatility at the money: at the forward, on the straight line between the nearest strikes with a
 * volatility on both sides of it; null when one side has none.
 */
export function atTheMoneyIv(strikes: readonly StrikeRow[], forward: number): number | null {
  const points = strikes
    .map((row) => ({ strike: dollars(row.strike), iv: strikeIv(row) }))
    .filter((point): point is { strike: number; iv: number } => point.iv !== null)
  const above = points.find(({ strike }) => strike >= forward)
  const below = points.findLast(({ strike }) => strike <= forward)
  if (above === undefined || below === undefined) return null
  if (above.strike === below.strike) return above.iv
  const weight = (forward - below.strike) / (above.strike - below.strike)
  return below.iv + weight * (above.iv - below.iv)
}

/**
 * The rows within `near` strikes below and above the one at the money; all of them when there is none.
 */
export function rowsNear(
  strikes: readonly StrikeRow[],
  atm: Price | null,
  near: number,
): readonly StrikeRow[] {
  const at = strikes.findIndex(({ strike }) => strike === atm)
  return at < 0 ? strikes : strikes.slice(Math.max(0, at - near), at + near + 1)
}
