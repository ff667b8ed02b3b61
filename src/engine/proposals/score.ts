import type { Settings } from '../../domain/settings/settings.ts'
import type { ScorePart } from '../../ports/store/proposal-store.ts'
import type { Candidate } from './candidate.ts'
import { decidingDelta, ivRank, popOf, priceOverWidth, rewardOverRisk, skewOf, trendOf } from './measures.ts'

/** A score and the parts that it is the weighted mean of. */
export interface Score {
  /** 0 to 100; NaN when no part could be had. */
  readonly score: number
  readonly parts: readonly ScorePart[]
}

interface Part {
  readonly name: string
  /** Hundredths of the whole. */
  readonly weight: number
  /** 0 to 1; NaN when not available. */
  readonly value: number
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

/** 1 in the middle of the band that the settings allow, 0 at its ends. */
function deltaFitness(candidate: Candidate, low: number, high: number): number {
  const middle = (low + high) / 2
  const half = Math.max(0.005, (high - low) / 2)
  return clamp(1 - Math.abs(decidingDelta(candidate, middle) - middle) / half)
}

/** 1 when nothing lies between bid and ask; 1/24 of the ask, averaged over the legs, brings it to 0. */
function liquidity({ series, rows }: Candidate): number {
  const lost = rows.reduce((sum, row) => sum + (series.ask[row]! - series.bid[row]!) / series.ask[row]!, 0)
  return clamp(1 - (24 * lost) / rows.length)
}

/** Best in the middle of the range: little premium below, a falling market above. */
function creditIvRank(rank: number): number {
  return clamp(1 - 7.5 * Math.abs(rank / 100 - 0.45))
}

/** 1 from 20 to 50, from there falling to 0.6 within 10 below and 20 above: dear options cost a debit, but do not bar it. */
function debitIvRank(rank: number): number {
  const away = rank < 20 ? (20 - rank) / 10 : Math.max(0, rank - 50) / 20
  return 1 - 0.4 * clamp(away)
}

function creditParts(candidate: Candidate, settings: Settings): readonly Part[] {
  const [low, high] = [settings['entry.short_delta_min'], settings['entry.short_delta_max']]
  return [
    { name: 'pop', weight: 40, value: clamp((popOf(candidate) - 0.5) / 0.4) },
    { name: 'credit', weight: 25, value: 1 / (1 + Math.exp(-15 * (priceOverWidth(candidate) - 0.22))) },
    { name: 'iv_rank', weight: 20, value: creditIvRank(ivRank(candidate)) },
    { name: 'delta', weight: 8, value: deltaFitness(candidate, low, high) },
    { name: 'liquidity', weight: 4, value: liquidity(candidate) },
    { name: 'skew', weight: 3, value: clamp((0.5 - skewOf(candidate)) / 0.4) },
  ]
}

function debitParts(candidate: Candidate, settings: Settings): readonly Part[] {
  const [low, high] = [settings['entry.long_delta_min'], settings['entry.long_delta_max']]
  return [
    { name: 'trend', weight: 30, value: trendOf(candidate) / 100 },
    { name: 'delta', weight: 25, value: deltaFitness(candidate, low, high) },
    { name: 'reward_risk', weight: 25, value: clamp(0.5 + (rewardOverRisk(candidate) - 1) / 0.4) },
    { name: 'iv_rank', weight: 10, value: debitIvRank(ivRank(candidate)) },
    { name: 'liquidity', weight: 10, value: liquidity(candidate) },
  ]
}

/**
 * The score of a candidate, 0 to 100, with its parts. A part that cannot be had has score null and weight 0, and
 * the weights of the others are scaled up to 1 together, where everybody can see it; nothing is put in its place.
 *
 * Credit: probability of profit 40 (0 at 0.5, full at 0.9), credit over width 25 (logistic around 0.22), IV rank
 * 20 (best at 45), delta within its band 8, liquidity 4, skew 3 (full to 0.10, none at 0.50). Debit: trend 30,
 * delta 25, reward over risk 25 (half at 1.0, full at 1.2), IV rank 10, liquidity 10. Starting points to be tested.
 */
export function scoreOf(candidate: Candidate, settings: Settings): Score {
  const parts = (candidate.shape.effect === 'credit' ? creditParts : debitParts)(candidate, settings)
  let weights = 0
  let sum = 0
  for (const { weight, value } of parts) {
    if (Number.isNaN(value)) continue
    weights += weight
    sum += weight * value
  }
  return {
    score: (100 * sum) / weights,
    parts: parts.map(({ name, weight, value }) =>
      Number.isNaN(value)
        ? { part: name, score: null, weight: 0 }
        : { part: name, score: 100 * value, weight: weight / weights },
    ),
  }
}
