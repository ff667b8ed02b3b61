import type { Cents } from '../../domain/money/cents.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import type { UnexplainedChange } from './position-change.ts'

/** What a reset of the account would leave behind. */
export interface WipeEvidence {
  /** Ids of our working orders that the broker says it does not know. */
  readonly unknownOrders: readonly string[]
  /** Ids of known orders under which the broker shows other orders. */
  readonly reusedIds: readonly string[]
  /** Orders of today that an earlier snapshot showed. */
  readonly ordersOfToday: readonly OrderRecord[]
  readonly listed: readonly BrokerOrder[]
  readonly positionsBefore: number
  readonly positionsAfter: number
  readonly changes: readonly UnexplainedChange[]
  readonly equityBefore: Cents | null
  readonly equityAfter: Cents
  /** What the positions that are gone had cost, long and short added up; null where one has no cost. */
  readonly costGone: Cents | null
}

/** Closing everything at the market's prices leaves the equity nearly as it was: half a spread, fees, a minute's move. */
const EQUITY_TOLERANCE_CENTS = 10_000
/** The part of what was at stake that a bad close may lose. */
const LOST_IN_CLOSING = 0.25

/**
 * Why the account looks as if the broker had reset it, or null. Yesterday's finished orders leaving the list at
 * midnight, or a spread closed by hand, is no reset: what must be gone is an order that the broker must still show, or
 * everything at once together with equity that no closing explains.
 */
export function suspectWipe(evidence: WipeEvidence): string | null {
  const { unknownOrders, ordersOfToday, listed, changes } = evidence
  if (unknownOrders.length > 0)
    return `the broker does not know our working orders ${unknownOrders.join(', ')}`
  if (evidence.reusedIds.length > 0) return `other orders have the ids ${evidence.reusedIds.join(', ')}`
  const shown = new Set(listed.map(({ id }) => id))
  const gone = ordersOfToday.filter(({ order }) => !shown.has(order.id))
  if (gone.length > 0) return `${gone.length} orders of today are no longer listed`
  const all = evidence.positionsBefore > 0 && evidence.positionsAfter === 0 && changes.length > 0
  if (!all) return null
  const { equityBefore, equityAfter, costGone } = evidence
  if (equityBefore === null) return null
  const jump = Math.abs(equityAfter - equityBefore)
  const closing = Math.max(EQUITY_TOLERANCE_CENTS, Math.ceil((costGone ?? 0) * LOST_IN_CLOSING))
  return jump > closing ? `every position is gone and the equity jumped by ${jump} cents` : null
}
