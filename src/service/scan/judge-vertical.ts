import { invariant } from '../../domain/invariant.ts'
import { CONTRACT_MULTIPLIER } from '../../domain/money/premium.ts'
import { type Price, subtractPrice } from '../../domain/money/price.ts'
import { formatPrice } from '../../domain/money/price-text.ts'
import { isAdjustedRoot } from '../../domain/option/product.ts'
import { expectedValue, probabilityOfProfit } from '../../domain/pricing/probability.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { computeSpreadEnvelope, type SpreadEnvelope } from '../../domain/spread/envelope.ts'
import type { NetPrice } from '../../domain/spread/net-price.ts'
import { buildSpreadLegs } from '../../domain/spread/spread-legs.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import type { AnalysedContract, ChainAnalysis } from '../chain/chain-analysis.ts'
import { payoffPosition } from '../price/payoff-position.ts'
import { midPrice, naturalPrice, type VerticalQuotes, verticalQuotes } from './leg-quotes.ts'
import type { ScanRefusal, ScanRules, Vertical } from './scan-rules.ts'
import type { VerticalCandidate } from './vertical.ts'

/** Two contracts of one type and expiration, the lower strike first, and the strategy they are to make. */
export interface VerticalPair {
  readonly strategy: Vertical
  readonly lower: AnalysedContract
  readonly upper: AnalysedContract
}

interface VerticalLegs {
  readonly short: AnalysedContract
  readonly long: AnalysedContract
}

function checkDelta(
  isCredit: boolean,
  short: number,
  long: number,
  rules: ScanRules,
): Result<true, ScanRefusal> {
  const [delta, low, high] = isCredit
    ? [short, rules.shortDeltaMin, rules.shortDeltaMax]
    : [long, rules.longDeltaMin, rules.longDeltaMax]
  if (Math.abs(delta) >= low && Math.abs(delta) <= high) return ok(true)
  const [code, leg] = isCredit
    ? (['short_delta_must_be_in_range', 'short'] as const)
    : (['long_delta_must_be_in_range', 'long'] as const)
  return refuse(code, `The ${leg} leg's delta ${delta.toFixed(2)} must be ${low} to ${high}, either sign.`)
}

function checkLiquidity(
  { short, long }: VerticalLegs,
  quotes: VerticalQuotes,
  rules: ScanRules,
): Result<true, ScanRefusal> {
  for (const { bid, ask } of [quotes.short, quotes.long]) {
    const spread = subtractPrice(ask, bid)
    if (spread > rules.legSpreadMax || 2 * spread > rules.legSpreadMaxFraction * (bid + ask)) {
      return refuse('leg_spread_must_be_narrow', `A leg is quoted ${formatPrice(spread)} wide.`)
    }
  }
  if (Math.min(short.openInterest ?? 0, long.openInterest ?? 0) >= rules.openInterestMin) return ok(true)
  return refuse('open_interest_must_be_sufficient', `A leg needs open interest of ${rules.openInterestMin}.`)
}

function checkPrice(
  effect: 'credit' | 'debit',
  { amount }: NetPrice,
  width: Price,
  { maxProfitCents, maxLossCents }: SpreadEnvelope,
  rules: ScanRules,
): Result<true, ScanRefusal> {
  if (effect === 'credit') {
    if (amount >= rules.creditMinFraction * width) return ok(true)
    return refuse('credit_must_reach_its_share_of_width', `The credit ${formatPrice(amount)} is too small.`)
  }
  if (amount < rules.debitMin || amount > rules.debitMax) {
    const range = `${formatPrice(rules.debitMin)} to ${formatPrice(rules.debitMax)}`
    return refuse('debit_must_be_in_range', `The debit ${formatPrice(amount)} must be ${range}.`)
  }
  invariant(maxProfitCents !== 'unbounded', 'a vertical has a bounded profit')
  if (maxProfitCents >= rules.debitRewardRiskMin * maxLossCents) return ok(true)
  return refuse('reward_must_match_risk', 'The maximum profit is too small for the maximum loss.')
}

/** The checks that need no price of the whole: quotes, deltas, liquidity. */
function checkLegs(
  effect: 'credit' | 'debit',
  legs: VerticalLegs,
  rules: ScanRules,
): Result<VerticalQuotes, ScanRefusal> {
  const { short, long } = legs
  const quotes = verticalQuotes(short, long)
  if (!quotes.ok) return quotes
  if (short.delta === null || long.delta === null) {
    return refuse('legs_must_have_a_delta', 'A leg has no implied volatility, so no delta.')
  }
  const delta = checkDelta(effect === 'credit', short.delta, long.delta, rules)
  if (!delta.ok) return delta
  const liquid = checkLiquidity(legs, quotes.value, rules)
  return liquid.ok ? quotes : liquid
}

function envelopeOf(
  strategy: Vertical,
  strikes: readonly Price[],
  natural: NetPrice,
): Result<SpreadEnvelope, ScanRefusal> {
  const { effect } = strategyShape(strategy)
  if (natural.effect !== effect) {
    return refuse(`${effect}_must_be_positive`, `At the natural price there is no ${effect}.`)
  }
  const envelope = computeSpreadEnvelope(strategy, strikes, natural)
  if (envelope.ok) return envelope
  invariant(envelope.code.endsWith('_must_be_below_width'), `two listed strikes: ${envelope.message}`)
  return refuse(`${effect}_must_be_below_width`, envelope.message)
}

/** Probability of profit and expected value of one vertical at the natural price, on the ATM volatility. */
function oddsOf(strategy: Vertical, strikes: readonly Price[], natural: NetPrice, chain: ChainAnalysis) {
  const legs = buildSpreadLegs(strategy, strikes, chain.expiration, chain.root)
  invariant(legs.ok, 'listed strikes have legs')
  const { forward, discount, years } = chain.terms
  const ending = { forward, totalVol: (chain.atmIv ?? Number.NaN) * Math.sqrt(years) }
  const position = payoffPosition(legs.value, natural)
  return {
    pop: probabilityOfProfit(ending, position),
    expectedValueCents: 100 * CONTRACT_MULTIPLIER * expectedValue(ending, discount, position),
  }
}

/**
 * Judges one vertical by the rules, at its natural price: bought legs at the ask, sold legs at the bid.
 * Refuses with the first broken rule, in the order of `SCAN_REFUSALS`.
 */
export function judgeVertical(
  { strategy, lower, upper }: VerticalPair,
  chain: ChainAnalysis,
  rules: ScanRules,
): Result<VerticalCandidate, ScanRefusal> {
  if (isAdjustedRoot(chain.root)) {
    return refuse('contract_must_not_be_adjusted', `${chain.root} does not deliver 100 shares a contract.`)
  }
  const { effect, legs: shape } = strategyShape(strategy)
  const [short, long] = shape[0]!.role === 'short' ? [lower, upper] : [upper, lower]
  const quotes = checkLegs(effect, { short, long }, rules)
  if (!quotes.ok) return quotes
  if (chain.atmIv === null) return refuse('legs_must_have_a_delta', 'There is no volatility at the money.')
  const natural = naturalPrice(quotes.value)
  const strikes = [lower.strike, upper.strike] as const
  const envelope = envelopeOf(strategy, strikes, natural)
  if (!envelope.ok) return envelope
  const { maxProfitCents, maxLossCents, breakevens } = envelope.value
  invariant(maxProfitCents !== 'unbounded', 'a vertical has a bounded profit')
  const priced = checkPrice(effect, natural, subtractPrice(strikes[1], strikes[0]), envelope.value, rules)
  if (!priced.ok) return priced
  const { pop, expectedValueCents } = oddsOf(strategy, strikes, natural, chain)
  if (effect === 'credit' && pop < rules.popMin) {
    return refuse('probability_of_profit_must_be_sufficient', `It must be at least ${rules.popMin}.`)
  }
  return ok({
    strategy,
    root: chain.root,
    expiration: chain.expiration,
    dte: chain.dte,
    strikes,
    short,
    long,
    natural,
    mid: midPrice(quotes.value),
    maxProfitCents,
    maxLossCents,
    breakeven: breakevens[0]!,
    returnOnRisk: maxProfitCents / maxLossCents,
    probabilityOfProfit: pop,
    expectedValueCents,
  })
}
