import type { Cents } from '../../domain/money/cents.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import type { UnexplainedChange } from './position-change.ts'

/** What a reset of the account would leave behind. */
export interface WipeEvidence {
  /** Ids of our working orders that the broker says it does not know. */
  readonly unknownOrders: readonly string[]
  /** Orders of today that an earlier snapshot showed. */
  readonly ordersOfToday: readonly OrderRecord[]
  readonly listed: readonly BrokerOrder[]
  readonly positionsBefore: number
  readonly positionsAfter: number
  readonly changes: readonly UnexplainedChange[]
  readonly cashBefore: Cents | null
  readonly cashAfter: Cents
  /** Cash of the fills between the two snapshots; null while one has no price. */
  readonly cashFilled: Cents | null
}

/** Cash may move by fees, interest and dividends; a reset moves it by more than these. */
const CASH_TOLERANCE_CENTS = 10_000

/**
 * Why the account looks as if the broker had reset it, or null. Yesterday's finished orders leaving the list at
 * midnight, or a spread closed by hand, is no reset: what must be gone is an order that the broker must still show, or
 * everything at once together with cash that no fill explains.
 */
export function suspectWipe(evidence: WipeEvidence): string | null {
  const { unknownOrders, ordersOfToday, listed, changes } = evidence
  if (unknownOrders.length > 0)
    return `the broker does not know our working orders ${unknownOrders.join(', ')}`
  const shown = new Set(listed.map(({ id }) => id))
  const gone = ordersOfToday.filter(({ order }) => !shown.has(order.id))
  if (gone.length > 0) return `${gone.length} orders of today are no longer listed`
  const all = evidence.positionsBefore > 0 && evidence.positionsAfter === 0 && changes.length > 0
  if (!all) return null
  const { cashBefore, cashAfter, cashFilled } = evidence
  if (cashBefore === null || cashFilled === null) return null
  const unexplained = Math.abs(cashAfter - cashBefore - cashFilled)
  return unexplained > CASH_TOLERANCE_CENTS
    ? `every position is gone and cash moved by ${unexplained} cents that no fill explains`
    : null
}
