import { expect, test } from 'vitest'
import { creditSpread, shares, usd, VenueDesk } from '../../../test/support/venue-desk.ts'
import type { NetOrder } from './venue-types.ts'

const FAR = { type: 'limit', limit: usd(600) } as const

test('a canceled order has nothing remaining and cannot be canceled again', () => {
  const at = new VenueDesk()
  const id = at.fill(shares('buy', FAR))
  expect(at.cancel(id)).toEqual({ ok: true, value: { id } })
  expect(at.order(id)).toMatchObject({ status: 'canceled', execution: { remainingQuantity: 0 } })
  expect(at.cancel(id)).toMatchObject({ message: 'order already in finalized state: canceled' })
  expect(at.cancel(77)).toMatchObject({ code: 'order_must_exist' })
})

test('what filled before cannot be canceled; what filled in part keeps its part', () => {
  const at = new VenueDesk({ matching: { restingFillsPerMinute: 0 } })
  expect(at.cancel(at.fill(shares('buy')))).toMatchObject({
    message: 'order already in finalized state: filled',
  })
  const id = at.fill(shares('buy', { quantity: 700, type: 'limit', limit: usd(651) }))
  at.cancel(id)
  expect(at.order(id)).toMatchObject({
    status: 'canceled',
    execution: { executedQuantity: 590, remainingQuantity: 0 },
  })
  expect(at.held()).toEqual([['SPY', 600]])
})

test('a cancel that takes its time may lose against a fill', () => {
  const at = new VenueDesk({ latency: { cancelMs: 50 }, matching: { restingFillsPerMinute: 0 } })
  const [wins, loses] = [at.fill(shares('buy', FAR)), at.fill(shares('buy', FAR))]
  at.cancel(wins)
  at.pass(50)
  expect(at.status(wins)).toBe('canceled')
  at.cancel(loses)
  at.market.now += 20
  at.market.set('SPY', 590, 590.02)
  at.venue.step(at.market)
  expect(at.status(loses)).toBe('filled')
  at.pass(100)
  expect(at.status(loses)).toBe('filled')
})

test('by a planned fault the order fills between cancel and acknowledgement, never outside its limit', () => {
  const at = new VenueDesk({ matching: { restingFillsPerMinute: 0 } })
  const { control } = at.venue
  control.plan({ kind: 'fill_on_cancel', accountId: 'VA00000042' })
  const id = at.fill(creditSpread(14))
  expect(at.cancel(id)).toEqual({ ok: true, value: { id } })
  const { status, legs } = at.order(id) as NetOrder
  const [sold, bought] = legs.map(({ execution }) => execution.lastFillPrice!)
  expect([status, sold! - bought!]).toEqual(['filled', usd(14)])
  const next = at.fill(creditSpread(14))
  at.cancel(next)
  expect(at.status(next)).toBe('canceled')
})

test('the fault does not fill what could not fill: a stop that sleeps, an order before the open', () => {
  const at = new VenueDesk()
  at.fill(shares('buy'))
  at.venue.control.plan({ kind: 'fill_on_cancel', accountId: 'VA00000042' })
  const id = at.fill(shares('sell', { type: 'stop', stop: usd(600) }))
  at.cancel(id)
  expect(at.status(id)).toBe('canceled')
})
