import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  centsFromNumber,
  nearestCentsFromNumber,
  nearestPriceFromNumber,
  premiumCentsOfAverage,
  priceFromNumber,
} from './json-number.ts'
import { price } from './price.ts'
import { formatPrice, MAX_PRICE } from './price-text.ts'

test('every price that went through JSON comes back exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: -MAX_PRICE, max: MAX_PRICE }), (units) => {
      const received = JSON.parse(formatPrice(price(units))) as number
      expect(priceFromNumber(received)).toEqual({ ok: true, value: price(units) })
    }),
    { numRuns: 2_000 },
  )
})

test('doubles beside the decimal they mean are that decimal', () => {
  expect(priceFromNumber(0.1 + 0.2)).toEqual({ ok: true, value: 3_000 })
  expect(priceFromNumber(1.005)).toEqual({ ok: true, value: 10_050 })
  expect(priceFromNumber(-0)).toEqual({ ok: true, value: 0 })
  expect(centsFromNumber(4.35)).toEqual({ ok: true, value: 435 })
})

test.each([
  [Number.NaN, 'price_must_be_a_decimal'],
  [Number.POSITIVE_INFINITY, 'price_must_be_a_decimal'],
  [0.41666667, 'price_must_have_at_most_4_decimals'],
  [0.00001, 'price_must_have_at_most_4_decimals'],
  [10_000_001, 'price_must_be_within_10_million_dollars'],
  [-1e300, 'price_must_be_within_10_million_dollars'],
  [Number.MAX_VALUE, 'price_must_be_within_10_million_dollars'],
])('%d is refused as %s', (dollars, code) => {
  expect(priceFromNumber(dollars)).toMatchObject({ ok: false, code })
})

test.each([
  [Number.NaN, 'money_must_be_a_decimal'],
  [1.005, 'money_must_have_at_most_2_decimals'],
  [1e13, 'money_must_be_within_1_trillion_dollars'],
])('the amount %d is refused as %s', (dollars, code) => {
  expect(centsFromNumber(dollars)).toMatchObject({ ok: false, code })
})

test('the nearest ones refuse only what is no number or out of range', () => {
  expect(nearestPriceFromNumber(0.41666667)).toEqual({ ok: true, value: 4_167 })
  expect(nearestCentsFromNumber(-0.004)).toEqual({ ok: true, value: 0 })
  expect(nearestPriceFromNumber(Number.NaN)).toMatchObject({ code: 'price_must_be_a_decimal' })
  expect(nearestCentsFromNumber(1e13)).toMatchObject({ code: 'money_must_be_within_1_trillion_dollars' })
})

test('the money of several fills survives their average, although the average is no price', () => {
  const fills = fc.array(
    fc.tuple(fc.integer({ min: -50_000, max: 50_000 }), fc.integer({ min: 1, max: 40 })),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  fc.assert(
    fc.property(fills, (parts) => {
      const contracts = parts.reduce((sum, [, quantity]) => sum + quantity, 0)
      const centsPaid = parts.reduce((sum, [ticks, quantity]) => sum + ticks * 100 * quantity, 0)
      // A broker reports the average in dollars with eight decimals.
      const average = Number((centsPaid / 100 / 100 / contracts).toFixed(8))
      expect(premiumCentsOfAverage(average, contracts)).toEqual({ ok: true, value: centsPaid + 0 })
    }),
  )
})
