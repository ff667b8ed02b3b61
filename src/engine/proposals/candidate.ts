import { invariant } from '../../domain/invariant.ts'
import type { Price } from '../../domain/money/price.ts'
import { type Outlook, type Strategy, strategyShape } from '../../domain/spread/strategy-table.ts'
import type { CandidateName } from './candidate-name.ts'
import { type Series, seriesKey } from './series.ts'

/** A strategy as the search for candidates needs it; made from its row of the strategy table alone. */
export interface CandidateShape {
  readonly strategy: Strategy
  readonly effect: 'credit' | 'debit'
  readonly outlook: Outlook
  /** 1 for a call, 0 for a put, a leg each, ascending strikes. */
  readonly isCall: readonly number[]
  /** + bought, - sold. */
  readonly signs: readonly (1 | -1)[]
  /** The legs whose delta decides: the short ones of a credit, the long ones of a debit. */
  readonly deciding: readonly number[]
}

/**
 * One spread that could be opened: rows of a series, a leg each, in the order of the strategy's row. A cursor:
 * while candidates are searched, one object goes from one to the next.
 */
export interface Candidate {
  readonly shape: CandidateShape
  readonly series: Series
  readonly rows: readonly number[]
}

/**
 * The shape of a strategy.
 *
 * @example
 * candidateShape('BULL_PUT_CREDIT').deciding // => [1]
 */
export function candidateShape(strategy: Strategy): CandidateShape {
  const { effect, outlook, legs } = strategyShape(strategy)
  const role = effect === 'credit' ? 'short' : 'long'
  return {
    strategy,
    effect,
    outlook,
    isCall: legs.map(({ type }) => (type === 'call' ? 1 : 0)),
    signs: legs.map((leg) => (leg.role === 'long' ? 1 : -1)),
    deciding: legs.flatMap((leg, i) => (leg.role === role ? [i] : [])),
  }
}

/** Rows of the two strikes of each wing `width` apart, of one type, ascending. */
function wingsOf(series: Series, isCall: number, width: Price): readonly (readonly [number, number])[] {
  const wings: (readonly [number, number])[] = []
  for (let row = 0; row < series.strike.length; row++) {
    if (series.isCall[row] !== isCall) continue
    const upper = series.rowOf.get(seriesKey(series.strike[row]! + width, isCall))
    if (upper !== undefined) wings.push([row, upper])
  }
  return wings
}

/**
 * Calls `visit` with the rows of every candidate of a shape: verticals of the width, or, of a strategy of several
 * wings, every combination in which each lies above the one before it. Ascending by the lowest strike. The array
 * is reused from call to call.
 *
 * @param accepts leaves out wings beforehand, where there are several; the combinations are too many otherwise
 */
export function eachCandidate(
  shape: CandidateShape,
  series: Series,
  width: Price,
  accepts: (rows: readonly [number, number], firstLeg: number) => boolean,
  visit: (rows: readonly number[]) => void,
): void {
  const { isCall } = shape
  invariant(isCall.length % 2 === 0, 'candidates are made of verticals')
  const wings: (readonly (readonly [number, number])[])[] = []
  for (let leg = 0; leg < isCall.length; leg += 2) {
    invariant(isCall[leg] === isCall[leg + 1], 'the legs of a wing are of one type')
    const all = wingsOf(series, isCall[leg]!, width)
    wings.push(isCall.length === 2 ? all : all.filter((rows) => accepts(rows, leg)))
  }
  const rows: number[] = []
  const extend = (wing: number, above: number): void => {
    if (wing === wings.length) {
      visit(rows)
      return
    }
    for (const [lower, upper] of wings[wing]!) {
      if (series.strike[lower]! <= above) continue
      rows[2 * wing] = lower
      rows[2 * wing + 1] = upper
      extend(wing + 1, series.strike[upper]!)
    }
  }
  extend(0, 0)
}

/** The candidate of a name in its series; null when the series lists no such contracts. */
export function candidateIn(
  series: Series,
  { strategy, strikes }: Pick<CandidateName, 'strategy' | 'strikes'>,
): Candidate | null {
  const shape = candidateShape(strategy)
  const rows: number[] = []
  for (const [leg, strike] of strikes.entries()) {
    const row = series.rowOf.get(seriesKey(strike, shape.isCall[leg]!))
    if (row === undefined) return null
    rows.push(row)
  }
  return rows.length === shape.isCall.length ? { shape, series, rows } : null
}
