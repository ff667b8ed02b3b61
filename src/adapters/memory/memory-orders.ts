import { invariant } from '../../domain/invariant.ts'
import { isOver } from '../../ports/broker-order.ts'
import type { OrderRecord, OrderStore } from '../../ports/store/order-store.ts'
import { byNumberThenText, byText, keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'
import { sameFacts } from './same-facts.ts'

// An id comes again after a reset, so the epoch is part of it.
const nameOf = ({ order, epoch }: OrderRecord) => keyOf(order.id, epoch)
const byCreation = byNumberThenText<OrderRecord>(({ order }) => order.createdAt, nameOf)

function isUnchanged(stored: OrderRecord, record: OrderRecord): boolean {
  return (
    stored.intentId === record.intentId &&
    stored.tradeId === record.tradeId &&
    stored.role === record.role &&
    sameFacts(stored.order, record.order)
  )
}

/** The orders of a user's accounts. */
export function memoryOrders(session: MemorySession): OrderStore {
  const working = new MemoryIndex<OrderRecord>(
    ({ account, order }) => (isOver(order.status) ? null : account),
    byText(nameOf),
  )
  const ofAccount = new MemoryIndex<OrderRecord>(({ account }) => account, byCreation)
  const ofTrade = new MemoryIndex<OrderRecord>(({ tradeId }) => tradeId, byCreation)
  const orders = new MemoryTable('orders', session.journal, [working, ofAccount, ofTrade])
  return {
    async saveOrders(records) {
      const keys = new Set(records.map((record) => keyOf(record.account, record.epoch, record.order.id)))
      invariant(keys.size === records.length, 'an order is saved twice at once')
      for (const record of records) {
        session.checkAccount(record.account)
        const key = keyOf(record.account, record.epoch, record.order.id)
        const stored = orders.get(key)
        if (stored === undefined || !isUnchanged(stored, record)) orders.put(key, record)
      }
    },
    async orderById(account, epoch, orderId) {
      return orders.get(keyOf(account, epoch, orderId)) ?? null
    },
    async ordersByIds(account, epoch, orderIds) {
      const known = [...new Set(orderIds)].map((id) => orders.get(keyOf(account, epoch, id)))
      return known.filter((record) => record !== undefined).sort(byText(nameOf))
    },
    async ordersCreatedSince(account, epoch, since) {
      return orders
        .rows(ofAccount, account)
        .lastWhile(({ order }) => order.createdAt >= since)
        .filter((record) => record.epoch === epoch)
        .sort(byText(nameOf))
    },
    async workingOrders(account) {
      const present = session.accounts.get(account)?.epoch
      return orders
        .rows(working, account)
        .all()
        .filter(({ epoch }) => epoch === present)
    },
    async recentOrders(account, count) {
      return orders.rows(ofAccount, account).newest(count)
    },
    async ordersOfTrade(tradeId) {
      return orders.rows(ofTrade, tradeId).all()
    },
  }
}
