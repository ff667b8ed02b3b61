import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cents } from '../money/cents.ts'
import { type Price, price } from '../money/price.ts'
import {
  cashFlowOf,
  cashFlowOfPaid,
  credit,
  debit,
  EVEN,
  flipNetPrice,
  netPriceOfPaid,
  paidPriceOf,
  parseNetPrice,
} from './net-price.ts'

const anyPaid: fc.Arbitrary<Price> = fc.integer({ min: -10_000_000, max: 10_000_000 }).map(price)

// The sign rules as a person would write them down: the same spread at 1.25, twice, seen three ways.
test.each([
  // ours, as a broker reports it, the ledger's cents for 2 spreads
  [credit(price(12_500)), -12_500, 25_000],
  [debit(price(12_500)), 12_500, -25_000],
  [EVEN, 0, 0],
])('%o is paid %i and flows %i cents', (net, paid, flow) => {
  expect(netPriceOfPaid(price(paid))).toEqual(net)
  expect(paidPriceOf(net)).toBe(paid)
  expect(cashFlowOf(net, 2)).toBe(flow)
})

test('the three signs round-trip, and zero is even and never negative', () => {
  fc.assert(
    fc.property(anyPaid, fc.integer({ min: 1, max: 500 }), (paid, quantity) => {
      const net = netPriceOfPaid(paid)
      expect(net.amount).toBeGreaterThanOrEqual(0)
      expect(net.effect === 'even').toBe(net.amount === 0)
      expect(paidPriceOf(net)).toBe(paid)
      expect(cashFlowOf(net, quantity) === -paid * quantity).toBe(true)
      expect(flipNetPrice(flipNetPrice(net))).toEqual(net)
      expect(parseNetPrice(net.effect, net.amount)).toEqual({ ok: true, value: net })
    }),
  )
})

test('trading and trading back at the same price moves no money', () => {
  fc.assert(
    fc.property(anyPaid, fc.integer({ min: 1, max: 500 }), (paid, quantity) => {
      const net = netPriceOfPaid(paid)
      expect(cashFlowOf(net, quantity) + cashFlowOf(flipNetPrice(net), quantity)).toBe(0)
    }),
  )
})

test('a price from outside is refused in the documented order', () => {
  expect(parseNetPrice('even', price(-1))).toMatchObject({ code: 'net_amount_must_not_be_negative' })
  expect(parseNetPrice('even', price(1))).toMatchObject({ code: 'even_amount_must_be_zero' })
  expect(parseNetPrice('credit', price(0))).toEqual({ ok: true, value: EVEN })
})

test('the cost basis of a short position is negative and was received', () => {
  // Recorded at a broker: 8 contracts sold short at 17.68 have the cost basis -14144.00.
  expect(cashFlowOfPaid(cents(-1_414_400))).toBe(cashFlowOf(credit(price(176_800)), 8))
})
