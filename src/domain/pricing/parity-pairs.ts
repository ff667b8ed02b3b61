/** The call and put quotes of one expiration, a row a strike; dollars per share. */
export interface ParityQuotes {
  readonly strike: ArrayLike<number>
  readonly callBid: ArrayLike<number>
  readonly callAsk: ArrayLike<number>
  readonly putBid: ArrayLike<number>
  readonly putAsk: ArrayLike<number>
}

/** One strike at which both sides are quoted. */
export interface ParityPair {
  readonly strike: number
  /** Call mid less put mid, dollars per share. */
  readonly difference: number
  /** How far the difference may be off within the bid and ask of both, dollars per share, at least half a cent. */
  readonly halfWidth: number
}

const LEAST_HALF_WIDTH = 0.005

/**
 * The strikes at which call and put both have a bid above zero and an ask not below it, in the order given.
 * Zero bids, crossed quotes and NaN are ordinary in a chain: such strikes say nothing and are left out.
 *
 * @example
 * parityPairs({ strike: [100, 105], callBid: [2, 0], callAsk: [2.1, 0.05], putBid: [1, 4], putAsk: [1.1, 4.2] }).map((pair) => pair.strike) // => [100]
 */
export function parityPairs(quotes: ParityQuotes): ParityPair[] {
  const { strike, callBid, callAsk, putBid, putAsk } = quotes
  const pairs: ParityPair[] = []
  for (let i = 0; i < strike.length; i++) {
    const [cb, ca, pb, pa] = [callBid[i]!, callAsk[i]!, putBid[i]!, putAsk[i]!]
    const quoted = cb > 0 && pb > 0 && ca >= cb && pa >= pb && ca + pa < Number.POSITIVE_INFINITY
    if (!quoted || !(strike[i]! > 0)) continue
    const halfWidth = Math.max(LEAST_HALF_WIDTH, 0.5 * (ca - cb + pa - pb))
    pairs.push({ strike: strike[i]!, difference: 0.5 * (ca + cb - pa - pb), halfWidth })
  }
  return pairs
}

/**
 * The value below which half of the weight lies.
 *
 * @param entries value and weight, at least one
 * @example
 * weightedMedian([[1, 1], [2, 1], [50, 1]]) // => 2
 */
export function weightedMedian(entries: readonly (readonly [number, number])[]): number {
  const sorted = [...entries].sort((a, b) => a[0] - b[0])
  const half = 0.5 * sorted.reduce((sum, [, weight]) => sum + weight, 0)
  let below = 0
  for (const [value, weight] of sorted) {
    below += weight
    if (below >= half) return value
  }
  return Number.NaN
}

/**
 * The forward at which call and put are worth the same, from pairs taken one at a time: the weighted
 * median of strike + difference / discount. A stale quote moves it little.
 */
export function roughForward(pairs: readonly ParityPair[], discount: number): number {
  return weightedMedian(
    pairs.map(({ strike, difference, halfWidth }) => [strike + difference / discount, halfWidth ** -2]),
  )
}

/**
 * The discount from the slopes between pairs a half, a quarter and an eighth of the chain apart: their
 * median, weighted by how well each is known. The short distances matter where only one corner of the chain
 * is quoted tightly.
 *
 * @param pairs two or more, strikes ascending
 */
export function roughDiscount(pairs: readonly ParityPair[]): number {
  const slopes: [number, number][] = []
  for (const share of [2, 4, 8]) {
    const apart = Math.max(1, Math.floor(pairs.length / share))
    for (let i = apart; i < pairs.length; i++) {
      const [left, right] = [pairs[i - apart]!, pairs[i]!]
      const width = right.strike - left.strike
      if (!(width > 0)) continue
      const weight = (width / (left.halfWidth + right.halfWidth)) ** 2
      slopes.push([(left.difference - right.difference) / width, weight])
    }
  }
  return weightedMedian(slopes)
}
