import type { TradingDay } from '../calendar/trading-day.ts'
import { invariant } from '../invariant.ts'
import type { Price } from '../money/price.ts'
import { isOpening, mirrorAction } from '../option/action.ts'
import { type ContractCode, checkContract, checkStrike, type StrikeCode } from '../option/check-contract.ts'
import type { Leg } from '../option/contract.ts'
import { describeStrike } from '../option/describe-contract.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { type Strategy, strategyShape } from './strategy-table.ts'

/** Why strikes do not make a strategy, in the order of the checks. */
export type StrikesCode = 'strikes_must_match_the_strategy' | StrikeCode | 'strikes_must_be_ordered'

/**
 * Accepts the strikes of a strategy: one for each leg of its row, ascending, no two equal.
 *
 * Refusals in this order: `strikes_must_match_the_strategy` (their number), those of `checkStrike` for the
 * first strike that has one, `strikes_must_be_ordered`.
 *
 * @example
 * import { price } from '../money/price.ts'
 * checkStrikes('BULL_PUT_CREDIT', [price(4_450_000), price(4_400_000)]).code // => 'strikes_must_be_ordered'
 */
export function checkStrikes(
  strategy: Strategy,
  strikes: readonly Price[],
): Result<readonly Price[], StrikesCode> {
  const { label, legs } = strategyShape(strategy)
  if (strikes.length !== legs.length) {
    return refuse(
      'strikes_must_match_the_strategy',
      `${label}: give ${legs.length} strikes, lowest first; got ${strikes.length}.`,
    )
  }
  for (const strike of strikes) {
    const checked = checkStrike(strike)
    if (!checked.ok) return checked
  }
  for (const [i, strike] of strikes.entries()) {
    const previous = strikes[i - 1]
    if (previous !== undefined && strike <= previous) {
      return refuse(
        'strikes_must_be_ordered',
        `${label}: strikes must ascend; ${describeStrike(strike)} stands after ${describeStrike(previous)}.`,
      )
    }
  }
  return ok(strikes)
}

/**
 * The legs that open one spread, in the order of its strikes, each with ratio 1: long legs are bought,
 * short legs sold.
 *
 * Refusals in this order: those of `checkStrikes`, then those of `checkContract` for root and expiration.
 *
 * @param strikes one for each leg of the strategy's row, ascending
 * @example
 * import { tradingDay } from '../calendar/trading-day.ts'
 * import { price } from '../money/price.ts'
 * buildSpreadLegs('BULL_PUT_CREDIT', [price(4_450_000), price(4_500_000)], tradingDay('2023-10-20'), 'SPY').value.map((leg) => leg.action) // => ['buy_to_open', 'sell_to_open']
 */
export function buildSpreadLegs(
  strategy: Strategy,
  strikes: readonly Price[],
  expiration: TradingDay,
  root: string,
): Result<readonly Leg[], StrikesCode | ContractCode> {
  const checked = checkStrikes(strategy, strikes)
  if (!checked.ok) return checked
  const legs: Leg[] = []
  for (const [i, { role, type }] of strategyShape(strategy).legs.entries()) {
    const contract = checkContract({ root, expiration, type, strike: strikes[i]! })
    if (!contract.ok) return contract
    const action = role === 'long' ? 'buy_to_open' : 'sell_to_open'
    legs.push({ contract: contract.value, ratio: 1, action })
  }
  return ok(legs)
}

/**
 * The mirror image that closes what some legs opened: the same contracts and ratios, each action undone.
 *
 * @throws {InvariantViolation} when a leg is not an opening one: its mirror image would open a position
 * @example
 * import { parseOccSymbol } from '../option/occ-symbol.ts'
 * closingLegs([{ contract: parseOccSymbol('SPY231020P00450000').value, ratio: 1, action: 'sell_to_open' }])[0].action // => 'buy_to_close'
 */
export function closingLegs(legs: readonly Leg[]): readonly Leg[] {
  return legs.map((leg) => {
    invariant(isOpening(leg.action), `only opening legs have a closing mirror image, got ${leg.action}`)
    return { ...leg, action: mirrorAction(leg.action) }
  })
}
