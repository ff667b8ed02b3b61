import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import { nearestPriceFromNumber } from '../../domain/money/json-number.ts'
import { absPrice, type Price } from '../../domain/money/price.ts'
import { isOnTick, type TickRule, toNearestTickTiesUp } from '../../domain/money/tick-rule.ts'
import { signOfAction } from '../../domain/option/action.ts'
import type { ContractCode } from '../../domain/option/check-contract.ts'
import type { Leg } from '../../domain/option/contract.ts'
import { isAdjustedRoot, netTickRuleFor, tickRuleFor } from '../../domain/option/product.ts'
import type { Greeks } from '../../domain/pricing/bsm.ts'
import type { Unsolvable } from '../../domain/pricing/implied-volatility.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import {
  computeSpreadEnvelope,
  type EnvelopeCode,
  type SpreadEnvelope,
} from '../../domain/spread/envelope.ts'
import { credit, debit, type NetPrice, parseNetPrice } from '../../domain/spread/net-price.ts'
import { buildSpreadLegs } from '../../domain/spread/spread-legs.ts'
import { type Strategy, strategyShape } from '../../domain/spread/strategy-table.ts'
import { contractGreeks, type OptionMarket } from './option-market.ts'
import { solveVolatility } from './solve-volatility.ts'
import { type SpreadOdds, spreadOdds } from './spread-odds.ts'

/** A spread of the table, or a single long option, that a price is asked for. */
export interface SpreadQuestion {
  readonly strategy: Strategy
  readonly root: string
  readonly expiration: TradingDay
  /** Ascending, one for each leg of the strategy's row. */
  readonly strikes: readonly Price[]
  readonly market: OptionMarket
  /** One volatility for all legs, a year; null when it is not known. */
  readonly volatility: number | null
  /** What it is opened for, per share, as the strategy's credit or debit; null for the model's value. */
  readonly entry: Price | null
}

/** A leg with its value and greeks, per share of the option itself, whichever way it is traded. */
export interface LegValue {
  readonly leg: Leg
  readonly greeks: Greeks
}

/**
 * What can be said of a spread. Odds and model are null when no volatility is known; entry, envelope and odds
 * are null when no entry was given and the model's value is less than a tick.
 */
export interface SpreadReport {
  readonly strategy: Strategy
  readonly root: string
  readonly expiration: TradingDay
  readonly strikes: readonly Price[]
  readonly legs: readonly Leg[]
  readonly market: OptionMarket
  readonly volatility: number | null
  /** Whether the volatility was given or follows from the price of a single option. */
  readonly volatilitySource: 'given' | 'implied' | null
  readonly entry: NetPrice | null
  readonly entrySource: 'given' | 'model'
  /** Whether an order could have the entry as its price; null without an entry. */
  readonly entryIsOnTick: boolean | null
  readonly envelope: SpreadEnvelope | null
  /** Maximum profit over maximum loss; null when the profit has no bound, or there is no entry. */
  readonly returnOnRisk: number | null
  readonly legValues: readonly LegValue[] | null
  /** Value and greeks of one spread, per share, bought legs + and sold legs -: a credit's value is below 0. */
  readonly total: Greeks | null
  readonly odds: SpreadOdds | null
}

/** Why a spread has no report, in the order of the checks. */
export type SpreadCode =
  | EnvelopeCode
  | ContractCode
  | 'contract_must_not_be_adjusted'
  | 'net_amount_must_not_be_negative'
  | 'even_amount_must_be_zero'
  | Unsolvable

function totalOf(values: readonly LegValue[]): Greeks {
  const sum = (name: keyof Greeks): number =>
    values.reduce((all, { leg, greeks }) => all + signOfAction(leg.action) * leg.ratio * greeks[name], 0)
  return {
    price: sum('price'),
    delta: sum('delta'),
    gamma: sum('gamma'),
    theta: sum('theta'),
    vega: sum('vega'),
    rho: sum('rho'),
  }
}

/**
 * The prices that an order for these legs could have.
 *
 * @example
 * import { price } from '../../domain/money/price.ts'
 * entryTickRule('SPXW', 1).below // => 500
 */
export function entryTickRule(root: string, legCount: number): TickRule {
  return legCount === 1 ? tickRuleFor(root) : netTickRuleFor(root)
}

/** The model's value as a net price on the tick that an order could have; null when it is less than a tick. */
function modelEntry(value: number, rule: TickRule): NetPrice | null {
  const nearest = nearestPriceFromNumber(value)
  invariant(nearest.ok, `a model value is a price, got ${value}`)
  const amount = toNearestTickTiesUp(absPrice(nearest.value), rule)
  if (amount === 0) return null
  return value < 0 ? credit(amount) : debit(amount)
}

/** The legs of a spread whose payoff is computed for 100 shares a contract, which an adjusted one is not of. */
function unadjustedLegs({ strategy, strikes, expiration, root }: SpreadQuestion) {
  const built = buildSpreadLegs(strategy, strikes, expiration, root)
  if (!built.ok || !isAdjustedRoot(root)) return built
  return refuse(
    'contract_must_not_be_adjusted',
    `${root} is an adjusted contract, which does not deliver 100 shares, so it has no figures here.`,
  )
}

/**
 * Prices a spread: its legs, envelope, and, once a volatility is known, its value, greeks and odds. With a
 * price but no volatility a single option's implied volatility is solved for; a spread's is not, since
 * several volatilities may give its price.
 *
 * Refusals: those of `buildSpreadLegs`, then `contract_must_not_be_adjusted`, then those of `parseNetPrice`,
 * of `UNSOLVABLE`, and of `computeSpreadEnvelope`.
 *
 * @throws {InvariantViolation} when there is neither a volatility nor an entry price
 */
export function priceSpread(question: SpreadQuestion): Result<SpreadReport, SpreadCode> {
  const { strategy, root, expiration, strikes, market, entry: amount } = question
  invariant(question.volatility !== null || amount !== null, 'a volatility or an entry price is given')
  const built = unadjustedLegs(question)
  if (!built.ok) return built
  const legs = built.value
  const given = amount === null ? null : parseNetPrice(strategyShape(strategy).effect, amount)
  if (given?.ok === false) return given
  let { volatility } = question
  if (volatility === null && amount !== null && legs.length === 1) {
    const solved = solveVolatility(legs[0]!.contract, market, amount)
    if (!solved.ok) return solved
    volatility = solved.value
  }
  const legValues = volatility === null ? null : valuesOf(legs, market, volatility)
  const total = legValues === null ? null : totalOf(legValues)
  const rule = entryTickRule(root, legs.length)
  const modelled = given === null ? modelEntry(total!.price, rule) : null
  // The model's value may round to nothing or to the whole width; then there is no entry to speak of.
  const tradable = modelled !== null && computeSpreadEnvelope(strategy, strikes, modelled).ok
  const entry = given === null ? (tradable ? modelled : null) : given.value
  const envelope = entry === null ? ok(null) : computeSpreadEnvelope(strategy, strikes, entry)
  if (!envelope.ok) return envelope
  return ok({
    strategy,
    root,
    expiration,
    strikes,
    legs,
    market,
    volatility,
    volatilitySource: volatility === null ? null : question.volatility === null ? 'implied' : 'given',
    entry,
    entrySource: amount === null ? 'model' : 'given',
    entryIsOnTick: entry === null ? null : isOnTick(entry.amount, rule),
    envelope: envelope.value,
    returnOnRisk: returnOnRiskOf(envelope.value),
    legValues,
    total,
    odds:
      legValues === null || volatility === null || entry === null || envelope.value === null
        ? null
        : spreadOdds({ legValues, entry, breakevens: envelope.value.breakevens, market, volatility }),
  })
}

function returnOnRiskOf(envelope: SpreadEnvelope | null): number | null {
  if (envelope === null || envelope.maxProfitCents === 'unbounded') return null
  return envelope.maxProfitCents / envelope.maxLossCents
}

function valuesOf(legs: readonly Leg[], market: OptionMarket, volatility: number): LegValue[] {
  return legs.map((leg) => ({ leg, greeks: contractGreeks(leg.contract, market, volatility) }))
}
