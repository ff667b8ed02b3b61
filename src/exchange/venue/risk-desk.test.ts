import { expect, test } from 'vitest'
import { cents } from '../../domain/money/cents.ts'
import { ACCOUNT, option, usd, VenueDesk } from '../../../test/support/venue-desk.ts'

const SHORT_PUT = 'SPY260925P00660000'
const LONG_PUT = 'SPY260925P00640000'

/** A put spread with the short in the money and the long out of it, in an account of so many dollars. */
function spreadDesk(dollars: number, isActive = true): VenueDesk {
  const desk = new VenueDesk({ riskDesk: { isActive } }, { openingCash: cents(dollars * 100) })
  desk.market.set(SHORT_PUT, 10.4, 10.6)
  desk.market.set(LONG_PUT, 0.1, 0.2)
  desk.hold(SHORT_PUT, -1, 9)
  desk.hold(LONG_PUT, 1, 2)
  return desk
}

test('an account that cannot take the shares has its short bought back in the last hour', () => {
  const desk = spreadDesk(5_000)
  const own = desk.place(option('buy_to_close', SHORT_PUT, { type: 'limit', limit: usd(8), duration: 'gtc' }))
  desk.passTo('2026-09-25', '15:14')
  expect(desk.held()).toHaveLength(2)
  desk.passTo('2026-09-25', '15:15')
  expect(desk.held()).toEqual([[LONG_PUT, 1]])
  expect(desk.status(own)).toBe('canceled')
  expect(desk.venue.orders(ACCOUNT).at(-1)).toMatchObject({
    status: 'filled',
    type: 'market',
    tag: null,
    request: { side: 'buy_to_close', optionSymbol: SHORT_PUT, quantity: 1 },
    execution: { executedValue: usd(10.6) },
  })
})

test('one that can, keeps it; so does one whose desk is switched off', () => {
  for (const desk of [spreadDesk(100_000), spreadDesk(5_000, false)]) {
    desk.passTo('2026-09-25', '15:30')
    expect(desk.held()).toHaveLength(2)
  }
})

test('both legs in the money offset each other and are left alone', () => {
  const desk = spreadDesk(5_000)
  desk.market.set('SPY', 619.99, 620.01)
  desk.passTo('2026-09-25', '15:30')
  expect(desk.held()).toHaveLength(2)
})

test('a short that the underlying could still reach is dangerous, one far away is not', () => {
  const near = spreadDesk(5_000)
  near.market.set('SPY', 660.99, 661.01)
  near.passTo('2026-09-25', '15:30')
  expect(near.held()).toEqual([[LONG_PUT, 1]])
  const far = spreadDesk(5_000)
  far.market.set('SPY', 669.99, 670.01)
  far.passTo('2026-09-25', '15:30')
  expect(far.held()).toHaveLength(2)
})

test('what nobody offers is bought at the next step that somebody does', () => {
  const desk = spreadDesk(5_000)
  desk.market.set(SHORT_PUT, 10.4, null)
  desk.passTo('2026-09-25', '15:30')
  expect(desk.held()).toHaveLength(2)
  desk.market.set(SHORT_PUT, 10.4, 10.6)
  desk.passTo('2026-09-25', '15:31')
  expect(desk.held()).toHaveLength(1)
})

test('what is displayed is bought at once, and the same order goes on for the rest', () => {
  const desk = spreadDesk(5_000)
  desk.hold(SHORT_PUT, -9, 9)
  desk.market.set(SHORT_PUT, 10.4, 10.6, 4)
  desk.passTo('2026-09-25', '15:30')
  expect(desk.held()).toContainEqual([SHORT_PUT, -6])
  desk.market.set(SHORT_PUT, 10.4, 10.6, 50)
  desk.passTo('2026-09-25', '15:31')
  expect(desk.held()).toEqual([[LONG_PUT, 1]])
  expect(desk.venue.orders(ACCOUNT)).toMatchObject([{ status: 'filled', request: { quantity: 10 } }])
})

test('the account that cannot pay for it owes it', () => {
  const desk = new VenueDesk({}, { openingCash: cents(300_00) })
  const low = 'SPY260925P00650000'
  desk.market.set(SHORT_PUT, 10.4, 10.6)
  desk.market.set(low, 0.1, 0.2)
  desk.hold(SHORT_PUT, -1, 9)
  desk.hold(low, 1, 2)
  expect(desk.balances().optionBuyingPower).toBe(0)
  desk.passTo('2026-09-25', '15:30')
  expect(desk.held()).toEqual([[low, 1]])
  expect(desk.balances().totalCash).toBe(1_000_00 - 1_060_00)
})
