import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import type { BrokerOrderStatus } from '../../../src/ports/broker-order.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { ACCOUNT, brokerOrder, OPEN, orderRecord } from './sample-records.ts'

const STATUSES: readonly BrokerOrderStatus[] = [
  'pending',
  'open',
  'partially_filled',
  'filled',
  'cancelled',
  'expired',
  'rejected',
  'error',
  'unrecognised',
]

export const ordersContract: ContractPart = {
  'gives an order back as it was, with legs and children, and the newest state of it': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const children = [brokerOrder('11'), brokerOrder('12', { status: 'pending', legs: [], cashFlow: null })]
    const first = orderRecord(brokerOrder('10', { class: 'oco', children, legs: [], limit: null }))
    await mine((tx) => tx.saveOrders([first]))
    expect(await mine((tx) => tx.orderById(ACCOUNT, 1, '10'))).toEqual(first)
    const second = {
      ...first,
      order: { ...first.order, status: 'filled' as const },
      tradeId: 't1',
      seenBy: 's2',
    }
    await mine((tx) => tx.saveOrders([second]))
    expect(await mine((tx) => tx.orderById(ACCOUNT, 1, '10'))).toEqual(second)
    expect(await mine((tx) => tx.orderById(ACCOUNT, 2, '10'))).toBeNull()
    expect(await theirs((tx) => tx.orderById(ACCOUNT, 1, '10'))).toBeNull()
    expect(await theirs((tx) => tx.recentOrders(ACCOUNT, 9))).toEqual([])
    expect(await theirs((tx) => tx.ordersOfTrade('t1'))).toEqual([])
  },

  'leaves an equal order alone, whoever saw it': async (store) => {
    const { mine } = await twoUsers(store)
    const order = orderRecord(brokerOrder('10'))
    await mine((tx) => tx.saveOrders([order]))
    await mine((tx) => tx.saveOrders([{ ...order, seenBy: 's2' }]))
    expect(await mine((tx) => tx.orderById(ACCOUNT, 1, '10'))).toEqual(order)
    const adopted = { ...order, seenBy: 's3', intentId: 'i1', role: 'EXIT' as const }
    await mine((tx) => tx.saveOrders([adopted]))
    expect(await mine((tx) => tx.orderById(ACCOUNT, 1, '10'))).toEqual(adopted)
  },

  'gives as working exactly those that are not over, by id': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const orders = STATUSES.map((status, i) => orderRecord(brokerOrder(`${9 - i}`, { status })))
    await mine((tx) => tx.saveOrders(orders))
    const working = await mine((tx) => tx.workingOrders(ACCOUNT))
    expect(working.map(({ order }) => order.status)).toEqual([
      'unrecognised',
      'partially_filled',
      'open',
      'pending',
    ])
    expect(await theirs((tx) => tx.workingOrders(ACCOUNT))).toEqual([])
  },

  'gives as working those of the present epoch only: what worked before a reset is history': async (
    store,
  ) => {
    const { mine } = await twoUsers(store)
    const old = orderRecord(brokerOrder('1', { status: 'open' }))
    const present = orderRecord(brokerOrder('1', { status: 'pending' }), { epoch: 2 })
    await mine((tx) => tx.saveOrders([old]))
    expect(await mine((tx) => tx.workingOrders(ACCOUNT))).toEqual([old])
    await mine(async (tx) => tx.saveAccount({ ...(await tx.lockAccount(ACCOUNT)), epoch: 2 }))
    expect(await mine((tx) => tx.workingOrders(ACCOUNT))).toEqual([])
    await mine((tx) => tx.saveOrders([present]))
    expect(await mine((tx) => tx.workingOrders(ACCOUNT))).toEqual([present])
    expect(await mine((tx) => tx.recentOrders(ACCOUNT, 9))).toHaveLength(2)
  },

  'keeps the orders of two epochs apart and gives the newest first': async (store) => {
    const { mine } = await twoUsers(store)
    const old = orderRecord(brokerOrder('1'), { tradeId: 't1' })
    const reset = orderRecord(brokerOrder('1', { createdAt: instant(OPEN + 5) }), { epoch: 2, tradeId: 't1' })
    const middle = orderRecord(brokerOrder('2'), { tradeId: 't2' })
    await mine((tx) => tx.saveOrders([reset, middle, old]))
    expect(await mine((tx) => tx.recentOrders(ACCOUNT, 9))).toEqual([reset, middle, old])
    expect(await mine((tx) => tx.recentOrders(ACCOUNT, 1))).toEqual([reset])
    expect(await mine((tx) => tx.ordersOfTrade('t1'))).toEqual([old, reset])
  },

  'finds orders by their ids, or by when they were created, in one epoch': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const [early, late] = [
      orderRecord(brokerOrder('9')),
      orderRecord(brokerOrder('10', { createdAt: instant(OPEN + 5) })),
    ]
    const reset = orderRecord(brokerOrder('9', { createdAt: instant(OPEN + 5) }), { epoch: 2 })
    await mine((tx) => tx.saveOrders([early, late, reset]))
    const byIds = (epoch: number) => mine((tx) => tx.ordersByIds(ACCOUNT, epoch, ['9', '10', '11', '9']))
    expect([await byIds(1), await byIds(2), await byIds(3)]).toEqual([[late, early], [reset], []])
    const since = (ms: number) => mine((tx) => tx.ordersCreatedSince(ACCOUNT, 1, instant(OPEN + ms)))
    expect([await since(0), await since(5), await since(6)]).toEqual([[late, early], [late], []])
    expect(await theirs((tx) => tx.ordersByIds(ACCOUNT, 1, ['9']))).toEqual([])
    expect(await theirs((tx) => tx.ordersCreatedSince(ACCOUNT, 1, OPEN))).toEqual([])
    expect(await mine((tx) => tx.ordersByIds(ACCOUNT, 1, []))).toEqual([])
  },

  'takes no orders for nothing, and two of one id for a bug': async (store) => {
    const { mine } = await twoUsers(store)
    await mine((tx) => tx.saveOrders([]))
    const twice = [orderRecord(brokerOrder('1')), orderRecord(brokerOrder('1'))]
    await expect(mine((tx) => tx.saveOrders(twice))).rejects.toThrow('saved twice at once')
  },
}
