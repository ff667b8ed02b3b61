import type { TickRule } from '../../domain/money/tick-rule.ts'
import type { OptionSlice } from './option-slice.ts'
import { hashUniform } from './random-stream.ts'
import type { ExpirationView } from './underlying-state.ts'

/** What the widths of a slice's quotes depend on. */
export interface WidthInput {
  readonly slice: OptionSlice
  readonly view: ExpirationView
  /** Dollars, a row a contract. */
  readonly fair: Float64Array
  readonly volatility: Float64Array
  readonly illiquidity: number
}

const UNITS = 10_000
/** Of the time value and of the whole value, on either side. */
const TIME_VALUE_SHARE = 0.006
const VALUE_SHARE = 0.0008
const MOST_DEVIATIONS = 4
/** Rounding of a float price must not move a quote by a tick. */
const FUZZ = 1e-7

/**
 * Puts a bid below and an ask above each fair value, on the grid of the product's ticks, in units of
 * `Price`. The half width is half a tick, a share of the time value and a smaller one of the value, growing with the
 * distance from the money in deviations and with illiquidity, times a factor of the contract's own between 0.8 and 1.4.
 * The fair value always lies between them, so no combination of quotes beats the arbitrage-free surface. A bid
 * under the first tick is 0.
 */
export function fillQuotes(input: WidthInput, bid: Int32Array, ask: Int32Array): void {
  const { slice, view, fair, volatility, illiquidity } = input
  const { strike, isCall } = slice.columns
  const { below, threshold, atOrAbove } = slice.product.tick
  const rootYears = Math.sqrt(view.years)
  for (let row = 0; row < fair.length; row++) {
    const value = fair[row]!
    const k = strike[row]!
    const intrinsic = Math.max(0, isCall[row] === 1 ? view.spot - k : k - view.spot)
    const deviations = Math.abs(Math.log(k / view.forward)) / (volatility[row]! * rootYears)
    const distance = 1 + 0.5 * Math.min(MOST_DEVIATIONS, deviations)
    const share = TIME_VALUE_SHARE * Math.max(0, value - intrinsic) + VALUE_SHARE * value
    const own = 0.8 + 0.6 * hashUniform(slice.salts[row]!, 1)
    const units = value * UNITS
    const tick = units < threshold ? below : atOrAbove
    const half =
      0.5 * tick * Math.min(2, Math.sqrt(illiquidity)) + share * UNITS * distance * illiquidity * own
    bid[row] = tickDown(Math.max(0, units - half), below, threshold, atOrAbove)
    ask[row] = tickUp(Math.max(units + half, below), below, threshold, atOrAbove)
  }
}

function tickDown(units: number, below: number, threshold: number, atOrAbove: number): number {
  const tick = units + FUZZ < threshold ? below : atOrAbove
  return Math.floor((units + FUZZ) / tick) * tick
}

function tickUp(units: number, below: number, threshold: number, atOrAbove: number): number {
  const tick = units - FUZZ < threshold ? below : atOrAbove
  return Math.ceil((units - FUZZ) / tick) * tick
}

/** The tick nearest to a value in dollars, one tick at least, in units of `Price`: what a trade prints at. */
export function toTickUnits({ below, threshold, atOrAbove }: TickRule, dollars: number): number {
  const units = dollars * UNITS
  const tick = units < threshold ? below : atOrAbove
  return Math.max(below, Math.round(units / tick) * tick)
}
