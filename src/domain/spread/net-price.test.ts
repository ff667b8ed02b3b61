import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cents, cents } from '../money/cents.ts'
import { type Price, price } from '../money/price.ts'
import {
  cashFlowHalfEven,
  cashFlowOf,
  cashFlowOfPaid,
  credit,
  debit,
  EVEN,
  flipNetPrice,
  netPriceOfCashFlowHalfEven,
  netPriceOfPaid,
  paidPriceOf,
  parseNetPrice,
  receivedPriceOf,
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
  expect(receivedPriceOf(net)).toBe(0 - paid)
  expect(cashFlowOf(net, 2)).toBe(flow)
  expect(netPriceOfCashFlowHalfEven(cents(flow), 2)).toEqual(net)
})

test('the three signs round-trip, and zero is even and never negative', () => {
  fc.assert(
    fc.property(anyPaid, fc.integer({ min: 1, max: 500 }), (paid, quantity) => {
      const net = netPriceOfPaid(paid)
      expect(net.amount).toBeGreaterThanOrEqual(0)
      expect(net.effect === 'even').toBe(net.amount === 0)
      expect(paidPriceOf(net)).toBe(paid)
      expect(receivedPriceOf(net) === -paid).toBe(true)
      expect(cashFlowOf(net, quantity) === -paid * quantity).toBe(true)
      expect(cashFlowHalfEven(net, quantity, 100)).toBe(cashFlowOf(net, quantity))
      expect(netPriceOfCashFlowHalfEven(cashFlowOf(net, quantity), quantity)).toEqual(net)
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

test('an adjusted multiplier is counted, and what it would round is never rounded unseen', () => {
  expect(cashFlowOf(credit(price(12_500)), 2, 150)).toBe(37_500)
  expect(netPriceOfCashFlowHalfEven(cents(37_500), 2, 150)).toEqual(credit(price(12_500)))
  expect(() => cashFlowOf(debit(price(12_345)), 1, 10)).toThrow('not whole cents')
  expect(cashFlowHalfEven(debit(price(12_345)), 1, 10)).toBe(-1_234)
  expect(cashFlowHalfEven(debit(price(12_355)), 1, 10)).toBe(-1_236)
})

test('the average price of a cash flow is the nearest, and a tie goes to the even one on both sides', () => {
  const average = (cash: Cents, quantity: number, multiplier?: number) =>
    netPriceOfCashFlowHalfEven(cash, quantity, multiplier)
  expect(average(cents(-12_500), 3)).toEqual(debit(price(4_167)))
  expect(average(cents(1), 2)).toEqual(EVEN)
  expect(average(cents(3), 2)).toEqual(credit(price(2)))
  expect(average(cents(-3), 2)).toEqual(debit(price(2)))
  expect(() => average(cents(1), 0)).toThrow('at least 1')
  expect(() => average(cents(1), 1, 0)).toThrow('multiplier')
})
