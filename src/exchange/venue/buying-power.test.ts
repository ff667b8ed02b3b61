import { expect, test } from 'vitest'
import { cents } from '../../domain/money/cents.ts'
import {
  C6500,
  C6550,
  C6600,
  creditSpread,
  group,
  net,
  option,
  P6400,
  P6450,
  shares,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'

const REST = { restingFillsPerMinute: 0 }

function desk(openingCash = 10_000_000, config: ConstructorParameters<typeof VenueDesk>[0] = {}) {
  return new VenueDesk({ matching: REST, ...config }, { openingCash: cents(openingCash) })
}

test('a credit spread: the credit is in cash, the full width is required', () => {
  const at = desk()
  at.fill(creditSpread(null))
  expect(at.balances()).toMatchObject({
    totalCash: 10_000_000 + 128_000,
    optionRequirement: 500_000,
    currentRequirement: 500_000,
    optionBuyingPower: 10_128_000 - 500_000,
    optionLongValue: 121_000,
    optionShortValue: -251_000,
    openPl: -2_000,
    totalEquity: 10_128_000 + 121_000 - 251_000,
  })
})

test('while it works, it holds its worst loss: the width less the credit', () => {
  const at = desk()
  const id = at.place(creditSpread(13))
  expect(at.balances()).toMatchObject({
    pendingCash: 370_000,
    pendingOrders: 1,
    optionBuyingPower: 9_630_000,
  })
  at.cancel(id)
  expect(at.balances()).toMatchObject({ pendingCash: 0, pendingOrders: 0, optionBuyingPower: 10_000_000 })
})

test('an iron condor is required once, on its wider side', () => {
  const at = desk()
  const condor = net('market', null, [
    ['buy_to_open', P6400],
    ['sell_to_open', P6450],
    ['sell_to_open', C6550],
    ['buy_to_open', C6600],
  ])
  at.fill(condor)
  expect(at.balances().optionRequirement).toBe(500_000)
})

test('longs hold their whole premium, and their fees', () => {
  const at = desk(10_000_000, { fees: { perIndexContract: cents(65), perOptionOrder: cents(100) } })
  at.place(option('buy_to_open', C6500, { type: 'limit', limit: usd(40), quantity: 2 }))
  expect(at.balances().pendingCash).toBe(800_000 + 230)
  at.fill(option('buy_to_open', C6500, { quantity: 2 }))
  expect(at.balances()).toMatchObject({ totalCash: 10_000_000 - 2 * 502_000 - 230, optionRequirement: 0 })
})

test('working orders share one buying power; the one too many is refused', () => {
  const at = desk(1_000_000)
  const buy = option('buy_to_open', C6500, { type: 'limit', limit: usd(40) })
  expect([at.refused(buy), at.refused(buy), at.refused(buy)]).toEqual([null, null, 'buying_power_too_low'])
  expect(at.balances().optionBuyingPower).toBe(200_000)
})

test('closing is never held up by buying power', () => {
  const at = desk(400_000)
  at.fill(creditSpread(null))
  expect(at.balances().optionBuyingPower).toBe(28_000)
  const close = net('debit', 49, [
    ['buy_to_close', C6550],
    ['sell_to_close', C6600],
  ])
  expect(at.refused(close)).toBeNull()
  expect(at.balances().pendingCash).toBe(0)
})

test('shares on margin hold half, and can be bought for twice the cash; a cash account pays whole', () => {
  const at = desk(10_000_000)
  expect(at.refused(shares('buy', { quantity: 310 }))).toBe('buying_power_too_low')
  at.fill(shares('buy', { quantity: 300 }))
  const { totalCash, optionBuyingPower, stockBuyingPower, stockLongValue } = at.balances()
  expect(totalCash).toBe(10_000_000 - 19_500_300)
  expect(stockLongValue).toBe(19_500_000)
  expect(optionBuyingPower).toBe(totalCash + 9_750_000)
  expect(stockBuyingPower).toBe(2 * optionBuyingPower)
  const cash = new VenueDesk({}, { type: 'cash', openingCash: cents(10_000_000) })
  expect(cash.refused(shares('buy', { quantity: 160 }))).toBe('buying_power_too_low')
  cash.fill(shares('buy', { quantity: 150 }))
  expect(cash.balances()).toMatchObject({
    optionBuyingPower: 10_000_000 - 9_750_150,
    currentRequirement: 4_875_000,
  })
})

test('an OCO holds once, a bracket its entry and its exits, and nothing is left when it is over', () => {
  const at = desk()
  const entry = option('buy_to_open', C6500, { type: 'limit', limit: usd(40) })
  const profit = option('sell_to_close', C6500, { type: 'limit', limit: usd(60) })
  const loss = option('sell_to_close', C6500, { type: 'stop', stop: usd(20) })
  const id = at.place(group('otoco', entry, profit, loss))
  expect(at.balances().pendingCash).toBe(400_000)
  at.market.now += 1
  at.market.set(C6500, 39, 39.2)
  at.venue.step(at.market)
  expect(at.balances()).toMatchObject({ pendingCash: 0, pendingOrders: 1 })
  at.cancel(id)
  expect(at.balances()).toMatchObject({ pendingCash: 0, pendingOrders: 0 })
})

test('a triggered order that opens is held beside its trigger', () => {
  const at = desk()
  const first = option('buy_to_open', C6500, { type: 'limit', limit: usd(40) })
  const second = option('buy_to_open', C6550, { type: 'limit', limit: usd(20) })
  at.place(group('oto', first, second))
  expect(at.balances().pendingCash).toBe(600_000)
})

test('a fill that the account cannot bear any more is rejected, not made', () => {
  const at = desk(1_000_000)
  const id = at.place(option('buy_to_open', C6500, { type: 'stop', stop: usd(60) }))
  expect(at.balances().pendingCash).toBe(600_000)
  at.market.now += 1
  at.market.set(C6500, 150, 151)
  at.venue.step(at.market)
  expect(at.order(id)).toMatchObject({
    status: 'rejected',
    reason: 'You do not have enough buying power for this trade.',
  })
  expect(at.balances()).toMatchObject({ totalCash: 1_000_000, pendingCash: 0 })
})

test('a partial fill keeps the hold of the rest', () => {
  const at = desk()
  at.market.set(C6500, 50, 50.2, 3)
  at.fill(option('buy_to_open', C6500, { type: 'limit', limit: usd(51), quantity: 10 }))
  expect(at.balances()).toMatchObject({ pendingCash: 7 * 510_000, totalCash: 10_000_000 - 3 * 502_000 })
})

test('profit closed today is shown today', () => {
  const at = desk()
  at.fill(shares('buy'))
  at.market.now += 1
  at.market.set('SPY', 651, 651.02)
  at.fill(shares('sell'))
  expect(at.balances().closePl).toBe(990)
  at.market.now += 24 * 3_600_000
  expect(at.balances().closePl).toBe(0)
})
