import { ok, type Result, refuse } from '../refusal.ts'
import {
  type ParityPair,
  type ParityQuotes,
  parityPairs,
  roughDiscount,
  roughForward,
} from './parity-pairs.ts'

/** A chain's quotes of one expiration, and what is known beforehand. */
export interface ParityInput {
  readonly quotes: ParityQuotes
  /** Discount factor to the expiration; estimated from the quotes when left out. */
  readonly discount?: number
  /** Exercise style; for `american` the discount must be given. Default `european`. */
  readonly style?: 'european' | 'american'
}

/** What put-call parity says about one expiration. */
export interface ParityForward {
  /** Forward of the underlying, dollars per share. */
  readonly forward: number
  readonly discount: number
  /** Pairs of call and put that were used. */
  readonly pairs: number
  /** Of these, how many cannot trade at parity with the answer within their bid and ask. */
  readonly outside: number
}

/** Why no forward can be told, in the order of the checks. */
export type ParityCode =
  | 'columns_must_have_equal_length'
  | 'discount_must_be_positive'
  | 'american_quotes_need_a_discount'
  | 'too_few_quoted_pairs'
  | 'quotes_contradict_parity'

/** Pairs nearest to the money that are used with a known discount, by style. */
const NEAREST = { european: 12, american: 4 } as const
/** Without a known discount: how far from the forward a strike may lie, as a share of it. */
const REACH = 0.3
const LEAST_PAIRS = { known: 1, unknown: 4 } as const
const ROUNDS = 12

/**
 * The forward of an expiration, and its discount factor unless given, from put-call parity
 * call - put = discount (forward - strike) (Stoll 1969).
 *
 * The line is fitted to the mid prices by least squares, weighted by the inverse square of the width of the
 * quotes and, in rounds, less the farther a pair lies off the line beyond its own width, so that a few stale
 * quotes do not move it. The forward is then brought into the band in which every pair used could trade at
 * parity, if there is one. A known discount uses only the 12 pairs nearest to the money; an unknown one all
 * within 30 % of the forward, since the slope needs distance.
 *
 * American options obey parity only as an inequality: call - put is too low by the put's early exercise
 * premium and too high by the call's. At the money over a month that is cents, in the money far more, so the
 * slope says nothing, the discount must be given, and only the 4 nearest pairs are used. What bias is left
 * pulls the forward down when rates exceed dividends; `forwardFromAmericanParity` takes it out.
 *
 * Refusals in the order of `ParityCode`.
 *
 * @example
 * const quotes = { strike: [95, 100, 105], callBid: [6.9, 3.4, 1.2], callAsk: [7.1, 3.6, 1.4], putBid: [1, 2.45, 5.2], putAsk: [1.2, 2.65, 5.4] }
 * const parity = forwardFromParity({ quotes, discount: 0.99 })
 * parity.ok && parity.value.forward // => ≈ 100.9596
 */
export function forwardFromParity(input: ParityInput): Result<ParityForward, ParityCode> {
  const { quotes, discount, style = 'european' } = input
  const columns = [quotes.callBid, quotes.callAsk, quotes.putBid, quotes.putAsk]
  if (columns.some((column) => column.length !== quotes.strike.length)) {
    return refuse(
      'columns_must_have_equal_length',
      'Each strike needs a bid and an ask of its call and its put.',
    )
  }
  if (discount !== undefined && !(discount > 0 && discount < Number.POSITIVE_INFINITY)) {
    return refuse('discount_must_be_positive', `The discount factor is ${discount}; it must be above 0.`)
  }
  if (discount === undefined && style === 'american') {
    return refuse(
      'american_quotes_need_a_discount',
      'Early exercise bends parity, so give the discount factor.',
    )
  }
  const pairs = parityPairs(quotes).sort((a, b) => a.strike - b.strike)
  const least = discount === undefined ? LEAST_PAIRS.unknown : LEAST_PAIRS.known
  const distinct = new Set(pairs.map((pair) => pair.strike)).size
  if (distinct < least) {
    return refuse(
      'too_few_quoted_pairs',
      `Only ${distinct} strikes have a bid and an ask for both call and put; at least ${least} are needed.`,
    )
  }
  return discount === undefined ? fitBoth(pairs) : fitForward(pairs, discount, NEAREST[style])
}

/**
 * The continuous dividend yield that carries the spot to the forward, rate - ln(forward / spot) / years;
 * for a stock that is dear to borrow it holds the cost of borrowing too.
 *
 * @param years above zero
 * @example
 * impliedDividendYield(100, 103, 1, 0.05) // => ≈ 0.0204411978
 */
export function impliedDividendYield(spot: number, forward: number, years: number, rate: number): number {
  return rate - Math.log(forward / spot) / years
}

function fitForward(
  all: readonly ParityPair[],
  discount: number,
  count: number,
): Result<ParityForward, ParityCode> {
  const rough = roughForward(all, discount)
  const pairs = [...all]
    .sort((a, b) => Math.abs(a.strike - rough) - Math.abs(b.strike - rough))
    .slice(0, count)
  let forward = roughForward(pairs, discount)
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0
    let total = 0
    for (const pair of pairs) {
      const weight = trust(pair, forward, discount)
      sum += weight * (pair.strike + pair.difference / discount)
      total += weight
    }
    forward = sum / total
  }
  return answer(pairs, forward, discount)
}

function fitBoth(all: readonly ParityPair[]): Result<ParityForward, ParityCode> {
  const start = roughDiscount(all)
  if (!(start > 0)) return contradiction()
  let forward = roughForward(all, start)
  let discount = start
  const pairs = all.filter((pair) => Math.abs(pair.strike - forward) <= REACH * forward)
  for (let round = 0; round < ROUNDS && pairs.length > 1; round++) {
    const weights = pairs.map((pair) => trust(pair, forward, discount))
    const total = weights.reduce((sum, weight) => sum + weight)
    const mean = (of: (pair: ParityPair) => number) =>
      pairs.reduce((sum, pair, i) => sum + weights[i]! * of(pair), 0) / total
    const strike = mean((pair) => pair.strike)
    const difference = mean((pair) => pair.difference)
    const spread = mean((pair) => (pair.strike - strike) ** 2)
    const slope = mean((pair) => (pair.strike - strike) * (pair.difference - difference)) / spread
    discount = -slope
    forward = strike + difference / discount
  }
  return answer(pairs, forward, discount)
}

/** The weight of a pair: the inverse square of its width, less when it lies off the line by more than that. */
function trust(pair: ParityPair, forward: number, discount: number): number {
  const off = (pair.difference - discount * (forward - pair.strike)) / pair.halfWidth
  return 1 / (pair.halfWidth ** 2 * (1 + off ** 4))
}

function answer(
  pairs: readonly ParityPair[],
  fitted: number,
  discount: number,
): Result<ParityForward, ParityCode> {
  if (!(fitted > 0 && discount > 0)) return contradiction()
  const center = (pair: ParityPair) => pair.strike + pair.difference / discount
  const low = Math.max(...pairs.map((pair) => center(pair) - pair.halfWidth / discount))
  const high = Math.min(...pairs.map((pair) => center(pair) + pair.halfWidth / discount))
  const forward = low <= high ? Math.min(high, Math.max(low, fitted)) : fitted
  const allowed = (pair: ParityPair) => (pair.halfWidth / discount) * (1 + 1e-9)
  const outside = pairs.filter((pair) => Math.abs(center(pair) - forward) > allowed(pair)).length
  return ok({ forward, discount, pairs: pairs.length, outside })
}

function contradiction(): Result<ParityForward, ParityCode> {
  return refuse('quotes_contradict_parity', 'No positive forward and discount factor fit these quotes.')
}
