import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import { nearestPriceFromNumber } from '../../domain/money/json-number.ts'
import { absPrice, type Price } from '../../domain/money/price.ts'
import { toNearestTickTiesUp } from '../../domain/money/tick-rule.ts'
import { signOfAction } from '../../domain/option/action.ts'
import type { ContractCode } from '../../domain/option/check-contract.ts'
import type { Leg } from '../../domain/option/contract.ts'
import { netTickRuleFor, tickRuleFor } from '../../domain/option/product.ts'
import type { Greeks } from '../../domain/pricing/bsm.ts'
import type { Unsolvable } from '../../domain/pricing/implied-volatility.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import {
  computeSpreadEnvelope,
  type EnvelopeCode,
  type SpreadEnvelope,
} from '../../domain/spread/envelope.ts'
import { credit, debit, type NetPrice } from '../../domain/spread/net-price.ts'
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

/** What can be said of a spread. Odds and model are null when no volatility is known. */
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
  readonly entry: NetPrice
  readonly entrySource: 'given' | 'model'
  readonly envelope: SpreadEnvelope
  /** Maximum profit over maximum loss; null when the profit has no bound. */
  readonly returnOnRisk: number | null
  readonly legValues: readonly LegValue[] | null
  /** Value and greeks of one spread, per share, bought legs + and sold legs -: a credit's value is below 0. */
  readonly total: Greeks | null
  readonly odds: SpreadOdds | null
}

/** Why a spread has no report, in the order of the checks. */
export type SpreadCode = EnvelopeCode | ContractCode | Unsolvable

const GREEKS = ['price', 'delta', 'gamma', 'theta', 'vega', 'rho'] as const

function totalOf(values: readonly LegValue[]): Greeks {
  const sum = (name: (typeof GREEKS)[number]): number =>
    values.reduce((all, { leg, greeks }) => all + signOfAction(leg.action) * leg.ratio * greeks[name], 0)
  return Object.fromEntries(GREEKS.map((name) => [name, sum(name)])) as unknown as Greeks
}

/** The model's value as a net price on the tick that an order could have. */
function modelEntry(root: string, legs: readonly Leg[], value: number): NetPrice {
  const nearest = nearestPriceFromNumber(value)
  invariant(nearest.ok, `a model value is a price, got ${value}`)
  const rule = legs.length === 1 ? tickRuleFor(root) : netTickRuleFor(root)
  const amount = toNearestTickTiesUp(absPrice(nearest.value), rule)
  return value < 0 ? credit(amount) : debit(amount)
}

/**
 * Prices a spread: its legs, envelope, and, once a volatility is known, its value, greeks and odds. With a
 * price but no volatility a single option's implied volatility is solved for; a spread's is not, since
 * several volatilities may give its price.
 *
 * Refusals: those of `buildSpreadLegs`, then of `UNSOLVABLE`, then of `computeSpreadEnvelope`.
 *
 * @throws {InvariantViolation} when there is neither a volatility nor an entry price
 */
export function priceSpread(question: SpreadQuestion): Result<SpreadReport, SpreadCode> {
  const { strategy, root, expiration, strikes, market, entry: amount } = question
  invariant(question.volatility !== null || amount !== null, 'a volatility or an entry price is given')
  const built = buildSpreadLegs(strategy, strikes, expiration, root)
  if (!built.ok) return built
  const legs = built.value
  let { volatility } = question
  if (volatility === null && amount !== null && legs.length === 1) {
    const solved = solveVolatility(legs[0]!.contract, market, amount)
    if (!solved.ok) return solved
    volatility = solved.value
  }
  const legValues = volatility === null ? null : valuesOf(legs, market, volatility)
  const total = legValues === null ? null : totalOf(legValues)
  const { effect } = strategyShape(strategy)
  const entry =
    amount === null
      ? modelEntry(root, legs, total!.price)
      : effect === 'credit'
        ? credit(amount)
        : debit(amount)
  const envelope = computeSpreadEnvelope(strategy, strikes, entry)
  if (!envelope.ok) return envelope
  const { maxProfitCents, maxLossCents, breakevens } = envelope.value
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
    envelope: envelope.value,
    returnOnRisk: maxProfitCents === 'unbounded' ? null : maxProfitCents / maxLossCents,
    legValues,
    total,
    odds:
      legValues === null || volatility === null
        ? null
        : spreadOdds({ legValues, entry, breakevens, market, volatility }),
  })
}

function valuesOf(legs: readonly Leg[], market: OptionMarket, volatility: number): LegValue[] {
  return legs.map((leg) => ({ leg, greeks: contractGreeks(leg.contract, market, volatility) }))
}
