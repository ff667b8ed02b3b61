import { tradingDay } from '../calendar/trading-day.ts'
import { invariant } from '../invariant.ts'
import { addCents, type Cents, cents, negateCents, scaleCents } from '../money/cents.ts'
import { premiumCents, pricePerShareHalfEven } from '../money/premium.ts'
import { type Price, price } from '../money/price.ts'
import { formatPrice } from '../money/price-text.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { cashFlowOf, type NetPrice } from './net-price.ts'
import { type PayoffCurve, payoffCurve } from './payoff.ts'
import { buildSpreadLegs, checkStrikes, type StrikesCode } from './spread-legs.ts'
import { type Strategy, strategyShape } from './strategy-table.ts'

/** What can come of a spread that is held to expiration, before fees. */
export interface SpreadEnvelope {
  /** The most it can make, in cents, above 0; a long call's has no bound. */
  readonly maxProfitCents: Cents | 'unbounded'
  /** The most it can lose, in cents, as an amount above 0. Every strategy of the table has a bound. */
  readonly maxLossCents: Cents
  /** The underlying prices between loss and profit, ascending. They do not depend on the quantity. */
  readonly breakevens: readonly Price[]
}

/** Why a strategy, strikes and entry price have no envelope, in the order of the checks. */
export type EnvelopeCode =
  | StrikesCode
  | 'entry_effect_must_match_the_strategy'
  | 'credit_must_be_positive'
  | 'debit_must_be_positive'
  | 'credit_must_be_below_width'
  | 'debit_must_be_below_width'
  | 'debit_must_be_below_strike'

// The payoff does not depend on what is traded and when; some listed contract must stand for it.
const ANY_DAY = tradingDay('2024-01-19')
const ANY_ROOT = 'SPY'

function curveOf(strategy: Strategy, strikes: readonly Price[]): PayoffCurve {
  const legs = buildSpreadLegs(strategy, strikes, ANY_DAY, ANY_ROOT)
  invariant(legs.ok, 'checked strikes build legs')
  return payoffCurve(legs.value)
}

function extremes({ points, finalSlope }: PayoffCurve): { low: Cents; high: Cents | 'unbounded' } {
  invariant(finalSlope >= 0, 'a strategy of the table has a bounded loss')
  const values = points.map((point) => point.cents)
  return {
    low: cents(Math.min(...values)),
    high: finalSlope > 0 ? 'unbounded' : cents(Math.max(...values)),
  }
}

/** Where the profit changes sign: inside a piece, at a point that is exactly 0, or above the last point. */
function breakevensOf({ points, finalSlope }: PayoffCurve, entryCash: Cents): Price[] {
  const found: Price[] = []
  let side = 0
  let zeroAt: Price | undefined
  let before: { underlying: Price; profit: number } | undefined
  for (const { underlying, cents: payoff } of points) {
    const profit = addCents(payoff, entryCash)
    const now = Math.sign(profit)
    if (now === 0) zeroAt ??= underlying
    else {
      if (side !== 0 && now !== side) found.push(zeroAt ?? crossing(before!, { underlying, profit }))
      side = now
      zeroAt = undefined
    }
    before = { underlying, profit }
  }
  if (finalSlope !== 0 && before !== undefined && side === -Math.sign(finalSlope)) {
    found.push(zeroAt ?? exactStep(before, finalSlope))
  }
  return found
}

function crossing(a: { underlying: Price; profit: number }, b: { underlying: Price; profit: number }): Price {
  return exactStep(a, (b.profit - a.profit) / (b.underlying - a.underlying))
}

function exactStep(from: { underlying: Price; profit: number }, slope: number): Price {
  const step = -from.profit / slope
  // Legs of ratio 1 rise or fall by 1; a row with steeper pieces would need a named rounding here.
  invariant(Number.isInteger(slope) && Number.isInteger(step), 'a breakeven of the table is exact')
  return price(from.underlying + step)
}

/**
 * Maximum profit, maximum loss and breakevens of one spread that is opened at a net price and held to
 * expiration, in cents and exact, before fees. Derived from the payoff of the strategy's legs: for a credit
 * spread of width w the most is the credit and the worst `w - credit`; for a debit spread `w - debit` and
 * the debit; for an iron condor w is the wider wing; a long put makes at most `strike - debit`.
 *
 * Holds for unadjusted contracts of 100 shares only (see `isAdjustedRoot`).
 *
 * An iron condor whose credit covers its narrower wing loses on one side only and has one breakeven.
 *
 * Refusals in this order: those of `checkStrikes`; `entry_effect_must_match_the_strategy` (a credit
 * strategy for a debit, or the reverse); `credit_must_be_positive` or `debit_must_be_positive`;
 * `credit_must_be_below_width`, `debit_must_be_below_width`, or for a long put
 * `debit_must_be_below_strike`: otherwise it could not lose, or not win, and a price is wrong.
 *
 * @param strikes one for each leg of the strategy's row, ascending
 * @example
 * import { price } from '../money/price.ts'
 * import { credit } from './net-price.ts'
 * computeSpreadEnvelope('BULL_PUT_CREDIT', [price(4_450_000), price(4_500_000)], credit(price(12_500))) // => { ok: true, value: { maxProfitCents: 12500, maxLossCents: 37500, breakevens: [4487500] } }
 */
export function computeSpreadEnvelope(
  strategy: Strategy,
  strikes: readonly Price[],
  entry: NetPrice,
): Result<SpreadEnvelope, EnvelopeCode> {
  const checked = checkStrikes(strategy, strikes)
  if (!checked.ok) return checked
  const { effect, label, legs } = strategyShape(strategy)
  if (entry.effect !== effect && entry.effect !== 'even') {
    return refuse(
      'entry_effect_must_match_the_strategy',
      `${label}: it opens for a ${effect}, got a ${entry.effect}.`,
    )
  }
  if (entry.amount <= 0) {
    return refuse(`${effect}_must_be_positive`, `${label}: the ${effect} must be above 0.`)
  }
  const curve = curveOf(strategy, strikes)
  const { low, high } = extremes(curve)
  const limit = effect === 'credit' ? negateCents(low) : high
  if (limit !== 'unbounded' && premiumCents(entry.amount, 1) >= limit) {
    const rule = legs.length === 1 ? 'strike' : 'width'
    const code = effect === 'credit' ? 'credit_must_be_below_width' : (`debit_must_be_below_${rule}` as const)
    // Exact: the bound is the payoff of one contract, a whole number of 1/10,000 dollar per share.
    const bound = formatPrice(pricePerShareHalfEven(limit, 1))
    return refuse(
      code,
      `${label}: the ${effect} ${formatPrice(entry.amount)} must be below the ${rule}, ${bound}.`,
    )
  }
  const cash = cashFlowOf(entry, 1)
  return ok({
    maxProfitCents: high === 'unbounded' ? high : addCents(high, cash),
    maxLossCents: negateCents(addCents(low, cash)),
    breakevens: breakevensOf(curve, cash),
  })
}

/**
 * The envelope of `quantity` equal spreads: profit and loss times the quantity, the breakevens unchanged.
 *
 * @throws {InvariantViolation} when the quantity is not a positive integer
 * @example
 * import { cents } from '../money/cents.ts'
 * scaleEnvelope({ maxProfitCents: cents(12_500), maxLossCents: cents(37_500), breakevens: [] }, 3) // => { maxProfitCents: 37500, maxLossCents: 112500, breakevens: [] }
 */
export function scaleEnvelope(envelope: SpreadEnvelope, quantity: number): SpreadEnvelope {
  invariant(Number.isSafeInteger(quantity) && quantity > 0, `a quantity is at least 1, got ${quantity}`)
  const { maxProfitCents, maxLossCents, breakevens } = envelope
  return {
    maxProfitCents: maxProfitCents === 'unbounded' ? maxProfitCents : scaleCents(maxProfitCents, quantity),
    maxLossCents: scaleCents(maxLossCents, quantity),
    breakevens,
  }
}
