import fc from 'fast-check'
import { expect, test } from 'vitest'
import { price } from '../money/price.ts'
import { credit, debit, flipNetPrice, type NetPrice, netPriceOfPaid } from './net-price.ts'
import { profitBetween } from './pnl.ts'

// Worked out by hand: entry, exit, quantity, profit in cents.
test.each<[string, NetPrice, NetPrice, number, number]>([
  ['a credit spread bought back cheaper wins', credit(price(12_500)), debit(price(5_000)), 2, 15_000],
  ['a credit spread bought back dearer loses', credit(price(8_000)), debit(price(15_000)), 1, -7_000],
  ['a credit spread that closes for a credit wins twice', credit(price(8_000)), credit(price(100)), 1, 8_100],
  ['a credit spread that closes at 0 keeps the credit', credit(price(8_000)), debit(price(0)), 3, 24_000],
  ['a debit spread sold dearer wins', debit(price(20_000)), credit(price(32_500)), 2, 25_000],
  ['a debit spread that is worthless loses the debit', debit(price(20_000)), credit(price(0)), 1, -20_000],
  ['a long call sold cheaper loses', debit(price(31_500)), credit(price(10_000)), 1, -21_500],
])('%s', (_, entry, exit, quantity, expected) => {
  expect(profitBetween(entry, exit, quantity)).toBe(expected)
})

test('a round trip at one price nets zero before fees', () => {
  const anyPaid = fc.integer({ min: -50_000, max: 50_000 })
  fc.assert(
    fc.property(anyPaid, fc.integer({ min: 1, max: 90 }), (paid, quantity) => {
      const net = netPriceOfPaid(price(paid))
      expect(profitBetween(net, flipNetPrice(net), quantity)).toBe(0)
    }),
  )
})
