import { expect, test } from 'vitest'
import { TUESDAY_10 } from '../../../test/support/quoted-market.ts'
import { C6500, group, option, shares, usd, VenueDesk } from '../../../test/support/venue-desk.ts'
import type { GroupOrder } from './venue-types.ts'

const PROFIT = shares('sell', { type: 'limit', limit: usd(700) })
const LOSS = shares('sell', { type: 'stop', stop: usd(600) })
const ENTRY = shares('buy', { type: 'limit', limit: usd(640) })

function desk() {
  return new VenueDesk({ matching: { restingFillsPerMinute: 0 } })
}

function statuses(at: VenueDesk, id: number): string[] {
  const order = at.order(id) as GroupOrder
  return [order.status, ...order.children.map(({ status }) => status)]
}

function move(at: VenueDesk, bid: number): void {
  at.market.now += 1
  at.market.set('SPY', bid, bid + 0.02)
  at.venue.step(at.market)
}

test('one cancels the other: the sibling is locked at once and canceled 140 ms later', () => {
  const at = desk()
  at.fill(shares('buy'))
  const id = at.place(group('oco', PROFIT, LOSS))
  expect(statuses(at, id)).toEqual(['open', 'open', 'open'])
  move(at, 701)
  expect(statuses(at, id)).toEqual(['filled', 'filled', 'open'])
  move(at, 590)
  expect(at.held()).toEqual([])
  at.pass(140)
  expect(statuses(at, id)).toEqual(['filled', 'filled', 'canceled'])
  const { changedAt, children } = at.order(id) as GroupOrder
  expect(children[1]!.changedAt - changedAt).toBe(140)
})

test('both in one step: the older one fills, the other never', () => {
  const at = desk()
  at.fill(shares('buy'))
  const id = at.place(group('oco', shares('sell', { type: 'limit', limit: usd(645) }), LOSS))
  at.market.now += 1
  at.market.set('SPY', 599, 646)
  at.venue.step(at.market)
  at.market.now += 1
  at.market.set('SPY', 645.5, 646)
  at.venue.step(at.market)
  expect(at.venue.events().filter(({ kind }) => kind === 'order_filled')).toHaveLength(2)
  expect(at.held()).toEqual([])
  at.pass(200)
  expect(statuses(at, id)[0]).toBe('filled')
})

test('a part of one excludes the other, and what is left of it goes on', () => {
  const at = desk()
  at.fill(shares('buy'))
  const id = at.place(group('oco', PROFIT, LOSS))
  at.market.now += 1
  at.market.set('SPY', 701, 701.02, 4)
  at.venue.step(at.market)
  expect(statuses(at, id)).toEqual(['open', 'partially_filled', 'open'])
  at.pass(140)
  expect(statuses(at, id)).toEqual(['open', 'partially_filled', 'canceled'])
  move(at, 702)
  expect(statuses(at, id)).toEqual(['filled', 'filled', 'canceled'])
})

test('canceling the group or one of its orders ends the whole', () => {
  const at = desk()
  at.fill(shares('buy'))
  const id = at.place(group('oco', PROFIT, LOSS))
  expect(at.cancel(id + 1)).toEqual({ ok: true, value: { id } })
  expect(statuses(at, id)).toEqual(['canceled', 'canceled', 'canceled'])
  expect(at.cancel(id)).toMatchObject({ code: 'order_already_final' })
  expect(at.refused(PROFIT)).toBeNull()
})

test('one triggers the other: it waits pending, opens with the fill, and may fill in the same step', () => {
  const at = desk()
  const id = at.place(group('oto', ENTRY, PROFIT))
  at.venue.step(at.market)
  expect(statuses(at, id)).toEqual(['open', 'open', 'pending'])
  move(at, 639)
  expect(statuses(at, id)).toEqual(['open', 'filled', 'open'])
  move(at, 705)
  expect(statuses(at, id)).toEqual(['filled', 'filled', 'filled'])
  expect(at.held()).toEqual([])
})

test('an entry that is filled in part wakes nothing yet', () => {
  const at = desk()
  const id = at.place(group('oto', ENTRY, PROFIT))
  at.market.now += 1
  at.market.set('SPY', 639, 639.02, 3)
  at.venue.step(at.market)
  expect(statuses(at, id)).toEqual(['open', 'partially_filled', 'pending'])
})

test('a bracket: the entry fills, the stop takes it out, the profit order is canceled', () => {
  const at = desk()
  const id = at.place(group('otoco', ENTRY, PROFIT, LOSS))
  move(at, 639)
  expect(statuses(at, id)).toEqual(['open', 'filled', 'open', 'open'])
  move(at, 599)
  at.pass(140)
  expect(statuses(at, id)).toEqual(['filled', 'filled', 'canceled', 'filled'])
})

test('a bracket of a day ends whole when its entry was not filled, and with its exits when it was', () => {
  for (const [bid, wanted] of [
    [645, ['expired', 'expired', 'expired', 'expired']],
    [639, ['expired', 'filled', 'expired', 'expired']],
  ] as const) {
    const at = desk()
    const id = at.place(group('otoco', ENTRY, PROFIT, LOSS))
    move(at, bid)
    at.pass(7 * 3_600_000)
    expect(statuses(at, id)).toEqual(wanted)
  }
})

test('the exits of a bracket need what its entry brings, and count once', () => {
  const at = desk()
  const exits = { type: 'limit', limit: usd(60) } as const
  const stop = { type: 'stop', stop: usd(20) } as const
  const entry = option('buy_to_open', C6500, { type: 'limit', limit: usd(40), quantity: 2 })
  const close = (quantity: number) => [
    option('sell_to_close', C6500, { ...exits, quantity }),
    option('sell_to_close', C6500, { ...stop, quantity }),
  ]
  expect(at.refused(group('otoco', entry, ...close(3)))).toBe('sell_must_not_cross_zero')
  expect(at.refused(group('otoco', entry, ...close(2)))).toBeNull()
})

test('what an exit rejects takes the rest with it', () => {
  const at = desk()
  at.fill(shares('buy'))
  at.venue.control.plan({ kind: 'reject_symbol', symbol: 'SPY', reason: 'no' })
  const id = at.place(group('oco', PROFIT, LOSS))
  at.pass(105)
  expect(statuses(at, id)).toContain('rejected')
  expect(at.order(id).status).toBe('rejected')
  expect((at.order(id) as GroupOrder).children.every(({ status }) => status !== 'open')).toBe(true)
})

test('off hours a group is pending with its orders and opens with them', () => {
  const early = new VenueDesk({}, {}, TUESDAY_10 - 3 * 3_600_000)
  const id = early.place(group('otoco', ENTRY, PROFIT, LOSS))
  expect(statuses(early, id)).toEqual(['pending', 'pending', 'pending', 'pending'])
  early.pass(3 * 3_600_000)
  expect(statuses(early, id)).toEqual(['open', 'open', 'pending', 'pending'])
})
