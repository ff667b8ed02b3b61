import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeJson } from './wire-json.ts'
import { float, type WireValue } from './wire-value.ts'

test('whatever is written is JSON that says the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(JSON.parse(writeJson(value as WireValue))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('a float up to a million has a point or an exponent and reads back', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
      const text = writeJson(float(value))
      expect(text).toMatch(/[.e]/)
      expect(Number(text)).toBeCloseTo(value, 8)
    }),
  )
})

test('money of any size is printed to the cent, without noise', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e13, max: 1e13 }), (cents) => {
      expect(writeJson(float(cents / 100))).toMatch(/^-?\d+\.\d{1,2}$/)
    }),
  )
})
