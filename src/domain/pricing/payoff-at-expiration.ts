import type { OptionType } from '../option/contract.ts'

/** One option of a position, without its price. */
export interface PayoffLeg {
  readonly type: OptionType
  /** Dollars per share. */
  readonly strike: number
  /** Contracts, or a ratio: + long, - short. */
  readonly signedQuantity: number
}

/** A position held to expiration: its profit is piecewise linear in the price of the underlying. */
export interface PayoffPosition {
  readonly legs: readonly PayoffLeg[]
  /** Cash flow of opening it, dollars per share, + received: a credit is positive, a debit negative. */
  readonly cash: number
}

/** Prices of the underlying from low to high, dollars per share; high may be Infinity. */
export interface PriceInterval {
  readonly low: number
  readonly high: number
}

/**
 * Profit at expiration in dollars per share when the underlying ends at a price.
 *
 * @example
 * profitAtExpiration({ legs: [{ type: 'put', strike: 100, signedQuantity: -1 }, { type: 'put', strike: 95, signedQuantity: 1 }], cash: 1.5 }, 98) // => -0.5
 */
export function profitAtExpiration({ legs, cash }: PayoffPosition, price: number): number {
  return legs.reduce((sum, { type, strike, signedQuantity }) => {
    return sum + signedQuantity * Math.max(0, type === 'call' ? price - strike : strike - price)
  }, cash)
}

/**
 * The prices of the underlying at which the position ends with a profit above zero, ascending and apart.
 *
 * @example
 * profitIntervals({ legs: [{ type: 'put', strike: 100, signedQuantity: -1 }, { type: 'put', strike: 95, signedQuantity: 1 }], cash: 1.5 }) // => [{ low: 98.5, high: Infinity }]
 */
export function profitIntervals(position: PayoffPosition): PriceInterval[] {
  const strikes = [...new Set(position.legs.map((leg) => leg.strike))].sort((a, b) => a - b)
  const corners = [0, ...strikes.filter((strike) => strike > 0)]
  const found: PriceInterval[] = []
  corners.forEach((left, i) => {
    const right = corners[i + 1] ?? Number.POSITIVE_INFINITY
    const piece = profitablePiece(position, left, right)
    const last = found.at(-1)
    // A corner whose profit is exactly zero still joins its neighbours: it has no probability.
    if (piece && last && last.high === piece.low)
      found[found.length - 1] = { low: last.low, high: piece.high }
    else if (piece) found.push(piece)
  })
  return found
}

/** The part of one straight piece where the profit is above zero. */
function profitablePiece(position: PayoffPosition, left: number, right: number): PriceInterval | null {
  const start = profitAtExpiration(position, left)
  const probe = right === Number.POSITIVE_INFINITY ? left + 1 : right
  const end = profitAtExpiration(position, probe)
  const slope = (end - start) / (probe - left)
  const zero = left - start / slope
  if (right === Number.POSITIVE_INFINITY) {
    if (slope === 0) return start > 0 ? { low: left, high: right } : null
    if (slope > 0) return { low: start >= 0 ? left : zero, high: right }
    return start > 0 ? { low: left, high: zero } : null
  }
  if (start <= 0 && end <= 0) return null
  return { low: start >= 0 ? left : zero, high: end >= 0 ? right : zero }
}
