import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import { chainGreeks } from '../../domain/pricing/batch-greeks.ts'
import { impliedVolatilities } from '../../domain/pricing/batch-implied-volatility.ts'
import { forwardFromParity, type ParityCode, type ParityForward } from '../../domain/pricing/forward.ts'
import { forwardFromAmericanParity } from '../../domain/pricing/forward-american.ts'
import type { ParityQuotes } from '../../domain/pricing/parity-pairs.ts'
import type { Result } from '../../domain/refusal.ts'

/** What our own model says of a series; NaN where the quotes do not tell. */
export interface SeriesFigures {
  readonly years: number
  /** Dollars per share. */
  readonly forward: number
  readonly discount: number
  /** Volatility that each mid implies, per square root of a year. */
  readonly iv: Float64Array
  /** Per share. */
  readonly delta: Float64Array
}

/** Quotes of a series in units of `Price`, ascending strikes, the call before the put. */
export interface SeriesQuotes {
  readonly root: string
  readonly strike: Float64Array
  readonly isCall: Uint8Array
  readonly bid: Float64Array
  readonly ask: Float64Array
  /** Dollars; NaN when unknown. */
  readonly spot: number
  readonly years: number
  /** A year, where the quotes do not tell it. */
  readonly rate: number
}

/** Strikes at which both sides are listed. */
function parityQuotes({ strike, isCall, bid, ask }: SeriesQuotes): ParityQuotes {
  const calls: number[] = []
  for (let row = 0; row + 1 < strike.length; row++) {
    if (isCall[row] === 1 && strike[row + 1] === strike[row]) calls.push(row)
  }
  const column = (values: Float64Array, step: 0 | 1): number[] =>
    calls.map((row) => values[row + step]! / PRICE_UNITS_PER_DOLLAR)
  return {
    strike: column(strike, 0),
    callBid: column(bid, 0),
    callAsk: column(ask, 0),
    putBid: column(bid, 1),
    putAsk: column(ask, 1),
  }
}

/** European quotes tell forward and discount; few of them, or American ones, only the forward at a known rate. */
function parityOf(series: SeriesQuotes): Result<ParityForward, ParityCode> {
  const quotes = parityQuotes(series)
  const { root, spot, years, rate } = series
  const american = productOfRoot(root).exercise === 'american'
  if (american && spot > 0) return forwardFromAmericanParity({ quotes, spot, years, rate })
  const discount = Math.exp(-rate * years)
  if (american) return forwardFromParity({ quotes, discount, style: 'american' })
  const parity = forwardFromParity({ quotes })
  return parity.ok ? parity : forwardFromParity({ quotes, discount })
}

/**
 * Forward and discount of a series by put-call parity, and the implied volatility of each mid and the delta at it,
 * by the European model on that forward. Without time, or where parity has no answer, all is NaN: no forward is
 * made up, as a delta on a guessed one would pass its band by luck.
 */
export function seriesFigures(series: SeriesQuotes): SeriesFigures {
  const { strike, isCall, bid, ask, years, spot } = series
  const rows = strike.length
  const parity = years > 0 ? parityOf(series) : null
  if (parity?.ok !== true) {
    const none = new Float64Array(rows).fill(Number.NaN)
    return { years, forward: Number.NaN, discount: Number.NaN, iv: none, delta: none }
  }
  const { forward, discount } = parity.value
  const one = (value: number): Float64Array => Float64Array.of(value)
  const terms = {
    spot: one(spot > 0 ? spot : forward),
    forward: one(forward),
    discount: one(discount),
    years: one(years),
  }
  const contracts = {
    expiration: new Uint16Array(rows),
    strike: strike.map((units) => units / PRICE_UNITS_PER_DOLLAR),
    isCall,
  }
  const mids = bid.map((low, row) =>
    low <= ask[row]! ? (low + ask[row]!) / (2 * PRICE_UNITS_PER_DOLLAR) : Number.NaN,
  )
  const implied = impliedVolatilities(contracts, terms, mids)
  return {
    years,
    forward,
    discount,
    iv: implied.volatility,
    delta: chainGreeks(contracts, terms, implied.volatility).delta,
  }
}
