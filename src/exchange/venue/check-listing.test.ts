import { expect, test } from 'vitest'
import { TUESDAY_10 } from '../../../test/support/quoted-market.ts'
import { C6500, option, shares, SPY_CALL, usd, VenueDesk } from '../../../test/support/venue-desk.ts'

const HOUR = 3_600_000
const LIMIT = { type: 'limit', limit: usd(1) } as const

test('symbols must be listed, and be what they are sent as', () => {
  const desk = new VenueDesk()
  expect(desk.submit(shares('buy', { symbol: 'NOPE' }))).toMatchObject({ message: 'Undefined symbol: NOPE' })
  expect(desk.refused(option('buy_to_open', 'SPXW260925C09999000'))).toBe('symbol_must_be_known')
  expect(desk.refused(option('buy_to_open', 'nonsense'))).toBe('symbol_must_be_known')
  expect(desk.refused(shares('buy', { symbol: C6500 }))).toBe('symbol_must_be_known')
  expect(desk.refused(shares('buy', { symbol: 'SPX' }))).toBe('index_has_no_shares')
  expect(desk.refused({ ...option('buy_to_open', C6500), symbol: 'SPY' })).toBe(
    'option_symbol_must_be_of_the_symbol',
  )
  expect(desk.refused({ ...option('buy_to_open', C6500), symbol: 'SPXW' })).toBeNull()
})

test('the shares of a combo are those of its symbol', () => {
  const desk = new VenueDesk()
  desk.market.set('KO', 70, 70.01)
  const legs = [
    { symbol: 'KO', side: 'buy', quantity: 100 },
    { symbol: 'SPY', optionSymbol: SPY_CALL, side: 'sell_to_open', quantity: 1 },
  ] as const
  const combo = { class: 'combo', symbol: 'SPY', type: 'market', duration: 'day', legs } as const
  expect(desk.refused(combo)).toBe('option_symbol_must_be_of_the_symbol')
})

test('a contract that ended is refused by its end, whatever the market still shows', () => {
  const desk = new VenueDesk()
  const gone = 'SPXW260921C06500000'
  desk.market.set(gone, 1, 1.1)
  expect(desk.refused(option('buy_to_open', gone))).toBe('contract_must_not_be_expired')
  expect(desk.refused(option('buy_to_open', 'SPXW200101C06500000'))).toBe('contract_must_not_be_expired')
})

test('adjusted contracts can be closed, not opened', () => {
  const desk = new VenueDesk()
  const adjusted = 'SPY1261016C00660000'
  desk.market.set(adjusted, 1, 1.1)
  expect(desk.refused(option('buy_to_open', adjusted))).toBe('contract_must_be_standard')
  expect(desk.refused(option('sell_to_close', adjusted))).toBe('sell_to_close_needs_a_long')
})

test('short sales are from 5 dollars', () => {
  const desk = new VenueDesk()
  desk.market.set('PENNY', 4.98, 4.99)
  expect(desk.refused(shares('sell_short', { symbol: 'PENNY' }))).toBe('short_sale_must_be_from_5_dollars')
  desk.market.set('PENNY', 5, 5.01)
  expect(desk.refused(shares('sell_short', { symbol: 'PENNY' }))).toBeNull()
})

test('pre and post market orders are sent in their sessions, fill there and end with them', () => {
  const noon = new VenueDesk()
  expect(noon.refused(shares('buy', { ...LIMIT, duration: 'pre' }))).toBe('pre_market_unavailable')
  expect(noon.refused(shares('buy', { ...LIMIT, duration: 'post' }))).toBe('post_market_unavailable')
  const early = new VenueDesk({ matching: { restingFillsPerMinute: 0 } }, {}, TUESDAY_10 - 5 * HOUR)
  const waits = early.place(shares('buy', { ...LIMIT, duration: 'pre' }))
  expect(early.status(waits)).toBe('open')
  expect(early.status(early.fill(shares('buy', { type: 'limit', limit: usd(651), duration: 'pre' })))).toBe(
    'filled',
  )
  early.pass(4.5 * HOUR)
  expect(early.status(waits)).toBe('expired')
  expect(early.modify(waits, { limit: usd(2) })).toMatchObject({ code: 'order_already_final' })
})

test('a stop must lie beyond the market', () => {
  const desk = new VenueDesk()
  desk.fill(shares('buy'))
  expect(desk.refused(shares('sell', { type: 'stop', stop: usd(649.99) }))).toBe(
    'sell_stop_must_be_below_bid',
  )
  expect(desk.refused(shares('sell', { type: 'stop', stop: usd(649.98) }))).toBeNull()
  expect(desk.refused(shares('buy', { type: 'stop', stop: usd(650.01) }))).toBe('buy_stop_must_be_above_ask')
  expect(desk.refused(option('buy_to_open', SPY_CALL, { type: 'stop', stop: usd(5.2) }))).toBeNull()
})
