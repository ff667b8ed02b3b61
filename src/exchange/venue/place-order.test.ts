import { expect, test } from 'vitest'
import { TUESDAY_10 } from '../../../test/support/quoted-market.ts'
import {
  ACCOUNT,
  C6500,
  C6550,
  creditSpread,
  group,
  net,
  option,
  shares,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'

const HOUR = 3_600_000

test('in session an order is open at once and fills at the ask', () => {
  const desk = new VenueDesk()
  const id = desk.place(shares('buy'))
  expect(desk.order(id)).toMatchObject({ id: 10_000_001, status: 'open', createdAt: TUESDAY_10 })
  desk.venue.step(desk.market)
  expect(desk.order(id)).toMatchObject({
    status: 'filled',
    execution: { executedQuantity: 10, remainingQuantity: 0, executedValue: usd(650.01) * 10 },
  })
  expect(desk.held()).toEqual([['SPY', 10]])
})

test('off hours it is pending, opens with the session and fills there', () => {
  const desk = new VenueDesk({}, {}, TUESDAY_10 - 3 * HOUR)
  const id = desk.place(shares('buy'))
  expect(desk.status(id)).toBe('pending')
  desk.pass(2.5 * HOUR - 1)
  expect(desk.status(id)).toBe('pending')
  desk.pass(1)
  expect(desk.status(id)).toBe('filled')
  expect(desk.venue.events().map(({ kind, at }) => [kind, at - TUESDAY_10])).toEqual([
    ['order_accepted', -3 * HOUR],
    ['order_opened', -HOUR / 2],
    ['order_filled', -HOUR / 2],
  ])
})

test('with a latency it is pending first, then open', () => {
  const desk = new VenueDesk({ latency: { openMs: 40 } })
  const id = desk.place(shares('buy', { type: 'limit', limit: usd(1) }))
  expect(desk.status(id)).toBe('pending')
  desk.pass(60)
  expect(desk.order(id)).toMatchObject({ status: 'open', changedAt: TUESDAY_10 + 40 })
})

test('legs of a net order and children of a group have the ids that follow', () => {
  const desk = new VenueDesk({ firstOrderId: 500 })
  expect(desk.place(creditSpread(40))).toBe(500)
  const entry = shares('buy', { type: 'limit', limit: usd(600) })
  const exit = shares('sell', { type: 'limit', limit: usd(700) })
  expect(desk.place(group('oto', entry, exit))).toBe(503)
  expect(desk.place(shares('buy'))).toBe(506)
  expect(desk.order(501)).toBe(desk.order(500))
  expect(desk.order(504)).toMatchObject({ id: 504, groupId: 503 })
})

test('what nothing prices is accepted, then rejected about 100 ms later', () => {
  const desk = new VenueDesk()
  desk.market.set(C6550, null, null)
  const id = desk.place(creditSpread(null))
  expect(desk.status(id)).toBe('open')
  desk.pass(74)
  expect(desk.status(id)).toBe('open')
  desk.pass(31)
  const { status, reason, changedAt } = desk.order(id)
  expect([status, reason]).toEqual(['rejected', `There is no price. Security symbol: ${C6550}`])
  expect(changedAt - TUESDAY_10).toBeGreaterThanOrEqual(75)
  expect(changedAt - TUESDAY_10).toBeLessThanOrEqual(105)
  expect(desk.balances().pendingCash).toBe(0)
})

test('a market order without the side that it needs has no price either', () => {
  const desk = new VenueDesk()
  desk.market.set(C6500, 1, null)
  const id = desk.place(option('buy_to_open', C6500))
  desk.pass(105)
  expect(desk.status(id)).toBe('rejected')
})

test('a refusal of the risk checks leaves a rejected row, one of an unknown symbol or of words does not', () => {
  const desk = new VenueDesk()
  expect(desk.refused(shares('buy', { quantity: 1_000_000 }))).toBe('buying_power_too_low')
  expect(desk.refused(shares('buy', { symbol: 'NOPE' }))).toBe('symbol_must_be_known')
  expect(desk.refused(shares('buy', { quantity: 0 }))).toBe('quantity_must_be_whole_and_positive')
  expect(desk.venue.orders(ACCOUNT)).toMatchObject([
    { status: 'rejected', reason: 'You do not have enough buying power for this trade.' },
  ])
  expect(desk.venue.orders(ACCOUNT)[0]).toMatchObject({ execution: { remainingQuantity: 0 } })
  expect(desk.balances().pendingOrders).toBe(0)
})

test('refused groups and net orders leave whole rows too, and rows can be switched off', () => {
  const desk = new VenueDesk()
  const exits = [
    shares('sell', { type: 'limit', limit: usd(700) }),
    shares('sell', { type: 'stop', stop: usd(600) }),
  ]
  expect(desk.refused(group('oco', ...exits))).toBe('sell_needs_a_long')
  expect(
    desk.refused(
      net('market', null, [
        ['buy_to_close', C6500],
        ['buy_to_open', C6550],
      ]),
    ),
  ).toBe('buy_to_close_needs_a_short')
  const [oco, spread] = desk.venue.orders(ACCOUNT)
  expect(oco).toMatchObject({
    status: 'rejected',
    children: [{ status: 'rejected' }, { status: 'rejected' }],
  })
  expect(spread).toMatchObject({ status: 'rejected', legs: [{}, {}] })
  const quiet = new VenueDesk({ keepRefusedRows: false })
  expect(quiet.refused(group('oco', ...exits))).toBe('sell_needs_a_long')
  expect(quiet.venue.orders(ACCOUNT)).toEqual([])
})

test('an unknown account is refused, never a crash', () => {
  const desk = new VenueDesk()
  const { venue, market } = desk
  expect(venue.submit('X', shares('buy'), market)).toMatchObject({ code: 'account_must_exist' })
  expect(venue.preview('X', shares('buy'), market)).toMatchObject({ code: 'account_must_exist' })
  expect(venue.modify('X', 1, {}, market)).toMatchObject({ code: 'order_must_exist' })
  expect(venue.cancel('X', 1, market)).toMatchObject({ code: 'order_must_exist' })
  expect(venue.order('X', 1)).toBeUndefined()
})

test('a demo at night trades when the venue is always open', () => {
  const desk = new VenueDesk({ alwaysOpen: true }, {}, TUESDAY_10 - 8 * HOUR)
  expect(desk.status(desk.fill(shares('buy')))).toBe('filled')
})
