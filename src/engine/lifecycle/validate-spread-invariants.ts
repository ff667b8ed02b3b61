import { isOpening } from '../../domain/option/action.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { checkStrikes } from '../../domain/spread/spread-legs.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import type { SpreadTerms } from '../../ports/store/trade-store.ts'

/** Why the legs of a trade are not the spread that it says. */
export type SpreadInvariantCode =
  | 'legs_must_match_the_strategy'
  | 'legs_must_share_root_and_expiration'
  | 'strikes_must_fit_the_strategy'

/**
 * Whether a trade's legs are the spread that it is called: the types and roles of the strategy's row in the order of
 * the strikes, all opening, one root and expiration. Roles decide, never the order in which a broker lists them.
 */
export function validateSpreadInvariants(spread: SpreadTerms): Result<'valid', SpreadInvariantCode> {
  const shape = strategyShape(spread.strategy).legs
  const fits =
    shape.length === spread.legs.length &&
    shape.every(({ role, type }, i) => {
      const { contract, action, ratio } = spread.legs[i]!
      const isRole = action === (role === 'long' ? 'buy_to_open' : 'sell_to_open')
      return contract.type === type && isOpening(action) && isRole && ratio === 1
    })
  if (!fits) {
    return refuse(
      'legs_must_match_the_strategy',
      `The legs are no ${spread.strategy}; correct the trade's legs.`,
    )
  }
  const { root, expiration } = spread
  if (!spread.legs.every(({ contract }) => contract.root === root && contract.expiration === expiration)) {
    return refuse('legs_must_share_root_and_expiration', `Every leg must be of ${root} ${expiration}.`)
  }
  const strikes = checkStrikes(
    spread.strategy,
    spread.legs.map(({ contract }) => contract.strike),
  )
  return strikes.ok ? ok('valid') : refuse('strikes_must_fit_the_strategy', strikes.message)
}
