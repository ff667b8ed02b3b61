import { expect, test } from 'vitest'
import { ACCOUNT, C6500, C6550, option, shares, usd, VenueDesk } from '../../../test/support/venue-desk.ts'

const SPX_AM = 'SPX260918C06500000'
const SPY_CALL_25 = 'SPY260925C00650000'
const SPY_PUT_25 = 'SPY260925P00650000'
const CASH = 1_000_000_00

function cashOf(desk: VenueDesk): number {
  return desk.venue.room.state.accounts.get(ACCOUNT)!.cash
}

test('cash-settled contracts end in the evening at their intrinsic value, both ways', () => {
  const desk = new VenueDesk()
  desk.hold(C6500, -2, 50)
  desk.hold(C6550, 2, 25)
  desk.market.settle(C6500, 6_530.25)
  desk.market.settle(C6550, 6_530.25)
  desk.passTo('2026-09-25', '17:29')
  expect(desk.held()).toHaveLength(2)
  desk.passTo('2026-09-25', '17:30')
  expect(desk.held()).toEqual([])
  // 2 x (50 - 25 - 30.25) x 100
  expect(cashOf(desk)).toBe(CASH + (5_000_00 - 3_025_00) * 2 - 2_500_00 * 2)
  expect(desk.venue.closedLots(ACCOUNT)).toMatchObject([
    { symbol: C6500, quantity: 2, cost: 6_050_00, proceeds: 10_000_00 },
    { symbol: C6550, quantity: 2, cost: 5_000_00, proceeds: 0 },
  ])
  expect(desk.venue.history(ACCOUNT).slice(2)).toMatchObject([
    { type: 'option', optionType: 'assignment', quantity: 2, amount: -6_050_00, description: 'Assigned' },
    { type: 'option', optionType: 'expired', quantity: -2, amount: 0, description: 'Expired' },
  ])
})

test('an AM series trades to the day before and settles at the opening print', () => {
  const desk = new VenueDesk({}, {}, Date.UTC(2026, 8, 17, 14))
  desk.market.set(SPX_AM, 10, 10.2)
  desk.hold(SPX_AM, 1, 10)
  desk.market.settle(SPX_AM, 6_512)
  const resting = desk.place(
    option('sell_to_close', SPX_AM, { type: 'limit', limit: usd(99), duration: 'gtc' }),
  )
  desk.passTo('2026-09-18', '09:29')
  expect(desk.refused(option('buy_to_open', SPX_AM))).toBe('contract_must_not_be_expired')
  desk.passTo('2026-09-18', '11:00')
  expect(desk.held()).toEqual([])
  expect(cashOf(desk)).toBe(CASH - 1_000_00 + 1_200_00)
  expect(desk.status(resting)).toBe('expired')
})

test('contracts on shares linger over the weekend, then deliver: the basis of shares is the strike', () => {
  const desk = new VenueDesk()
  desk.hold(SPY_CALL_25, 3, 5)
  desk.hold(SPY_PUT_25, -1, 4)
  desk.market.settle(SPY_CALL_25, 650.01)
  desk.market.settle(SPY_PUT_25, 650.01)
  desk.passTo('2026-09-27', '12:00')
  expect(desk.held()).toEqual([
    [SPY_CALL_25, 3],
    [SPY_PUT_25, -1],
  ])
  desk.passTo('2026-09-28', '04:00')
  expect(desk.venue.positions(ACCOUNT)).toMatchObject([
    { symbol: 'SPY', quantity: 300, costBasis: 195_000_00 },
  ])
  expect(cashOf(desk)).toBe(CASH - 1_500_00 + 400_00 - 195_000_00)
  expect(desk.venue.closedLots(ACCOUNT)).toMatchObject([
    { symbol: SPY_CALL_25, cost: 1_500_00, proceeds: 0 },
    { symbol: SPY_PUT_25, cost: 0, proceeds: 400_00 },
  ])
  expect(desk.venue.history(ACCOUNT).slice(2)).toMatchObject([
    { type: 'option', optionType: 'exercise', quantity: -3, amount: 0 },
    { type: 'trade', tradeType: 'equity', quantity: 300, price: usd(650), amount: -195_000_00 },
    { type: 'option', optionType: 'expired', quantity: 1, amount: 0 },
  ])
})

test('less than a cent in the money is not exercised', () => {
  const desk = new VenueDesk({ settlement: { deliversNextSession: false } })
  desk.hold(SPY_CALL_25, 1, 5)
  desk.market.settle(SPY_CALL_25, 650.0099)
  desk.passTo('2026-09-25', '17:30')
  expect(desk.held()).toEqual([])
})

test('a short put is assigned: shares come at the strike, and one of a spread offsets the other', () => {
  const desk = new VenueDesk({ settlement: { deliversNextSession: false } })
  const low = 'SPY260925P00640000'
  desk.hold(SPY_PUT_25, -1, 4)
  desk.hold(low, 1, 2)
  for (const symbol of [SPY_PUT_25, low]) desk.market.settle(symbol, 630)
  desk.passTo('2026-09-25', '17:30')
  expect(desk.held()).toEqual([])
  expect(cashOf(desk)).toBe(CASH + 200_00 - 1_000_00)
  // The lower strike is settled first: its shares are sold short at 640 and covered at 650.
  expect(desk.venue.closedLots(ACCOUNT).find(({ symbol }) => symbol === 'SPY')).toMatchObject({
    quantity: 100,
    cost: 65_000_00,
    proceeds: 64_000_00,
  })
})

test('without a settlement price nothing is guessed: the contract waits for it', () => {
  const desk = new VenueDesk()
  desk.hold(C6500, 1, 50)
  desk.hold(C6550, 1, 25)
  desk.market.settle(C6550, 6_500)
  desk.passTo('2026-09-28', '12:00')
  expect(desk.held()).toEqual([[C6500, 1]])
  desk.market.settle(C6500, 6_600)
  desk.pass(1)
  expect(desk.held()).toEqual([])
  expect(cashOf(desk)).toBe(CASH - 5_000_00 - 2_500_00 + 10_000_00)
})

test('a closing order whose position is gone is rejected at its fill, not turned into an opening one', () => {
  const desk = new VenueDesk()
  desk.hold('SPY', 10, 650)
  const id = desk.place(shares('sell', { type: 'limit', limit: usd(655) }))
  desk.hold('SPY', -10, 650)
  desk.market.set('SPY', 660, 660.02)
  desk.pass(60_000)
  expect(desk.order(id)).toMatchObject({
    status: 'rejected',
    reason: 'Sell order cannot be placed unless you are closing a long position, please check open orders.',
  })
  expect(desk.held()).toEqual([])
})
