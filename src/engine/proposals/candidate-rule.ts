import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import type { RuleOutcome } from '../../ports/store/proposal-store.ts'
import type { Candidate } from './candidate.ts'
import {
  adjustedLegs,
  crossedLegs,
  decidingDelta,
  ivRank,
  leastOpenInterest,
  listed,
  oldestQuote,
  openingPrice,
  outOfTheMoney,
  popOf,
  priceOverWidth,
  rewardOverRisk,
  skewOf,
  trendOf,
  unquotedLegs,
  widestLeg,
  widestLegOverMid,
  worthlessAsks,
} from './measures.ts'
import { scoreOf } from './score.ts'

/** The rules by name, in the order in which they are asked; credit and debit leave some out. */
export const CANDIDATE_RULES = [
  'expiration_listed',
  'contract_standard',
  'quote_present',
  'quote_above_zero',
  'quote_not_crossed',
  'quote_fresh',
  'moneyness',
  'delta_band',
  'price',
  'credit_fraction',
  'reward_risk',
  'probability_of_profit',
  'iv_rank',
  'skew',
  'open_interest',
  'leg_spread',
  'leg_spread_fraction',
  'regime_known',
  'regime',
  'trend',
  'score',
] as const

/** The name of a rule. */
export type CandidateRuleName = (typeof CANDIDATE_RULES)[number]

/** One rule: what it measures, and the bounds, both included, within which that passes. */
export interface CandidateRule {
  readonly name: CandidateRuleName
  /** NaN when it cannot be measured: "not evaluated", which rejects as a failure does. */
  readonly measure: (candidate: Candidate) => number
  readonly low: number
  readonly high: number
  /** The bounds in words. */
  readonly threshold: string
  /** Switched off by a setting: neither measured nor rejecting, and said to be off. */
  readonly off: boolean
}

type Measure = (candidate: Candidate) => number

const NONE = Number.NEGATIVE_INFINITY
const ANY = Number.POSITIVE_INFINITY
/** The least number above 0, as a bound that excludes 0. */
const ABOVE_ZERO = Number.MIN_VALUE
/** The largest number below 1. */
const BELOW_ONE = 1 - Number.EPSILON / 2

function rule(
  name: CandidateRuleName,
  measure: Measure,
  low: number | null,
  high: number | null,
  threshold: string,
  off = false,
): CandidateRule {
  return { name, measure, low: low ?? NONE, high: high ?? ANY, threshold, off }
}

/** A rule that a setting may switch off. */
function optional(
  name: CandidateRuleName,
  measure: Measure,
  side: 'at least' | 'at most',
  bound: number | null,
): CandidateRule {
  const [low, high] = side === 'at least' ? [bound, null] : [null, bound]
  return rule(name, measure, low, high, `${side} ${bound}`, bound === null)
}

/** A least and a most of which each may be off. */
function band(
  name: CandidateRuleName,
  measure: Measure,
  low: number | null,
  high: number | null,
): CandidateRule {
  const words = [low === null ? '' : `at least ${low}`, high === null ? '' : `at most ${high}`]
  return rule(
    name,
    measure,
    low,
    high,
    words.filter((word) => word !== '').join(', '),
    low === null && high === null,
  )
}

const dollars = (units: number): number => units / PRICE_UNITS_PER_DOLLAR
const perShare = (basisPoints: number | null): number | null =>
  basisPoints === null ? null : basisPoints / 10_000

function quoteRules(settings: Settings): readonly CandidateRule[] {
  return [
    rule('expiration_listed', listed, 1, 1, 'listed (1)'),
    rule('contract_standard', adjustedLegs, 0, 0, '0 adjusted legs'),
    rule('quote_present', unquotedLegs, 0, 0, '0 legs without bid or ask'),
    rule('quote_above_zero', worthlessAsks, 0, 0, '0 legs with an ask of 0'),
    rule('quote_not_crossed', crossedLegs, 0, 0, '0 legs with the bid above the ask'),
    rule(
      'quote_fresh',
      oldestQuote,
      0,
      settings['quote.stale_after'],
      `at most ${settings['quote.stale_after']} s old`,
    ),
  ]
}

function creditRules(settings: Settings): readonly CandidateRule[] {
  const [low, high] = [settings['entry.short_delta_min'], settings['entry.short_delta_max']]
  const fraction = settings['entry.credit_min_fraction'] / 10_000
  return [
    rule('moneyness', outOfTheMoney, ABOVE_ZERO, null, 'short strikes out of the money'),
    band('delta_band', (candidate) => decidingDelta(candidate, (low + high) / 2), low, high),
    rule('price', openingPrice, ABOVE_ZERO, null, 'a credit'),
    rule(
      'credit_fraction',
      priceOverWidth,
      fraction,
      BELOW_ONE,
      `at least ${fraction} of width, and below it`,
    ),
    optional('probability_of_profit', popOf, 'at least', settings['entry.pop_min']),
    band('iv_rank', ivRank, settings['entry.ivr_min_credit'], settings['entry.ivr_max_credit']),
  ]
}

function debitRules(settings: Settings): readonly CandidateRule[] {
  const [low, high] = [settings['entry.long_delta_min'], settings['entry.long_delta_max']]
  return [
    band('delta_band', (candidate) => decidingDelta(candidate, (low + high) / 2), low, high),
    band('price', openingPrice, dollars(settings['entry.debit_min']), dollars(settings['entry.debit_max'])),
    optional('reward_risk', rewardOverRisk, 'at least', settings['entry.debit_reward_risk_min'] / 10_000),
    band('iv_rank', ivRank, settings['entry.ivr_min_debit'], settings['entry.ivr_max_debit']),
  ]
}

function marketRules(settings: Settings): readonly CandidateRule[] {
  const sessions = settings['regime.sessions']
  const unchecked = !settings['regime.check']
  const spread = settings['entry.leg_spread_max_abs']
  return [
    optional('skew', skewOf, 'at most', settings['entry.skew_max']),
    optional('open_interest', leastOpenInterest, 'at least', settings['entry.open_interest_min']),
    optional('leg_spread', widestLeg, 'at most', spread === null ? null : dollars(spread)),
    optional(
      'leg_spread_fraction',
      widestLegOverMid,
      'at most',
      perShare(settings['entry.leg_spread_max_fraction']),
    ),
    rule('regime_known', closesFound, sessions, null, `${sessions} daily closes and a price`, unchecked),
    rule('regime', (candidate) => allowedBy(candidate, settings), 1, 1, regimeWords(settings), unchecked),
    {
      ...optional('trend', trendOf, 'at least', settings['regime.trend_min']),
      ...(unchecked ? { off: true } : {}),
    },
  ]
}

/** Closes that the regime was read from; without a price it cannot be said. */
function closesFound({ series }: Candidate): number {
  const { price, regime } = series.market
  return price === null ? Number.NaN : regime.closes
}

function allowedBy({ shape, series }: Candidate, settings: Settings): number {
  const { regime } = series.market.regime
  if (regime === 'UNKNOWN') return Number.NaN
  return Number(outlooksOf(regime, settings).includes(shape.outlook))
}

/**
 * The outlooks that a regime allows by the settings.
 *
 * @example
 * import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts'
 * outlooksOf('BULL', DEFAULT_SETTINGS) // => ['bullish']
 */
export function outlooksOf(
  regime: 'BULL' | 'BEAR' | 'NEUTRAL',
  settings: Settings,
): readonly ('bullish' | 'bearish' | 'neutral')[] {
  if (regime === 'BULL') return settings['regime.bull']
  return settings[regime === 'BEAR' ? 'regime.bear' : 'regime.neutral']
}

function regimeWords(settings: Settings): string {
  const words = (['BULL', 'NEUTRAL', 'BEAR'] as const).map(
    (regime) => `${regime}: ${outlooksOf(regime, settings).join(' ')}`,
  )
  return `allowed (1) by ${words.join('; ')}`
}

/**
 * The rules for credit or debit spreads under some settings, in the order of `CANDIDATE_RULES`; the score last.
 *
 * @example
 * import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts'
 * candidateRules('credit', { ...DEFAULT_SETTINGS, 'entry.pop_min': null }).filter(({ off }) => off).map(({ name }) => name) // => ['probability_of_profit']
 */
export function candidateRules(effect: 'credit' | 'debit', settings: Settings): readonly CandidateRule[] {
  const own = effect === 'credit' ? creditRules(settings) : debitRules(settings)
  const score = optional(
    'score',
    (candidate) => scoreOf(candidate, settings).score,
    'at least',
    settings['entry.score_min'],
  )
  return [...quoteRules(settings), ...own, ...marketRules(settings), score]
}

/** Whether a measured value is within a rule's bounds; NaN never is. */
export function passes({ low, high }: CandidateRule, value: number): boolean {
  return value >= low && value <= high
}

/** The first rule that rejects a candidate, as its position in the list; -1 when all pass. */
export function firstRefusal(rules: readonly CandidateRule[], candidate: Candidate): number {
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i]!
    if (!rule.off && !passes(rule, rule.measure(candidate))) return i
  }
  return -1
}

/** Every rule's outcome for a candidate, in order, whatever the ones before it said. */
export function traceOf(rules: readonly CandidateRule[], candidate: Candidate): readonly RuleOutcome[] {
  return rules.map((rule) => {
    const { name, threshold, off } = rule
    if (off) return { rule: name, outcome: 'off', value: null, threshold: null }
    const value = rule.measure(candidate)
    if (!Number.isFinite(value)) return { rule: name, outcome: 'not_evaluated', value: null, threshold }
    return { rule: name, outcome: passes(rule, value) ? 'passed' : 'failed', value, threshold }
  })
}
