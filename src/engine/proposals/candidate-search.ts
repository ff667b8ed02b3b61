import type { Strategy } from '../../domain/spread/strategy-table.ts'
import { type Candidate, type CandidateShape, candidateShape, eachCandidate } from './candidate.ts'
import { ACCEPTED, type CandidateColumns, STRIKES_KEPT } from './candidate-columns.ts'
import { CANDIDATE_RULES, type CandidateRule, candidateRules, firstRefusal } from './candidate-rule.ts'
import { type JudgedMarket, judgeMarket } from './judged-market.ts'
import type { ProposalInput } from './proposal-input.ts'
import { scoreOf } from './score.ts'
import { type Series, seriesInWindow } from './series.ts'

/** A candidate that reached the last rule, with its score. */
export interface ScoredCandidate {
  readonly candidate: Candidate
  /** Its row in the columns. */
  readonly at: number
  readonly score: number
  readonly accepted: boolean
}

/** Everything that was looked at. */
export interface CandidateSearch {
  readonly markets: readonly JudgedMarket[]
  /** Enabled underlyings of which no market was handed in. */
  readonly unread: readonly string[]
  readonly series: readonly Series[]
  readonly columns: CandidateColumns
  readonly scored: readonly ScoredCandidate[]
}

interface Judge {
  readonly shape: CandidateShape
  readonly rules: readonly CandidateRule[]
  /** The rule's position in `CANDIDATE_RULES`, for each of `rules`. */
  readonly codes: readonly number[]
}

function judgesOf(strategies: readonly Strategy[], { settings }: ProposalInput): readonly Judge[] {
  return strategies.map((strategy) => {
    const shape = candidateShape(strategy)
    const rules = candidateRules(shape.effect, settings)
    return { shape, rules, codes: rules.map(({ name }) => CANDIDATE_RULES.indexOf(name)) }
  })
}

/** Whether the deciding legs of a wing may pass the delta band: what cannot is not combined with other wings. */
function wingAccepted(
  { shape, rules }: Judge,
  series: Series,
  rows: readonly number[],
  firstLeg: number,
): boolean {
  const { low, high } = rules.find(({ name }) => name === 'delta_band')!
  return shape.deciding.every((leg) => {
    if (leg < firstLeg || leg > firstLeg + 1) return true
    const delta = Math.abs(series.delta[rows[leg - firstLeg]!]!)
    return delta >= low && delta <= high
  })
}

/** Growing columns; turned into typed ones at the end. */
interface Rows {
  readonly seriesOf: number[]
  readonly strategyOf: number[]
  readonly strikes: number[]
  readonly refusal: number[]
}

function judgeSeries(
  input: ProposalInput,
  series: Series,
  seriesAt: number,
  judges: readonly Judge[],
  into: Rows,
  scored: ScoredCandidate[],
): void {
  for (const [strategyAt, judge] of judges.entries()) {
    const { shape, rules, codes } = judge
    const visit = (rows: readonly number[]): void => {
      const candidate = { shape, series, rows }
      const refused = firstRefusal(rules, candidate)
      const at = into.refusal.length
      into.seriesOf.push(seriesAt)
      into.strategyOf.push(strategyAt)
      for (let leg = 0; leg < STRIKES_KEPT; leg++)
        into.strikes.push(leg < rows.length ? series.strike[rows[leg]!]! : 0)
      into.refusal.push(refused < 0 ? ACCEPTED : codes[refused]!)
      if (refused >= 0 && refused < rules.length - 1) return
      const kept = { ...candidate, rows: [...rows] }
      scored.push({ candidate: kept, at, score: scoreOf(kept, input.settings).score, accepted: refused < 0 })
    }
    const accepts = (rows: readonly [number, number], firstLeg: number) =>
      wingAccepted(judge, series, rows, firstLeg)
    eachCandidate(shape, series, input.settings['entry.width'], accepts, visit)
  }
}

/**
 * Builds and judges every candidate: of each enabled underlying (in the order of the setting), each series in the
 * window, each strategy. The first rule that rejects a candidate ends its judgement here.
 *
 * @param strategies those of the settings, unless others are asked for
 */
export function searchCandidates(
  input: ProposalInput,
  strategies: readonly Strategy[] = input.settings['entry.strategies'],
): CandidateSearch {
  const judges = judgesOf(strategies, input)
  const rows: Rows = { seriesOf: [], strategyOf: [], strikes: [], refusal: [] }
  const [markets, allSeries, scored, unread]: [JudgedMarket[], Series[], ScoredCandidate[], string[]] = [
    [],
    [],
    [],
    [],
  ]
  for (const underlying of input.settings['entry.underlyings']) {
    const market = input.markets.find((each) => each.underlying === underlying)
    if (market === undefined) {
      unread.push(underlying)
      continue
    }
    const judged = judgeMarket(input, market)
    markets.push(judged)
    for (const series of seriesInWindow(input, judged, market.chains)) {
      judgeSeries(input, series, allSeries.length, judges, rows, scored)
      allSeries.push(series)
    }
  }
  const columns: CandidateColumns = {
    series: allSeries.map(({ market, root, expiration }) => ({
      underlying: market.underlying,
      root,
      expiration,
    })),
    strategies,
    rules: CANDIDATE_RULES,
    seriesOf: Uint16Array.from(rows.seriesOf),
    strategyOf: Uint8Array.from(rows.strategyOf),
    strikes: Int32Array.from(rows.strikes),
    refusal: Uint8Array.from(rows.refusal),
  }
  return { markets, unread, series: allSeries, columns, scored }
}
