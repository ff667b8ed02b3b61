import { isOpening, signOfAction } from '../option/action.ts'
import type { OptionContract } from '../option/contract.ts'
import { sameContract } from '../option/contract-order.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { type Exposure, orderGroups } from './exposure.ts'

/** Contracts of one option that an order's closing legs may sell (side 1) or buy back (side -1). */
function closes(order: Exposure['orders'][number], contract: OptionContract, side: 1 | -1): number {
  return order.legs
    .filter((leg) => !isOpening(leg.action) && signOfAction(leg.action) === -side)
    .filter((leg) => sameContract(leg.contract, contract))
    .reduce((sum, leg) => sum + leg.ratio * order.quantity, 0)
}

/**
 * Refuses with `close_exceeds_position` when the closing orders together could close more of a contract than
 * is held, so that a position would change its sign through us. Opening orders that may fill count as
 * nothing; of an OCO group the largest counts.
 *
 * @example
 * import { NO_EXPOSURE } from './exposure.ts'
 * closesOnlyWhatIsHeld(NO_EXPOSURE).ok // => true
 */
export function closesOnlyWhatIsHeld(exposure: Exposure): Result<'held', 'close_exceeds_position'> {
  const groups = orderGroups(exposure.orders)
  for (const { contract } of exposure.orders.flatMap((order) => order.legs)) {
    const held = exposure.options
      .filter((holding) => sameContract(holding.contract, contract))
      .reduce((sum, holding) => sum + holding.quantity, 0)
    for (const side of [1, -1] as const) {
      const closing = groups.reduce(
        (sum, group) => sum + Math.max(...group.map((order) => closes(order, contract, side))),
        0,
      )
      const closable = Math.max(0, held * side)
      if (closing <= closable) continue
      const { root, expiration, type, strike } = contract
      return refuse(
        'close_exceeds_position',
        `Working orders could close ${closing} of ${type} ${root} ${expiration} ${strike / 10_000}, of which ${closable} are held ${side === 1 ? 'long' : 'short'}; reduce them to that.`,
      )
    }
  }
  return ok('held')
}
