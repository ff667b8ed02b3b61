import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cents } from './cents.ts'
import { formatCents, MAX_CENTS, parseCents } from './cents-text.ts'
import { price } from './price.ts'
import { formatPrice, MAX_PRICE, parsePrice } from './price-text.ts'

test.each([
  ['1.25', 12_500],
  ['-.5', -5_000],
  ['+3', 30_000],
  ['0', 0],
  ['-0.00', 0],
  ['$1,234.50', 12_345_000],
  ['-$0.05', -500],
  [' 0.175 ', 1_750],
  ['1.2345000', 12_345],
  ['007', 70_000],
  ['10,000,000', 100_000_000_000],
])('"%s" is the price %i', (text, units) => {
  expect(parsePrice(text)).toEqual({ ok: true, value: units })
})

test.each([
  ['', 'price_must_be_a_decimal'],
  ['-', 'price_must_be_a_decimal'],
  ['.', 'price_must_be_a_decimal'],
  ['5.', 'price_must_be_a_decimal'],
  ['1,25', 'price_must_be_a_decimal'],
  ['12,34.5', 'price_must_be_a_decimal'],
  ['1e3', 'price_must_be_a_decimal'],
  ['NaN', 'price_must_be_a_decimal'],
  ['1 000', 'price_must_be_a_decimal'],
  ['--1', 'price_must_be_a_decimal'],
  ['(1.25)', 'price_must_be_a_decimal'],
  ['１', 'price_must_be_a_decimal'],
  ['1.23456', 'price_must_have_at_most_4_decimals'],
  ['99999999.00001', 'price_must_have_at_most_4_decimals'],
  ['10000000.0001', 'price_must_be_within_10_million_dollars'],
  ['-99999999999999999999', 'price_must_be_within_10_million_dollars'],
])('"%s" is refused as %s', (text, code) => {
  expect(parsePrice(text)).toMatchObject({ ok: false, code })
})

test.each([
  ['x', 'money_must_be_a_decimal'],
  ['1.255', 'money_must_have_at_most_2_decimals'],
  ['1000000000000.01', 'money_must_be_within_1_trillion_dollars'],
])('the amount "%s" is refused as %s', (text, code) => {
  expect(parseCents(text)).toMatchObject({ ok: false, code })
})

test.each([
  [0, '0.00'],
  [12_500, '1.25'],
  [500, '0.05'],
  [-1_750, '-0.175'],
  [1, '0.0001'],
  [-45_051_001, '-4505.1001'],
])('the price %i is written %s', (units, text) => {
  expect(formatPrice(price(units))).toBe(text)
})

test.each([
  [0, '$0.00'],
  [-5, '-$0.05'],
  [99_999, '$999.99'],
  [-123_450, '-$1,234.50'],
  [123_456_789_01, '$123,456,789.01'],
])('%i cents are written %s', (amount, text) => {
  expect(formatCents(cents(amount))).toBe(text)
})

test('every price and every amount reads back from its text', () => {
  fc.assert(
    fc.property(fc.integer({ min: -MAX_PRICE, max: MAX_PRICE }), (units) => {
      expect(parsePrice(formatPrice(price(units)))).toEqual({ ok: true, value: price(units) })
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: -MAX_CENTS, max: MAX_CENTS }), (amount) => {
      expect(parseCents(formatCents(cents(amount)))).toEqual({ ok: true, value: cents(amount) })
    }),
  )
})
