import { divideFloor } from '../../domain/money/rounding.ts'
import { isOpening, signOfAction } from '../../domain/option/action.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import { type BrokerOrder, isOver } from '../../ports/broker-order.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { LegPosition } from './allocate-positions.ts'
import type { SpreadPositionSnapshot } from './leg-positions.ts'

/** How many spreads of a trade each leg would let go. */
export interface AvailableQuantities {
  /** By leg, whole spreads, 0 or more. */
  readonly byLeg: readonly number[]
  /** The least of them. */
  readonly spreads: number
}

/**
 * How many spreads can be closed: of each leg what is the trade's own, less what closing orders that are not ours (a
 * person's, at the broker) may take of it.
 *
 * @param foreign working orders at the broker that no intent of ours is behind
 */
export function computeAvailableQuantities(
  legs: readonly LegPosition[],
  foreign: readonly BrokerOrder[],
): AvailableQuantities {
  const byLeg = legs.map((leg) => {
    const free = leg.own * leg.sign - reservedByOthers(leg, foreign)
    return Math.max(0, divideFloor(free, leg.ratio))
  })
  return { byLeg, spreads: byLeg.length === 0 ? 0 : Math.min(...byLeg) }
}

function reservedByOthers({ symbol, sign }: LegPosition, foreign: readonly BrokerOrder[]): number {
  return foreign
    .filter(({ status }) => !isOver(status))
    .flatMap((order) => [...order.legs, ...order.children.flatMap(({ legs }) => legs)])
    .filter((leg) => leg.symbol === symbol && closes(leg.action, sign))
    .reduce((sum, leg) => sum + leg.quantity - leg.filledQuantity, 0)
}

function closes(action: BrokerOrder['legs'][number]['action'], sign: 1 | -1): boolean {
  const isOption = action === 'buy_to_close' || action === 'sell_to_close'
  return isOption && !isOpening(action) && signOfAction(action) === -sign
}

/** How many spreads an exit may close, or why none. */
export type ExitQuantity =
  | { readonly kind: 'quantity'; readonly spreads: number; readonly reducedFrom: number | null }
  /** Nothing of the trade is at the broker: reconciliation decides, no order is sent. */
  | { readonly kind: 'BROKER_ALREADY_FLAT' }
  /** Legs stand unequally: a spread order could open a new position. No order is sent. */
  | {
      readonly kind: 'SPREAD_LEGS_OUT_OF_SYNC'
      readonly shortQuantity: number
      readonly longQuantity: number
    }
  /** Everything is there, but other closing orders have it all. */
  | { readonly kind: 'RESERVED_BY_OTHERS' }

/**
 * The quantity of an exit: the least over the legs of what is available, at most the trade's open quantity. More at
 * the broker than the trade has is somebody else's and never closed with it.
 */
export function resolveExitQuantity(
  { trade }: TradeRecord,
  snapshot: SpreadPositionSnapshot,
  available: AvailableQuantities,
): ExitQuantity {
  const open = openQuantity(trade)
  if (snapshot.flat) return { kind: 'BROKER_ALREADY_FLAT' }
  const { shortQuantity, longQuantity, legs } = snapshot
  const missing = legs.some(({ own }) => own === 0)
  if (missing) return { kind: 'SPREAD_LEGS_OUT_OF_SYNC', shortQuantity, longQuantity }
  if (available.spreads === 0) return { kind: 'RESERVED_BY_OTHERS' }
  const spreads = Math.min(open, available.spreads)
  return { kind: 'quantity', spreads, reducedFrom: spreads < open ? open : null }
}
