import { expect, test } from 'vitest'
import { addCents, cents, negateCents, scaleCents, subtractCents, sumCents } from './cents.ts'
import { absPrice, addPrice, comparePrices, negatePrice, price, subtractPrice } from './price.ts'

test('prices and cents cannot be mixed, nor taken from bare numbers', () => {
  // @ts-expect-error cents are not a price
  addPrice(price(1), cents(1))
  // @ts-expect-error a price is not cents
  addCents(cents(1), price(1))
  // @ts-expect-error a number is not a price
  subtractPrice(price(1), 1)
  // @ts-expect-error a number is not cents
  subtractCents(1, cents(1))
})

test('no operation makes a negative zero, which JSON and Object.is tell apart', () => {
  const zeros = [negatePrice(price(0)), subtractPrice(price(-5), price(-5)), absPrice(price(-0)), price(-0)]
  for (const zero of [...zeros, negateCents(cents(0)), scaleCents(cents(-5), 0), cents(-0)]) {
    expect(Object.is(zero, 0)).toBe(true)
  }
})

test('what is no longer exact is a bug, not a rounded amount', () => {
  const most = price(Number.MAX_SAFE_INTEGER)
  expect(() => addPrice(most, price(1))).toThrow('1/10,000 dollar')
  expect(() => scaleCents(cents(1), 1.5)).toThrow('whole number')
  expect(() => sumCents([cents(Number.MAX_SAFE_INTEGER), cents(1)])).toThrow('cents')
  expect(() => price(0.5)).toThrow()
  expect(() => cents(Number.NaN)).toThrow()
})

test('prices sort from low to high', () => {
  expect([price(3), price(-2), price(0)].sort(comparePrices)).toEqual([-2, 0, 3])
})
