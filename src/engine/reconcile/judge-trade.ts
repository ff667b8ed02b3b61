import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { wholeShares } from '../../domain/option/held-quantity.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { LegPosition, SignedPositions } from '../exits/allocate-positions.ts'
import { bareShortOf, computeSpreadPositionSnapshot } from '../exits/leg-positions.ts'

/** What the broker's positions say of one trade. */
export type TradeSight =
  /** Everything is there. */
  | { readonly kind: 'in_order' }
  /** Something is missing, but the mirror may lag behind a fill: too early to say. */
  | { readonly kind: 'unconfirmed' }
  /** Every leg is gone. */
  | {
      readonly kind: 'absent'
      readonly expired: boolean
      /** Shares that came (+) or went (-) where its long option was, when it has expired; 0 without. */
      readonly exercised: number
    }
  /** Some legs are gone, some are there. `uncovered`: what remains owes contracts that nothing of it covers. */
  | {
      readonly kind: 'legs_missing'
      readonly shortQuantity: number
      readonly longQuantity: number
      readonly uncovered: boolean
    }
  /** The short leg left, and shares that it delivers came or went. */
  | { readonly kind: 'assigned'; readonly shares: number }
  /** Fewer whole spreads are there than the trade has. */
  | { readonly kind: 'reduced'; readonly spreads: number }
  /** Legs in unequal numbers, or a contract of the trade on the wrong side that no other trade explains. */
  | { readonly kind: 'invalid'; readonly why: string; readonly uncovered: boolean }

/** What the judgement of a trade looks at. */
export interface SightInput {
  readonly record: TradeRecord
  /** The trade's legs after the positions were shared out among all trades. */
  readonly legs: readonly LegPosition[]
  /** What no trade claims, by symbol; shares by ticker. */
  readonly unclaimed: SignedPositions
  /** Newest sequence of which enough complete snapshots are younger or equal: fills after it are in grace. */
  readonly graceSequence: number | null
  readonly today: TradingDay
}

/** Judges one trade that has something open by what the broker holds. Pure; nothing is concluded beyond the sight. */
export function judgeTrade({ record, legs, unclaimed, graceSequence, today }: SightInput): TradeSight {
  const { trade, spread } = record
  const open = openQuantity(trade)
  const snapshot = computeSpreadPositionSnapshot(legs)
  const uncovered = bareShortOf(legs) !== null
  const complete = legs.every(({ own, sign, ratio }) => own * sign === open * ratio)
  const wrongSide = legs.find(({ symbol, sign, own }) => own === 0 && (unclaimed.get(symbol) ?? 0) * sign < 0)
  if (complete) return { kind: 'in_order' }
  if (isInGrace(record, graceSequence)) return { kind: 'unconfirmed' }
  const shares = deliveredShares(record, legs, unclaimed)
  if (shares !== 0) return { kind: 'assigned', shares }
  if (wrongSide !== undefined)
    return { kind: 'invalid', why: `${wrongSide.symbol} stands on the wrong side`, uncovered }
  if (snapshot.flat) {
    const expired = spread.expiration < today || isOver(record, today)
    return { kind: 'absent', expired, exercised: expired ? exercisedShares(record, legs, unclaimed) : 0 }
  }
  if (legs.some(({ own }) => own === 0)) {
    const { shortQuantity, longQuantity } = snapshot
    return { kind: 'legs_missing', shortQuantity, longQuantity, uncovered }
  }
  if (!snapshot.inSync) return { kind: 'invalid', why: 'the legs stand in unequal numbers', uncovered }
  const [first] = legs
  return { kind: 'reduced', spreads: first === undefined ? 0 : (first.own * first.sign) / first.ratio }
}

/** Too few complete snapshots have come since the trade last filled. */
function isInGrace({ lastFillSequence }: TradeRecord, graceSequence: number | null): boolean {
  return lastFillSequence !== null && (graceSequence === null || lastFillSequence >= graceSequence)
}

/** On its last day a contract may leave before midnight: the broker removes it when it has settled. */
function isOver({ spread }: TradeRecord, today: TradingDay): boolean {
  return spread.expiration === today
}

/** Shares that a single long option has become by its exercise: bought by a call, sold by a put, that no trade explains. */
function exercisedShares(
  { trade, spread }: TradeRecord,
  legs: readonly LegPosition[],
  unclaimed: SignedPositions,
): number {
  const [only, another] = legs
  if (only === undefined || another !== undefined || only.sign < 0) return 0
  if (productOfRoot(spread.root).delivery === 'cash') return 0
  const shares = wholeShares(unclaimed.get(spread.underlying) ?? 0)
  const delivers = only.contract.type === 'call' ? shares : -shares
  return delivers >= trade.multiplier * openQuantity(trade) ? shares : 0
}

/**
 * Shares that came (+) or went (-) because short contracts of the trade were assigned: the side that its missing
 * short leg delivers, by its hundreds. 0 when there is no sign of it. Cash-settled products deliver nothing.
 */
function deliveredShares(
  { trade, spread }: TradeRecord,
  legs: readonly LegPosition[],
  unclaimed: SignedPositions,
): number {
  if (productOfRoot(spread.root).delivery === 'cash') return 0
  const shares = wholeShares(unclaimed.get(spread.underlying) ?? 0)
  if (shares === 0) return 0
  const missing = legs.find(
    ({ sign, own, ratio, contract }) =>
      sign < 0 &&
      -own < openQuantity(trade) * ratio &&
      (contract.type === 'call' ? shares < 0 : shares > 0) &&
      Math.abs(shares) >= trade.multiplier,
  )
  return missing === undefined ? 0 : shares
}
