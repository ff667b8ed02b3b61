import { chainGreeks, type GreekColumns, greekColumns } from '../../domain/pricing/batch-greeks.ts'
import type { ExpirationTerms } from '../../domain/pricing/chain-columns.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { OptionSlice } from './option-slice.ts'
import { fillQuotes } from './quote-width.ts'
import type { ExpirationView, ForwardView } from './underlying-state.ts'

/** The quotes of a slice at an instant, a row a contract. */
export interface SliceBook {
  readonly at: MarketTime
  /** What the model gives, dollars; bid and ask stand about it. */
  readonly fair: Float64Array
  /** Units of `Price`, on the grid of the product's ticks; a bid of 0 is nobody's. */
  readonly bid: Int32Array
  readonly ask: Int32Array
  readonly volatility: Float64Array
  /** Of the European option with the same terms. */
  readonly greeks: GreekColumns
  /** What it was priced with, for implied volatilities. */
  readonly terms: ExpirationTerms
}

/** Volatilities of an expiration's strikes, a row a contract. */
export type SmileFill = (view: ForwardView, strike: Float64Array, out: Float64Array) => void

/**
 * Prices a slice and puts quotes about the prices. European options are priced by Black's formula on the forward.
 * American ones are worth the best of being kept, exercised now, and kept to a dividend: calls to the close before an
 * ex-day (the pseudo-American value of Black, "Fact and fantasy in the use of options", 1975), puts to the open of
 * one. That is a lower bound, which leaves no arbitrage of exercise.
 *
 * @param illiquidity how wide the quotes are, 1 for the tightest
 */
export function priceSlice(
  slice: OptionSlice,
  view: ExpirationView,
  fill: SmileFill,
  illiquidity: number,
  at: MarketTime,
): SliceBook {
  const rows = slice.symbols.length
  const { columns, product } = slice
  const volatility = new Float64Array(rows)
  fill(view, columns.strike, volatility)
  const terms = termsOf(view)
  const greeks = chainGreeks(columns, terms, volatility)
  const fair = greeks.price.slice()
  if (product.exercise === 'american') raiseToExercise(slice, view, fill, fair)
  const bid = new Int32Array(rows)
  const ask = new Int32Array(rows)
  fillQuotes({ slice, view, fair, volatility, illiquidity }, bid, ask)
  return { at, fair, bid, ask, volatility, greeks, terms }
}

function termsOf({ spot, forward, discount, years }: ForwardView): ExpirationTerms {
  return {
    spot: Float64Array.of(spot),
    forward: Float64Array.of(forward),
    discount: Float64Array.of(discount),
    years: Float64Array.of(years),
  }
}

function raiseToExercise(
  slice: OptionSlice,
  view: ExpirationView,
  fill: SmileFill,
  fair: Float64Array,
): void {
  const { strike, isCall } = slice.columns
  for (const early of view.beforeDividends) raiseTo(earlyValues(slice, early, fill), fair, isCall, 1)
  for (const early of view.afterDividends) raiseTo(earlyValues(slice, early, fill), fair, isCall, 0)
  for (let row = 0; row < fair.length; row++) {
    const exercised = isCall[row] === 1 ? view.spot - strike[row]! : strike[row]! - view.spot
    if (exercised > fair[row]!) fair[row] = exercised
  }
}

function raiseTo(values: Float64Array, fair: Float64Array, isCall: Uint8Array, type: 0 | 1): void {
  for (let row = 0; row < fair.length; row++) {
    if (isCall[row] === type && values[row]! > fair[row]!) fair[row] = values[row]!
  }
}

function earlyValues(slice: OptionSlice, view: ForwardView, fill: SmileFill): Float64Array {
  const volatility = new Float64Array(slice.symbols.length)
  fill(view, slice.columns.strike, volatility)
  const out = greekColumns(volatility.length)
  return chainGreeks(slice.columns, termsOf(view), volatility, out).price
}
