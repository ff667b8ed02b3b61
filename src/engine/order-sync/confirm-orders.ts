import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { OrderDesk } from '../../ports/order-desk.ts'
import type { AccountStore } from '../../ports/store/account-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import type { TradeClosing } from '../lifecycle/record-trade-closed.ts'
import { type OrderSyncTransaction, syncOrdersFromTradier } from './sync-orders.ts'
import type { SyncContext } from './trade-fold.ts'

/** What a confirmation needs. */
export interface ConfirmDeps extends Pick<SyncContext, 'attemptsAllowed' | 'marketOf'> {
  readonly username: string
  readonly account: string
  readonly desk: Pick<OrderDesk, 'readOrder'>
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Ids
  readonly work: UnitOfWork<OrderSyncTransaction & AccountStore>
}

/**
 * Reads some orders back by their ids and takes in what they say: the cheap way to learn whether a cancel has won or
 * lost. What cannot be read is left to the next snapshot; nothing is concluded from it.
 *
 * @param known orders as an earlier look took them in: to take in the same again would change nothing
 * @returns the orders as the broker showed them, and the trades that were closed by that
 */
export async function confirmOrders(
  { username, account, desk, clock, ids, work, attemptsAllowed, marketOf }: ConfirmDeps,
  orderIds: readonly string[],
  priority: CallPriority,
  known: readonly BrokerOrder[] = [],
): Promise<{ readonly orders: readonly BrokerOrder[]; readonly closings: readonly TradeClosing[] }> {
  const listedAt = clock.now()
  const reads = await Promise.all(orderIds.map((id) => desk.readOrder(id, priority)))
  const orders = reads.flatMap((read) => (read.ok && read.value !== null ? [read.value] : []))
  if (orders.every((order) => isKnown(order, known))) return { orders, closings: [] }
  const seenBy = ids.next()
  return work.transact(username, async (tx) => {
    const { epoch, lastSequence, snapshotId } = await tx.lockAccount(account)
    const now = clock.now()
    const { closings } = await syncOrdersFromTradier(tx, {
      account,
      epoch,
      seenBy,
      orders,
      complete: false,
      listedAt,
      now,
      evidence: (reference) => ({ actor: 'engine', at: now, snapshotId, reference }),
      sequence: lastSequence,
      attemptsAllowed,
      marketOf,
    })
    return { orders, closings }
  })
}

/** Orders are plain data, made by the same translation. */
function isKnown(order: BrokerOrder, known: readonly BrokerOrder[]): boolean {
  const text = JSON.stringify(order)
  return known.some((one) => JSON.stringify(one) === text)
}
