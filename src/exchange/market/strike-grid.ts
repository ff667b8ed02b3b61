import type { ExpirationType } from './market-listing.ts'

/** The prices, in dollars, between which an underlying has closed since an expiration was listed. */
export interface PriceRange {
  readonly low: number
  readonly high: number
}

/** Share of the price on either side to which strikes stand, and how many steps apart; per 16 % of volatility. */
interface Ring {
  readonly reach: number
  readonly steps: number
}

const NEAR: readonly Ring[] = [
  { reach: 0.05, steps: 1 },
  { reach: 0.12, steps: 2 },
  { reach: 0.22, steps: 5 },
]
const FAR: readonly Ring[] = [
  { reach: 0.1, steps: 2 },
  { reach: 0.25, steps: 5 },
  { reach: 0.5, steps: 10 },
]
const MOST_REACH = 0.75

/**
 * The distance of strikes near the money of a price level, in dollars; after the strike price programs of Cboe
 * Rule 4.5, coarsened so that an expiration has some hundred strikes.
 *
 * @example
 * [strikeStep(20), strikeStep(180), strikeStep(6_600)] // => [0.5, 2.5, 5]
 */
export function strikeStep(level: number): number {
  if (level < 25) return 0.5
  if (level < 100) return 1
  if (level < 200) return 2.5
  return level < 10_000 ? 5 : 50
}

/**
 * The strikes of an expiration, ascending, in dollars: rings about the prices since its listing, finer near
 * them and for short-dated options. A wider range only adds strikes, so that no listed option vanishes.
 *
 * @param step distance of the finest strikes
 * @param volatility of the underlying in ordinary times; wider for a wild one
 */
export function strikeGrid(
  { low, high }: PriceRange,
  step: number,
  type: ExpirationType,
  volatility: number,
): number[] {
  const widening = Math.max(1, Math.min(3, volatility / 0.16))
  const strikes = new Set<number>()
  for (const { reach, steps } of type === 'standard' ? FAR : NEAR) {
    const distance = Math.min(MOST_REACH, reach * widening)
    const apart = step * steps
    const last = Math.ceil((high * (1 + distance)) / apart)
    for (let n = Math.max(1, Math.floor((low * (1 - distance)) / apart)); n <= last; n++) {
      strikes.add(Math.round(n * apart * 1_000))
    }
  }
  return [...strikes].sort((a, b) => a - b).map((strike) => strike / 1_000)
}
