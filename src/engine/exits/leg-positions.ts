import type { OptionContract } from '../../domain/option/contract.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { allocatePositions, type LegPosition, type SignedPositions } from './allocate-positions.ts'

/**
 * The legs of a trade with what the mirror holds of each, and what of it is this trade's.
 *
 * @param others the other unfinished trades of the account
 */
export function getSpreadLegPositions(
  record: TradeRecord,
  positions: SignedPositions,
  others: readonly TradeRecord[],
): readonly LegPosition[] {
  return allocatePositions([record, ...others], positions).legsOf.get(record.trade.id) ?? []
}

/** What a spread has at the broker, by the roles of its legs. Quantities are signed: short ones are negative. */
export interface SpreadPositionSnapshot {
  readonly shortQuantity: number
  readonly longQuantity: number
  readonly legs: readonly LegPosition[]
  /** No leg has anything left of its own. */
  readonly flat: boolean
  /** Every leg has the same number of spreads. */
  readonly inSync: boolean
}

/**
 * The spread of a trade as the broker holds it. `shortQuantity` and `longQuantity` are the sums of the signed own
 * contracts over the short and the long legs.
 */
export function computeSpreadPositionSnapshot(legs: readonly LegPosition[]): SpreadPositionSnapshot {
  const sum = (sign: 1 | -1): number =>
    legs.filter((leg) => leg.sign === sign).reduce((total, { own }) => total + own, 0)
  const spreads = legs.map(({ own, sign, ratio }) => (own * sign) / ratio)
  return {
    shortQuantity: sum(-1),
    longQuantity: sum(1),
    legs,
    flat: legs.every(({ own }) => own === 0),
    inSync: new Set(spreads).size <= 1,
  }
}

/** A short leg, and how many of its contracts nothing of the trade covers. */
export interface BareShort {
  readonly contract: OptionContract
  readonly contracts: number
}

/** The first short leg of a trade that its long legs of the same type, calls or puts, do not cover; null when all are. */
export function bareShortOf(legs: readonly LegPosition[]): BareShort | null {
  for (const { contract } of legs.filter(({ sign }) => sign < 0)) {
    const own = (sign: number): number =>
      legs
        .filter((leg) => leg.sign === sign && leg.contract.type === contract.type)
        .reduce((sum, leg) => sum + Math.abs(leg.own), 0)
    const contracts = own(-1) - own(1)
    if (contracts > 0) return { contract, contracts }
  }
  return null
}
