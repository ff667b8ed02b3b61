import type { Cents } from '../money/cents.ts'
import type { Leg, OptionContract } from '../option/contract.ts'

/** Contracts of one option that the account holds. */
export interface OptionHolding {
  readonly contract: OptionContract
  /** Contracts, + long, - short. */
  readonly quantity: number
  /** Shares that one contract stands for. */
  readonly multiplier: number
  /** Cash that getting all of it moved, + received; null when nobody knows. Losses count from it. */
  readonly cashFlow: Cents | null
}

/** Shares that the account holds, less those that working orders may sell. */
export interface ShareHolding {
  readonly underlying: string
  /** Whole, + long, - short: see `coveringShares` for parts of shares. */
  readonly shares: number
  /** Cash that getting all of them moved, + received; null when nobody knows. */
  readonly cashFlow: Cents | null
}

/**
 * What may still fill of an order that works at the broker, or is about to be sent, or whose outcome is
 * unknown. Any part of it may fill, whole spreads at a time: the legs of a multileg order fill together.
 */
export interface RestingOrder {
  readonly id: string
  /** Orders of one group exclude each other (OCO): a fill of one takes as much away from the others. */
  readonly ocoGroup: string | null
  /** Spreads not filled yet. */
  readonly quantity: number
  readonly legs: readonly Leg[]
  readonly multiplier: number
  /** Cash of one spread at the limit, + received: the worst price at which it fills. Null without a limit. */
  readonly cashFlowPerSpread: Cents | null
}

/**
 * Everything an account is exposed to: what it has and what may fill. An order that only another's fill
 * brings to life (OTO) joins when it has.
 */
export interface Exposure {
  readonly options: readonly OptionHolding[]
  readonly shares: readonly ShareHolding[]
  readonly orders: readonly RestingOrder[]
}

/** An account that has nothing and wants nothing. */
export const NO_EXPOSURE: Exposure = { options: [], shares: [], orders: [] }

/**
 * The orders as groups of alternatives: of each group at most one fills (or parts that together are no more
 * than one). An order outside any OCO group is a group of its own.
 *
 * @example
 * orderGroups([]) // => []
 */
export function orderGroups(orders: readonly RestingOrder[]): readonly (readonly RestingOrder[])[] {
  const groups = new Map<string, RestingOrder[]>()
  const alone: RestingOrder[][] = []
  for (const order of orders) {
    if (order.ocoGroup === null) alone.push([order])
    else groups.set(order.ocoGroup, [...(groups.get(order.ocoGroup) ?? []), order])
  }
  return [...alone, ...groups.values()]
}
