import { formatOccSymbol } from '../domain/option/occ-symbol.ts'
import type { AnalysedContract } from '../service/chain/chain-analysis.ts'
import { dollarsOf } from '../service/price/payoff-position.ts'
import type { RecordingScan } from '../service/scan/scan-recording.ts'
import type { ScanRules } from '../service/scan/scan-rules.ts'
import type { VerticalCandidate } from '../service/scan/vertical.ts'

function candidateDocument(candidate: VerticalCandidate) {
  const { root, expiration, short, long, natural, mid } = candidate
  const symbol = ({ type, strike }: AnalysedContract): string =>
    formatOccSymbol({ root, expiration, type, strike })
  return {
    strategy: candidate.strategy,
    root,
    expiration,
    dte: candidate.dte,
    strikes: candidate.strikes.map(dollarsOf),
    short: { symbol: symbol(short), delta: short.delta, iv: short.iv },
    long: { symbol: symbol(long), delta: long.delta, iv: long.iv },
    natural: { effect: natural.effect, amount: dollarsOf(natural.amount) },
    mid: { effect: mid.effect, amount: dollarsOf(mid.amount) },
    maxProfit: candidate.maxProfitCents / 100,
    maxLoss: candidate.maxLossCents / 100,
    breakeven: dollarsOf(candidate.breakeven),
    returnOnRisk: candidate.returnOnRisk,
    probabilityOfProfit: candidate.probabilityOfProfit,
    expectedValue: candidate.expectedValueCents / 100,
  }
}

/**
 * A scan as JSON: dollars of one spread at its natural price, prices dollars per share, probabilities
 * fractions. `rules` is what was accepted; `refused` counts pairs by the first rule that each broke.
 *
 *     { isSample, rules, expirations: { scanned: [{ root, expiration, dte }], outOfRange: (same) }, judged,
 *       refused: { RULE: number },
 *       candidates: [{ strategy, root, expiration, dte, strikes, short: { symbol, delta, iv }, long: (same),
 *                      natural: { effect, amount }, mid: (same), maxProfit, maxLoss, breakeven,
 *                      returnOnRisk, probabilityOfProfit, expectedValue }] }
 */
export function scanDocument(scan: RecordingScan, rules: ScanRules, isSample: boolean) {
  return {
    isSample,
    rules: {
      ...rules,
      widths: rules.widths.map(dollarsOf),
      debitMin: dollarsOf(rules.debitMin),
      debitMax: dollarsOf(rules.debitMax),
      legSpreadMax: dollarsOf(rules.legSpreadMax),
    },
    expirations: {
      scanned: scan.chains.map(({ root, expiration, dte }) => ({ root, expiration, dte })),
      outOfRange: scan.outOfRange,
    },
    judged: scan.judged,
    refused: Object.fromEntries(scan.refused.map(({ code, count }) => [code, count])),
    candidates: scan.candidates.map(candidateDocument),
  }
}
