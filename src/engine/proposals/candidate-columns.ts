import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { price } from '../../domain/money/price.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'
import type { CandidateName } from './candidate-name.ts'
import type { CandidateRuleName } from './candidate-rule.ts'

/** A series whose candidates were judged. */
export interface JudgedSeries {
  readonly underlying: string
  readonly root: string
  readonly expiration: TradingDay
}

/** Strikes kept of each candidate; 0 where it has fewer legs. */
export const STRIKES_KEPT = 4

/** The refusal of a candidate that every rule passed. */
export const ACCEPTED = 255

/**
 * Every candidate of a run, a row each, in the order in which they were judged: some 20 bytes instead of a full
 * trace, which `explainCandidate` gives again from the same input.
 */
export interface CandidateColumns {
  readonly series: readonly JudgedSeries[]
  readonly strategies: readonly Strategy[]
  readonly rules: readonly CandidateRuleName[]
  /** Index into `series`. */
  readonly seriesOf: Uint16Array
  /** Index into `strategies`. */
  readonly strategyOf: Uint8Array
  /** `STRIKES_KEPT` a candidate, units of `Price`. */
  readonly strikes: Int32Array
  /** Index into `rules` of the first that rejected it, or `ACCEPTED`. */
  readonly refusal: Uint8Array
}

/** The name of a candidate of the columns. */
export function candidateName(columns: CandidateColumns, at: number): CandidateName {
  const series = columns.series[columns.seriesOf[at]!]!
  const strikes = [...columns.strikes.subarray(at * STRIKES_KEPT, (at + 1) * STRIKES_KEPT)]
  return {
    strategy: columns.strategies[columns.strategyOf[at]!]!,
    underlying: series.underlying,
    root: series.root,
    expiration: series.expiration,
    strikes: strikes.filter((strike) => strike > 0).map(price),
  }
}
