import { PRICE_UNITS_PER_DOLLAR, type Price } from '../../domain/money/price.ts'
import { atTheMoneyVolatility, type StrikeVolatility } from '../../domain/volatility/at-the-money.ts'
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

/** `atTheMoneyVolatility` of the rows of a chain. */
export function atTheMoneyIv(strikes: readonly StrikeRow[], forward: number): number | null {
  const points = strikes
    .map((row) => ({ strike: dollars(row.strike), volatility: strikeIv(row) }))
    .filter((point): point is StrikeVolatility => point.volatility !== null)
  return atTheMoneyVolatility(points, forward)
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
