import { type Instant, MINUTE_MS, plusMs } from '../../domain/calendar/instant.ts'
import { invariant } from '../../domain/invariant.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { divideHalfEven } from '../../domain/money/rounding.ts'
import { toTickUp } from '../../domain/money/tick-rule.ts'
import type { Leg } from '../../domain/option/contract.ts'
import { netTickRuleFor } from '../../domain/option/product.ts'
import { credit, type NetPrice } from '../../domain/spread/net-price.ts'
import { buildSpreadLegs } from '../../domain/spread/spread-legs.ts'
import type { RuleOutcome, ScorePart } from '../../ports/store/proposal-store.ts'
import type { Candidate } from './candidate.ts'
import type { CandidateName } from './candidate-name.ts'
import { candidateRules, traceOf } from './candidate-rule.ts'
import { digestOf } from './inputs-digest.ts'
import {
  decidingIv,
  expectedProfit,
  ivRank,
  midOf,
  naturalOf,
  popOf,
  priceOverWidth,
  rewardOverRisk,
  skewOf,
  trendOf,
  widthOf,
} from './measures.ts'
import type { ProposalInput } from './proposal-input.ts'
import { scoreOf } from './score.ts'

/** What is known of a candidate, whether it was accepted or not. Fractions are fractions, money is dollars. */
export type CandidateFigures = Readonly<Record<string, number | null>>

/** A spread that every rule passed. It knows nothing of what we hold. */
export interface Proposal extends CandidateName {
  readonly legs: readonly Leg[]
  readonly width: Price
  readonly quantity: number
  /** Net prices per share, + received, - paid: at once, and in the middle of the quotes. */
  readonly natural: Price
  readonly mid: Price
  /** The first limit of the entry's walk, on a tick, never worse than `mid` or `natural` as the setting says. */
  readonly limitStart: NetPrice
  readonly score: number
  readonly scoreParts: readonly ScorePart[]
  readonly trace: readonly RuleOutcome[]
  readonly figures: CandidateFigures
  readonly createdAt: Instant
  readonly expiresAt: Instant
  /** Of the settings and everything that the market said of its legs: equal inputs, equal digest. */
  readonly inputsDigest: string
}

/** A candidate with its name, trace, score and figures. */
export interface JudgedCandidate {
  readonly name: CandidateName
  readonly trace: readonly RuleOutcome[]
  /** Net prices per share, + received; null while a leg is not quoted on both sides. */
  readonly natural: Price | null
  readonly mid: Price | null
  readonly score: number | null
  readonly scoreParts: readonly ScorePart[]
  readonly figures: CandidateFigures
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null)

function nameOf({ shape, series, rows }: Candidate): CandidateName {
  return {
    strategy: shape.strategy,
    underlying: series.market.underlying,
    root: series.root,
    expiration: series.expiration,
    strikes: rows.map((row) => price(series.strike[row]!)),
  }
}

function figuresOf(candidate: Candidate): CandidateFigures {
  const { shape, series, rows } = candidate
  const credits = shape.effect === 'credit'
  return {
    dte: series.dte,
    spot: known(series.market.spot),
    forward: known(series.forward),
    delta: known(series.delta[rows[shape.deciding[0]!]!]!),
    iv: known(decidingIv(candidate)),
    pop: known(popOf(candidate)),
    ev: known(expectedProfit(candidate)),
    iv_rank: known(ivRank(candidate)),
    skew: known(skewOf(candidate)),
    credit_fraction: credits ? known(priceOverWidth(candidate)) : null,
    reward_risk: credits ? null : known(rewardOverRisk(candidate)),
    regime_distance: series.market.regime.distance,
    trend: known(trendOf(candidate)),
  }
}

/** The natural and mid net price; the mid to 1/10,000 dollar, a tie to the even one. */
function netPricesOf(candidate: Candidate): Pick<JudgedCandidate, 'natural' | 'mid'> {
  const [natural, mid] = [naturalOf(candidate), midOf(candidate)]
  if (Number.isNaN(natural + mid)) return { natural: null, mid: null }
  return { natural: price(natural), mid: price(divideHalfEven(2 * mid, 2)) }
}

/** Everything about a candidate, worked out again from the input that it was found in. */
export function judgeWhole(input: ProposalInput, candidate: Candidate): JudgedCandidate {
  const { score, parts } = scoreOf(candidate, input.settings)
  return {
    name: nameOf(candidate),
    trace: traceOf(candidateRules(candidate.shape.effect, input.settings), candidate),
    ...netPricesOf(candidate),
    score: known(score),
    scoreParts: parts,
    figures: figuresOf(candidate),
  }
}

/** What was decided on, as text: legs with their quotes, the market and the settings that were asked. */
function inputsOf(input: ProposalInput, candidate: Candidate): string {
  const { series, rows } = candidate
  const { market, years, forward, discount } = series
  return JSON.stringify([
    input.at,
    input.declaredDelayMs,
    Object.entries(input.settings).filter(([key]) => /^(entry|regime|quote|pricing)\./.test(key)),
    nameOf(candidate),
    [market.price, market.regime, market.ivRank, years, forward, discount],
    rows.map((row) => {
      const { bid, ask, quotedAt, openInterest } = series.options[row]!
      return [bid, ask, quotedAt, openInterest, series.iv[row], series.delta[row]]
    }),
  ])
}

/** The proposal of a candidate that every rule passed. */
export function proposalOf(input: ProposalInput, candidate: Candidate): Proposal {
  const { settings, at } = input
  const { name, trace, natural, mid, score, scoreParts, figures } = judgeWhole(input, candidate)
  invariant(
    natural !== null &&
      mid !== null &&
      score !== null &&
      trace.every(({ outcome }) => outcome === 'passed' || outcome === 'off'),
    'only a candidate that every rule passed is proposed',
  )
  const legs = buildSpreadLegs(name.strategy, name.strikes, name.expiration, name.root)
  invariant(legs.ok, 'listed strikes make a spread')
  const start = settings['entry.walk_start'] === 'mid' ? mid : natural
  return {
    ...name,
    legs: legs.value,
    width: price(widthOf(candidate)),
    quantity: settings['risk.default_quantity'],
    natural,
    mid,
    // A signed price received: rounding up asks for more or pays less.
    limitStart: credit(toTickUp(start, netTickRuleFor(name.root))),
    score,
    scoreParts,
    trace,
    figures,
    createdAt: at,
    expiresAt: plusMs(at, settings['entry.proposal_ttl'] * MINUTE_MS),
    inputsDigest: digestOf(inputsOf(input, candidate)),
  }
}
