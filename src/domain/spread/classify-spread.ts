import type { TradingDay } from '../calendar/trading-day.ts'
import type { Price } from '../money/price.ts'
import { isOpening, mirrorAction, signOfAction } from '../option/action.ts'
import type { Leg } from '../option/contract.ts'
import { compareContracts, sameContract } from '../option/contract-order.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { STRATEGY_NAMES, type Strategy, strategyShape } from './strategy-table.ts'

/** A spread that legs were recognised as. */
export interface ClassifiedSpread {
  readonly strategy: Strategy
  /** Whether the legs open the spread or close it. */
  readonly intent: 'opening' | 'closing'
  readonly root: string
  readonly expiration: TradingDay
  /** Ascending, one for each leg of the strategy's row. */
  readonly strikes: readonly Price[]
  /** How many spreads the legs make: their common ratio. */
  readonly quantity: number
}

/** Why legs are not a spread of the table, in the order of the checks. */
export type ClassifyCode =
  | 'legs_must_not_be_empty'
  | 'leg_ratio_must_be_a_positive_integer'
  | 'legs_must_share_a_root'
  | 'legs_must_share_an_expiration'
  | 'legs_must_all_open_or_all_close'
  | 'legs_must_have_equal_ratios'
  | 'legs_must_be_different_contracts'
  | 'legs_must_form_a_known_strategy'

function refusal(legs: readonly Leg[]): Result<Leg, ClassifyCode> {
  const [first, ...others] = legs
  if (first === undefined) return refuse('legs_must_not_be_empty', 'There are no legs; give at least one.')
  const ratios = legs.map((leg) => leg.ratio)
  if (!ratios.every((ratio) => Number.isSafeInteger(ratio) && ratio > 0)) {
    return refuse('leg_ratio_must_be_a_positive_integer', `Leg ratios are ${ratios}; give whole ones from 1.`)
  }
  const roots = new Set(legs.map((leg) => leg.contract.root))
  if (roots.size > 1) {
    return refuse(
      'legs_must_share_a_root',
      `The legs are of ${[...roots].join(', ')}; a spread has one root.`,
    )
  }
  const days = new Set(legs.map((leg) => leg.contract.expiration))
  if (days.size > 1) {
    return refuse(
      'legs_must_share_an_expiration',
      `The legs expire on ${[...days].join(', ')}; give one day.`,
    )
  }
  if (!others.every((leg) => isOpening(leg.action) === isOpening(first.action))) {
    return refuse('legs_must_all_open_or_all_close', 'Some legs open and some close; give one or the other.')
  }
  if (!others.every((leg) => leg.ratio === first.ratio)) {
    return refuse('legs_must_have_equal_ratios', `Leg ratios are ${ratios}; every leg needs the same.`)
  }
  const sorted = legs.map((leg) => leg.contract).sort(compareContracts)
  if (sorted.some((contract, i) => i > 0 && sameContract(contract, sorted[i - 1]!))) {
    return refuse('legs_must_be_different_contracts', 'Two legs are the same contract; net them first.')
  }
  return ok(first)
}

function matches(strategy: Strategy, legs: readonly Leg[]): boolean {
  const shape = strategyShape(strategy).legs
  if (shape.length !== legs.length) return false
  return shape.every(({ role, type }, i) => {
    const { contract, action } = legs[i]!
    const opened = signOfAction(isOpening(action) ? action : mirrorAction(action))
    const above = i === 0 || contract.strike > legs[i - 1]!.contract.strike
    return contract.type === type && opened === (role === 'long' ? 1 : -1) && above
  })
}

/**
 * Recognises legs, in any order, as a strategy of the table or its closing mirror image.
 *
 * Refusals in this order: `legs_must_not_be_empty`, `leg_ratio_must_be_a_positive_integer`,
 * `legs_must_share_a_root`, `legs_must_share_an_expiration`, `legs_must_all_open_or_all_close`,
 * `legs_must_have_equal_ratios`, `legs_must_be_different_contracts`, `legs_must_form_a_known_strategy`.
 *
 * @example
 * import { parseOccSymbol } from '../option/occ-symbol.ts'
 * classifySpread([{ contract: parseOccSymbol('SPY231020P00450000').value, ratio: 2, action: 'sell_to_close' }]) // => { ok: true, value: { strategy: 'LONG_PUT', intent: 'closing', root: 'SPY', expiration: '2023-10-20', strikes: [4500000], quantity: 2 } }
 */
export function classifySpread(legs: readonly Leg[]): Result<ClassifiedSpread, ClassifyCode> {
  const first = refusal(legs)
  if (!first.ok) return first
  const { contract, ratio, action } = first.value
  const ascending = legs.toSorted((a, b) => compareContracts(a.contract, b.contract))
  const strategy = STRATEGY_NAMES.find((name) => matches(name, ascending))
  if (strategy === undefined) {
    return refuse('legs_must_form_a_known_strategy', 'The legs are no strategy of the table.')
  }
  return ok({
    strategy,
    intent: isOpening(action) ? 'opening' : 'closing',
    root: contract.root,
    expiration: contract.expiration,
    strikes: ascending.map((leg) => leg.contract.strike),
    quantity: ratio,
  })
}
