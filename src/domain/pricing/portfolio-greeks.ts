import { invariant } from '../invariant.ts'

// Beside the greeks it adds up, since greeks are floats and floats live in this room only.

/** The greeks of one option per share, in the units of the glossary; null where a source has none. */
export interface GreeksPerShare {
  readonly delta: number | null
  readonly gamma: number | null
  /** Dollars per calendar day. */
  readonly theta: number | null
  /** Dollars per volatility point. */
  readonly vega: number | null
}

/** A position and the greeks of one share of it; shares themselves have delta 1 and a multiplier of 1. */
export interface PositionGreeks {
  readonly underlying: string
  /** Contracts, + long, - short. */
  readonly quantity: number
  readonly multiplier: number
  readonly greeks: GreeksPerShare
  /** Factor by which one share counts as shares of the reference: beta x price / reference price. */
  readonly betaWeight?: number | null
}

/** A sum over positions, unknown as soon as one of them is. */
export interface GreekTotal {
  readonly total: number | null
  /** Positions whose greek is unknown. */
  readonly unknown: number
}

/** The greeks of a set of positions. */
export interface PortfolioGreeks {
  /** Shares that the positions move like. */
  readonly delta: GreekTotal
  /** Shares that delta changes by when the underlying moves one dollar. */
  readonly gamma: GreekTotal
  /** Dollars per calendar day. */
  readonly theta: GreekTotal
  /** Dollars per volatility point. */
  readonly vega: GreekTotal
  /** Shares of the reference that the positions move like. */
  readonly betaWeightedDelta: GreekTotal
}

function total(
  positions: readonly PositionGreeks[],
  perShare: (position: PositionGreeks) => number | null,
): GreekTotal {
  let sum = 0
  let unknown = 0
  for (const position of positions) {
    const value = perShare(position)
    if (value === null) unknown += 1
    else sum += value * position.multiplier * position.quantity
  }
  return { total: unknown === 0 ? sum : null, unknown }
}

/**
 * Sums the greeks of positions: per share x multiplier x signed quantity. A greek that any position lacks has
 * no total, only the count of what is missing: a sum without it would look like a smaller risk. Delta and
 * gamma of different underlyings are shares of different things; across them use the beta-weighted delta.
 *
 * @throws {InvariantViolation} when a greek is not finite
 * @example
 * const greeks = { delta: 0.5, gamma: 0.125, theta: -0.25, vega: null }
 * portfolioGreeks([{ underlying: 'SPY', quantity: -2, multiplier: 100, greeks }]).delta // => { total: -100, unknown: 0 }
 * portfolioGreeks([{ underlying: 'SPY', quantity: -2, multiplier: 100, greeks }]).vega // => { total: null, unknown: 1 }
 */
export function portfolioGreeks(positions: readonly PositionGreeks[]): PortfolioGreeks {
  for (const { greeks, betaWeight } of positions) {
    for (const value of [...Object.values(greeks), betaWeight ?? 0]) {
      invariant(value === null || Number.isFinite(value), `a greek is finite or null, got ${value}`)
    }
  }
  return {
    delta: total(positions, ({ greeks }) => greeks.delta),
    gamma: total(positions, ({ greeks }) => greeks.gamma),
    theta: total(positions, ({ greeks }) => greeks.theta),
    vega: total(positions, ({ greeks }) => greeks.vega),
    betaWeightedDelta: total(positions, ({ greeks, betaWeight }) =>
      greeks.delta === null || betaWeight === undefined || betaWeight === null
        ? null
        : greeks.delta * betaWeight,
    ),
  }
}

/**
 * The same for each underlying, by its ticker in the order of first appearance.
 *
 * @example
 * [...portfolioGreeksByUnderlying([]).keys()] // => []
 */
export function portfolioGreeksByUnderlying(
  positions: readonly PositionGreeks[],
): ReadonlyMap<string, PortfolioGreeks> {
  const byUnderlying = new Map<string, PositionGreeks[]>()
  for (const position of positions) {
    byUnderlying.set(position.underlying, [...(byUnderlying.get(position.underlying) ?? []), position])
  }
  return new Map([...byUnderlying].map(([underlying, own]) => [underlying, portfolioGreeks(own)]))
}
