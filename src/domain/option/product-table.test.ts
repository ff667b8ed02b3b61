import { expect, test } from 'vitest'
import { formatPrice } from '../money/price-text.ts'
import type { TickRule } from '../money/tick-rule.ts'
import { productOfRoot } from './product.ts'
import { INDEX_PRODUCTS, PENNY_PROGRAM_ROOTS, PENNY_ROOTS } from './product-table.ts'

function increments({ below, threshold, atOrAbove }: TickRule): string {
  if (below === atOrAbove) return formatPrice(below)
  return `${formatPrice(below)} under ${formatPrice(threshold)}, then ${formatPrice(atOrAbove)}`
}

const PENNY = '0.01'
const PENNY_PROGRAM = '0.01 under 3.00, then 0.05'
const NICKEL_DIME = '0.05 under 3.00, then 0.10'

// Written out again on purpose: a slip in the table prices real orders wrongly, and no rule derives a row.
const INDEX_ROWS: [
  root: string,
  underlying: string,
  exercise: string,
  settlement: string,
  tick: string,
  net: string,
][] = [
  ['SPX', 'SPX', 'european', 'AM', NICKEL_DIME, '0.05'],
  ['SPXPM', 'SPX', 'european', 'PM', NICKEL_DIME, '0.05'],
  ['SPXW', 'SPX', 'european', 'PM', NICKEL_DIME, '0.05'],
  ['XSP', 'XSP', 'european', 'PM', PENNY, '0.01'],
  ['NDX', 'NDX', 'european', 'AM', NICKEL_DIME, '0.01'],
  ['NDXP', 'NDX', 'european', 'PM', NICKEL_DIME, '0.01'],
  ['XND', 'XND', 'european', 'PM', PENNY_PROGRAM, '0.01'],
  ['RUT', 'RUT', 'european', 'AM', NICKEL_DIME, '0.01'],
  ['RUTW', 'RUT', 'european', 'PM', NICKEL_DIME, '0.01'],
  ['MRUT', 'MRUT', 'european', 'PM', PENNY, '0.01'],
  ['VIX', 'VIX', 'european', 'AM', PENNY_PROGRAM, '0.01'],
  ['VIXW', 'VIX', 'european', 'AM', PENNY_PROGRAM, '0.01'],
  ['DJX', 'DJX', 'european', 'AM', PENNY_PROGRAM, '0.01'],
  ['OEX', 'OEX', 'american', 'PM', NICKEL_DIME, '0.05'],
  ['XEO', 'XEO', 'european', 'PM', NICKEL_DIME, '0.05'],
]

test.each(INDEX_ROWS)('the row of the index root %s', (root, underlying, exercise, settlement, tick, net) => {
  const product = productOfRoot(root)
  expect([product.underlying, product.exercise, product.settlement, product.delivery]).toEqual([
    underlying,
    exercise,
    settlement,
    'cash',
  ])
  expect([increments(product.tick), increments(product.netTick)]).toEqual([tick, net])
})

test('every row of the index products is pinned above', () => {
  expect(INDEX_ROWS.map(([root]) => root)).toEqual([...INDEX_PRODUCTS.keys()])
})

test.each(['AMZN', 'GOOG', 'GOOGL', 'META', 'NFLX', 'PLTR', 'AVGO', 'IBIT', 'UBER'])(
  '%s is in the penny program',
  (root) => {
    expect(increments(productOfRoot(root).tick)).toBe(PENNY_PROGRAM)
  },
)

test('no class is in two lists of increments', () => {
  const roots = [...PENNY_PROGRAM_ROOTS, ...PENNY_ROOTS, ...INDEX_PRODUCTS.keys()]
  expect(new Set(roots).size).toBe(roots.length)
  for (const root of roots) expect(root).toMatch(/^[A-Z]+$/)
})
