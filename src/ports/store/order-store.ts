import type { Instant } from '../../domain/calendar/instant.ts'
import type { BrokerOrder } from '../broker-order.ts'

/** What an order is for; null for one that is not ours. */
export type OrderRole = 'ENTRY' | 'EXIT' | 'BRACKET'

/** A broker's order as the last complete snapshot that showed it saw it. */
export interface OrderRecord {
  readonly account: string
  readonly epoch: number
  readonly order: BrokerOrder
  readonly intentId: string | null
  readonly tradeId: string | null
  readonly role: OrderRole | null
  /** The snapshot or confirmation that first saw it as it stands here. */
  readonly seenBy: string
}

/** The orders of the user's accounts. */
export interface OrderStore {
  /** Writes new and changed orders with their legs; ones that differ in `seenBy` only are left alone. Set-based. */
  saveOrders(records: readonly OrderRecord[]): Promise<void>
  orderById(account: string, epoch: number, orderId: string): Promise<OrderRecord | null>
  /** Those of these ids that are known, by id. */
  ordersByIds(account: string, epoch: number, orderIds: readonly string[]): Promise<readonly OrderRecord[]>
  /** Those that the broker created at an instant or later, by id: of a day, all that its list must still show. */
  ordersCreatedSince(account: string, epoch: number, since: Instant): Promise<readonly OrderRecord[]>
  /** Those of the account's present epoch that are not over, by id. What an older epoch left behind is history. */
  workingOrders(account: string): Promise<readonly OrderRecord[]>
  /** The newest first. */
  recentOrders(account: string, count: number): Promise<readonly OrderRecord[]>
  /** The oldest first. */
  ordersOfTrade(tradeId: string): Promise<readonly OrderRecord[]>
}
