import { expect, test } from 'vitest'
import { TUESDAY_10 } from '../../../test/support/quoted-market.ts'
import {
  ACCOUNT,
  C6500,
  C6550,
  creditSpread,
  option,
  shares,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'
import type { NetOrder } from './venue-types.ts'

test('a hand trade changes position and cash, without an order or a question', () => {
  const at = new VenueDesk({}, { optionLevel: 0 })
  const { control } = at.venue
  expect(control.tradeByHand(ACCOUNT, { symbol: C6500, quantity: -2 }, at.market)).toEqual({
    ok: true,
    value: { symbol: C6500, quantity: -2, price: usd(50) },
  })
  expect([at.held(), at.balances().totalCash]).toEqual([[[C6500, -2]], 101_000_000])
  expect(at.venue.orders(ACCOUNT)).toEqual([])
  expect(at.venue.events()).toMatchObject([{ kind: 'account_changed', cause: 'hand', cash: 1_000_000 }])
})

test('a position is closed by hand, whole or in part, under the orders that would close it', () => {
  const at = new VenueDesk({ matching: { restingFillsPerMinute: 0 } })
  const { control } = at.venue
  at.fill(shares('buy'))
  const id = at.place(shares('sell', { type: 'limit', limit: usd(700) }))
  expect(control.closeByHand(ACCOUNT, 'SPY', at.market, 4, usd(640))).toMatchObject({ ok: true })
  expect(at.held()).toEqual([['SPY', 6]])
  control.closeByHand(ACCOUNT, 'SPY', at.market)
  expect([at.held(), at.status(id)]).toEqual([[], 'open'])
  expect(control.closeByHand(ACCOUNT, 'SPY', at.market)).toMatchObject({ code: 'position_must_be_held' })
})

test('nonsense by hand is refused', () => {
  const at = new VenueDesk()
  const { control } = at.venue
  const trade = (symbol: string, quantity: number, price?: number) =>
    control.tradeByHand(
      ACCOUNT,
      { symbol, quantity, ...(price === undefined ? {} : { price: usd(price) }) },
      at.market,
    )
  expect(trade('SPY', 0)).toMatchObject({ code: 'quantity_must_be_whole_and_positive' })
  expect(trade('NOPE', 1)).toMatchObject({ code: 'symbol_must_be_known' })
  expect(trade('SPY', 1, -1)).toMatchObject({ code: 'price_must_be_positive' })
  at.market.set('SPY', null, null)
  expect(trade('SPY', 1)).toMatchObject({ code: 'instrument_must_have_a_price' })
  expect(control.tradeByHand('X', { symbol: 'SPY', quantity: 1 }, at.market)).toMatchObject({
    code: 'account_must_exist',
  })
})

test('a wipe leaves the opening cash and nothing else, and nothing of it comes back', () => {
  const at = new VenueDesk()
  at.fill(shares('buy'))
  const id = at.place(shares('sell', { type: 'limit', limit: usd(700) }))
  expect(at.venue.control.wipe(ACCOUNT, at.market)).toEqual({ ok: true, value: { cash: 100_000_000 } })
  at.pass(24 * 3_600_000)
  expect([at.held(), at.venue.orders(ACCOUNT), at.venue.order(ACCOUNT, id)]).toEqual([[], [], undefined])
  expect(at.balances()).toMatchObject({ totalCash: 100_000_000, pendingCash: 0, pendingOrders: 0 })
})

test('order ids can begin again: finished orders make room, working ones keep their ids', () => {
  const at = new VenueDesk({ firstOrderId: 100 })
  at.fill(shares('buy'))
  const works = at.place(shares('buy', { type: 'limit', limit: usd(1) }))
  expect(works).toBe(101)
  at.venue.control.resetOrderIds(100)
  expect(at.place(shares('buy', { type: 'limit', limit: usd(1) }))).toBe(100)
  expect(at.place(creditSpread(40))).toBe(102)
  expect(at.venue.orders(ACCOUNT).map(({ id }) => id)).toEqual([101, 100, 102])
})

test('what was planned for an order that is gone does not meet the next one of its id', () => {
  const at = new VenueDesk({ firstOrderId: 100, latency: { cancelMs: 50 } })
  const far = shares('buy', { type: 'limit', limit: usd(1) })
  at.cancel(at.place(far))
  const { control } = at.venue
  control.wipe(ACCOUNT, at.market)
  control.resetOrderIds(100)
  const id = at.place(far)
  at.pass(60)
  expect([id, at.status(id)]).toEqual([100, 'open'])
})

test('the next order is rejected after its 200, once', () => {
  const at = new VenueDesk()
  at.venue.control.plan({ kind: 'reject_next', accountId: ACCOUNT, reason: 'Margin' })
  const [struck, spared] = [at.fill(shares('buy')), at.fill(shares('buy'))]
  expect([at.status(struck), at.status(spared)]).toEqual(['open', 'filled'])
  at.pass(105)
  expect(at.order(struck)).toMatchObject({ status: 'rejected', reason: 'Margin' })
  expect(at.order(struck).changedAt - TUESDAY_10).toBeGreaterThanOrEqual(75)
})

test('a part fills, then the rest is canceled', () => {
  const at = new VenueDesk()
  at.venue.control.plan({ kind: 'partial_then_cancel', accountId: ACCOUNT, units: 3 })
  const id = at.fill(creditSpread(1, 10))
  expect(at.status(id)).toBe('partially_filled')
  at.pass(100)
  const { status, legs } = at.order(id) as NetOrder
  expect([status, ...legs.map(({ execution }) => execution.executedQuantity)]).toEqual(['canceled', 3, 3])
  expect(at.balances().pendingCash).toBe(0)
})

test('every order of a symbol is rejected until it is taken back', () => {
  const at = new VenueDesk()
  const { control } = at.venue
  control.plan({ kind: 'reject_symbol', symbol: C6550, reason: 'Halted' })
  const struck = [at.fill(creditSpread(1)), at.fill(creditSpread(1))]
  expect(at.status(at.fill(option('buy_to_open', C6500)))).toBe('filled')
  at.pass(200)
  expect(struck.map((id) => at.status(id))).toEqual(['rejected', 'rejected'])
  control.clearFaults()
  expect(at.status(at.fill(creditSpread(1)))).toBe('filled')
})

test('faults of one account are taken back alone', () => {
  const at = new VenueDesk()
  at.open('B')
  const { control } = at.venue
  for (const accountId of [ACCOUNT, 'B']) control.plan({ kind: 'fill_on_cancel', accountId })
  control.clearFaults('B')
  expect(control.truth(ACCOUNT, at.market)).toMatchObject({ value: { faults: [{ accountId: ACCOUNT }] } })
  expect(control.truth('B', at.market)).toMatchObject({ value: { faults: [] } })
})

test('the truth is plain JSON of the whole account, and stays as it was', () => {
  const at = new VenueDesk()
  at.fill(shares('buy'))
  const truth = at.venue.control.truth(ACCOUNT, at.market)
  if (!truth.ok) throw new Error(truth.code)
  const before = JSON.stringify(truth.value)
  expect(truth.value).toMatchObject({
    terms: { id: ACCOUNT },
    positions: [{ symbol: 'SPY', quantity: 10 }],
    orders: [{ status: 'filled' }],
    events: [{ kind: 'order_accepted' }, { kind: 'order_filled' }],
  })
  at.fill(shares('sell'))
  expect(JSON.stringify(truth.value)).toBe(before)
})

test('terms change for what comes after', () => {
  const at = new VenueDesk({}, { optionLevel: 1 })
  expect(at.refused(option('buy_to_open', C6500))).toBe('long_options_not_allowed')
  at.venue.control.setTerms(ACCOUNT, { optionLevel: 2 })
  expect(at.refused(option('buy_to_open', C6500))).toBeNull()
})
