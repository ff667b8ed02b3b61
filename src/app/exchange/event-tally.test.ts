import { expect, test } from 'vitest'
import type { VenueEvent } from '../../exchange/venue/venue-event.ts'
import type { VenueOrder } from '../../exchange/venue/venue-types.ts'
import { EventTally } from './event-tally.ts'

test('counts what was ordered and filled, and what still works', () => {
  const log: VenueEvent[] = []
  const status = new Map<number, string>()
  const tally = new EventTally({
    events: () => log,
    order: (_, id) => ({ status: status.get(id) }) as VenueOrder,
  })
  const happens = (kind: string, orderId: number, now: string) => {
    log.push({ kind, orderId, accountId: 'VA1', seq: log.length + 1, at: 0 } as unknown as VenueEvent)
    status.set(orderId, now)
  }
  expect(tally.count()).toEqual({ orders: 0, workingOrders: 0, fills: 0 })
  happens('order_accepted', 1, 'open')
  happens('order_accepted', 2, 'pending')
  happens('order_filled', 1, 'partially_filled')
  expect(tally.count()).toEqual({ orders: 2, workingOrders: 2, fills: 1 })
  happens('order_filled', 1, 'filled')
  happens('order_ended', 2, 'rejected')
  expect(tally.count()).toEqual({ orders: 2, workingOrders: 0, fills: 2 })
})
