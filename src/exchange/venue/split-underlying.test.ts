import { expect, test } from 'vitest'
import { ACCOUNT, C6500, option, shares, SPY_CALL, usd, VenueDesk } from '../../../test/support/venue-desk.ts'

function cashOf(desk: VenueDesk): number {
  return desk.venue.room.state.accounts.get(ACCOUNT)!.cash
}

test('2:1 doubles shares and contracts at half the strike and the same cost, and cancels orders', () => {
  const desk = new VenueDesk()
  desk.hold('SPY', 101, 600)
  desk.hold(SPY_CALL, -1, 5)
  const ids = [
    desk.place(shares('sell', { quantity: 1, type: 'limit', limit: usd(700) })),
    desk.place(option('buy_to_close', SPY_CALL, { type: 'limit', limit: usd(1) })),
  ]
  desk.venue.control.split('SPY', 2, 1, desk.market)
  expect(ids.map((id) => desk.status(id))).toEqual(['canceled', 'canceled'])
  expect(desk.venue.positions(ACCOUNT)).toMatchObject([
    { symbol: 'SPY', quantity: 202, costBasis: 60_600_00 },
    { symbol: 'SPY261016C00330000', quantity: -2, costBasis: -500_00 },
  ])
  expect(desk.venue.history(ACCOUNT).slice(2)).toMatchObject([
    { type: 'adjustment', description: 'Split 2:1', symbol: 'SPY', quantity: 101, amount: 0 },
    { type: 'adjustment', symbol: SPY_CALL, quantity: 1 },
    { type: 'adjustment', symbol: 'SPY261016C00330000', quantity: -2 },
  ])
})

test('rows of one series do not run into each other', () => {
  const desk = new VenueDesk()
  desk.hold('SPY261016C00330000', 1, 300)
  desk.hold(SPY_CALL, 1, 5)
  desk.venue.control.split('SPY', 2, 1, desk.market)
  expect(desk.held()).toEqual([
    ['SPY261016C00165000', 2],
    ['SPY261016C00330000', 2],
  ])
})

test('3:2 makes contracts of an adjusted root that stand for 150 shares, and pays the half share in cash', () => {
  const desk = new VenueDesk()
  desk.hold('SPY', 101, 600)
  desk.hold(SPY_CALL, -1, 5)
  const before = cashOf(desk)
  desk.venue.control.split('SPY', 3, 2, desk.market)
  // 151.5 shares: half a new share, a third of an old one, at 650.
  expect(cashOf(desk) - before).toBe(216_67)
  expect(desk.venue.positions(ACCOUNT)).toMatchObject([
    { symbol: 'SPY', quantity: 151, costBasis: 60_600_00 - 200_00 },
    { symbol: 'SPY1261016C00440000', quantity: -1, costBasis: -500_00 },
  ])
  expect(desk.venue.closedLots(ACCOUNT)).toMatchObject([
    { symbol: 'SPY', quantity: 0.5, cost: 200_00, proceeds: 216_67 },
  ])
  desk.market.settle('SPY1261016C00440000', 450)
  desk.passTo('2026-10-19', '04:00')
  // 150 shares are delivered at 440.
  expect(desk.held()).toEqual([['SPY', 1]])
})

test('a second uneven split counts the digit up, and both roots keep their shares', () => {
  const desk = new VenueDesk()
  desk.hold(SPY_CALL, 2, 5)
  desk.venue.control.split('SPY', 3, 2, desk.market)
  desk.hold(SPY_CALL, 1, 5)
  desk.venue.control.split('SPY', 1, 10, desk.market)
  expect(desk.held()).toEqual([
    ['SPY2261016C04400000', 2],
    ['SPY3261016C06600000', 1],
  ])
  const { instruments } = desk.venue.room
  expect(desk.held().map(([symbol]) => instruments.of(symbol).multiplier)).toEqual([15, 10])
})

test('a reverse split that leaves no share pays them all, and short ones are bought in', () => {
  const desk = new VenueDesk()
  desk.hold('SPY', -7, 600)
  const before = cashOf(desk)
  desk.venue.control.split('SPY', 1, 10, desk.market)
  expect(desk.held()).toEqual([])
  expect(cashOf(desk) - before).toBe(-7 * 650_00)
  expect(desk.venue.closedLots(ACCOUNT)).toMatchObject([
    { quantity: 0.7, cost: 7 * 650_00, proceeds: 7 * 600_00 },
  ])
})

test('what is no split, or leaves a contract without a symbol, is refused and changes nothing', () => {
  const desk = new VenueDesk()
  desk.hold(SPY_CALL, 1, 5)
  desk.hold(C6500, 1, 50)
  const before = desk.venue.save()
  const refused = [
    ['SPY', 1, 1],
    ['SPY', 0, 1],
    ['SPY', 1.5, 1],
    ['SPY', 1, 1_000],
    ['SPY', 10_000_000, 1],
    ['SPX', 2, 1],
  ] as const
  for (const [underlying, newShares, oldShares] of refused) {
    expect(desk.venue.control.split(underlying, newShares, oldShares, desk.market)).toMatchObject({
      code: 'split_must_leave_contracts_a_symbol',
    })
  }
  expect(desk.venue.save()).toEqual(before)
})
