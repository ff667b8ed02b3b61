import fc from 'fast-check'
import { expect, test } from 'vitest'
import { price } from './price.ts'
import {
  isOnTick,
  type TickRule,
  tickAt,
  tickRule,
  toNearestTickTiesUp,
  toTickDown,
  toTickUp,
  uniformTick,
} from './tick-rule.ts'

const PENNY_PROGRAM = tickRule(price(100), price(30_000), price(500))
const NICKEL_DIME = tickRule(price(500), price(30_000), price(1_000))
const RULES: readonly TickRule[] = [
  PENNY_PROGRAM,
  NICKEL_DIME,
  uniformTick(price(100)),
  uniformTick(price(500)),
]

test.each([
  // price, rule, down, up, nearest
  [29_900, NICKEL_DIME, 29_500, 30_000, 30_000],
  [29_950, PENNY_PROGRAM, 29_900, 30_000, 30_000],
  [30_000, NICKEL_DIME, 30_000, 30_000, 30_000],
  [30_500, NICKEL_DIME, 30_000, 31_000, 31_000],
  [30_100, PENNY_PROGRAM, 30_000, 30_500, 30_000],
  [1, NICKEL_DIME, 0, 500, 0],
  [0, NICKEL_DIME, 0, 0, 0],
  [-30_100, PENNY_PROGRAM, -30_500, -30_000, -30_000],
  [-250, NICKEL_DIME, -500, 0, 0],
])('%i rounds by its rule', (units, rule, down, up, nearest) => {
  const value = price(units)
  expect([toTickDown(value, rule), toTickUp(value, rule), toNearestTickTiesUp(value, rule)]).toEqual([
    down,
    up,
    nearest,
  ])
})

test('rounding lands on the tick, on its own side, with no tick between', () => {
  const value = fc.integer({ min: -100_000, max: 100_000 }).map(price)
  fc.assert(
    fc.property(value, fc.constantFrom(...RULES), (from, rule) => {
      const down = toTickDown(from, rule)
      const up = toTickUp(from, rule)
      expect(isOnTick(down, rule) && isOnTick(up, rule)).toBe(true)
      expect(down <= from && from <= up).toBe(true)
      const between = Array.from({ length: Math.max(0, up - down - 1) }, (_, i) => price(down + 1 + i))
      expect(between.filter((value) => isOnTick(value, rule))).toEqual([])
      if (isOnTick(from, rule)) expect([down, up]).toEqual([from, from])
      const nearest = toNearestTickTiesUp(from, rule)
      expect(Math.abs(nearest - from)).toBe(Math.min(from - down, up - from))
    }),
    { numRuns: 300 },
  )
})

test('the threshold itself belongs to the upper increment, on both sides of 0', () => {
  const ticks = [29_999, 30_000, -29_999, -30_000].map((units) => tickAt(price(units), PENNY_PROGRAM))
  expect(ticks).toEqual([100, 500, 100, 500])
})

test('a rule whose grids do not meet at the threshold is a bug', () => {
  expect(() => tickRule(price(100), price(30_050), price(500))).toThrow('both grids')
  expect(() => uniformTick(price(0))).toThrow('positive')
})
