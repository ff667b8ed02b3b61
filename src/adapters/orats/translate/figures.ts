import { nearestPriceFromNumber } from '../../../domain/money/json-number.ts'
import type { Price } from '../../../domain/money/price.ts'

/** A price of dollars; null where there is none, and for what is below zero: no price is. */
export function priceOf(dollars: number | null): Price | null {
  if (dollars === null || dollars < 0) return null
  const found = nearestPriceFromNumber(dollars)
  return found.ok ? found.value : null
}

/** A count; null where there is none. */
export function countOf(figure: number | null): number | null {
  return figure === null || figure < 0 ? null : Math.round(figure)
}

/** A volatility as a fraction; null where there is none, and for 0: nothing has none. */
export function volatilityOf(fraction: number | null): number | null {
  return fraction !== null && fraction > 0 ? fraction : null
}

/** Percent points as a fraction. */
export function fromPercent(points: number | null): number | null {
  return points === null ? null : points / 100
}
