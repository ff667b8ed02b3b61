import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nineDecimals, priceText } from './decimal-text.ts'
import { floatText } from './wire-json.ts'
import { float } from './wire-value.ts'

const RUNS = { numRuns: 2_000 }

test('a price is printed as the float of its dollars is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e13, max: 1e13 }), (units) => {
      expect(priceText(units)).toBe(floatText(float(units / 10_000).value))
    }),
    RUNS,
  )
})

test('a number is printed as its float is, whatever its size', () => {
  const sized = fc
    .tuple(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: -12, max: 12 }))
    .map(([digits, power]) => digits * 10 ** power)
  const whole = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((billionths) => billionths / 1e9)
  fc.assert(
    fc.property(fc.oneof(sized, whole, fc.double()), (value) => {
      expect(nineDecimals(value)).toBe(floatText(float(value).value))
    }),
    RUNS,
  )
})
