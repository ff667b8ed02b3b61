import { addPrice } from '../../domain/money/price.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import type { ChainAnalysis } from '../chain/chain-analysis.ts'
import { judgeVertical, type VerticalPair } from './judge-vertical.ts'
import { SCAN_REFUSALS, type ScanRefusal, type ScanRules, VERTICALS } from './scan-rules.ts'
import type { VerticalCandidate } from './vertical.ts'

/** What a scan found. */
export interface VerticalScan {
  /** Best first: the highest expected value for each dollar at risk. */
  readonly candidates: readonly VerticalCandidate[]
  /** How many pairs of strikes were judged. */
  readonly judged: number
  /** How many fell by each rule, in the order of the rules; one pair falls by the first it breaks. */
  readonly refused: readonly { readonly code: ScanRefusal; readonly count: number }[]
  /** The expirations that were scanned. */
  readonly chains: readonly ChainAnalysis[]
}

/** Every pair of strikes of a chain that is one of the rules' widths apart, for each vertical strategy. */
function pairsOf({ strikes }: ChainAnalysis, rules: ScanRules): VerticalPair[] {
  const byStrike = new Map(strikes.map((row) => [row.strike, row]))
  return VERTICALS.flatMap((strategy) => {
    const { type } = strategyShape(strategy).legs[0]!
    return strikes.flatMap((row) =>
      rules.widths.flatMap((width) => {
        const lower = row[type]
        const upper = byStrike.get(addPrice(row.strike, width))?.[type] ?? null
        return lower === null || upper === null ? [] : [{ strategy, lower, upper }]
      }),
    )
  })
}

const edge = ({ expectedValueCents, maxLossCents }: VerticalCandidate): number =>
  expectedValueCents / maxLossCents

/**
 * Looks for vertical spreads in expirations of one underlying: judges every pair of strikes by the rules and
 * ranks those that pass. Nothing is ordered; a candidate is an observation of quotes.
 *
 * @param chains expirations within the rules' days; the others are not looked at here
 */
export function scanVerticals(chains: readonly ChainAnalysis[], rules: ScanRules): VerticalScan {
  const candidates: VerticalCandidate[] = []
  const counts = new Map<ScanRefusal, number>()
  let judged = 0
  for (const chain of chains) {
    for (const pair of pairsOf(chain, rules)) {
      const answer = judgeVertical(pair, chain, rules)
      judged += 1
      if (answer.ok) candidates.push(answer.value)
      else counts.set(answer.code, (counts.get(answer.code) ?? 0) + 1)
    }
  }
  return {
    candidates: candidates.sort((a, b) => edge(b) - edge(a)),
    judged,
    refused: SCAN_REFUSALS.flatMap((code) => (counts.has(code) ? [{ code, count: counts.get(code)! }] : [])),
    chains,
  }
}
