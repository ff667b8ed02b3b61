import { expect, test } from 'vitest'
import { formatPrice } from '../money/price-text.ts'
import { isOnTick } from '../money/tick-rule.ts'
import {
  isAdjustedRoot,
  netTickRuleFor,
  productOfRoot,
  rootsOfUnderlying,
  tickRuleFor,
  underlyingOfRoot,
} from './product.ts'
import { INDEX_PRODUCTS } from './product-table.ts'

test.each([
  // root, below 3.00, at or above, net of a multileg order
  ['SPY', '0.01', '0.01', '0.01'],
  ['QQQ', '0.01', '0.01', '0.01'],
  ['IWM', '0.01', '0.01', '0.01'],
  ['AAPL', '0.01', '0.05', '0.01'],
  ['AAPL1', '0.05', '0.10', '0.01'],
  ['ZZZZ', '0.05', '0.10', '0.01'],
  ['SPX', '0.05', '0.10', '0.05'],
  ['SPXW', '0.05', '0.10', '0.05'],
  ['XSP', '0.01', '0.01', '0.01'],
  ['NDXP', '0.05', '0.10', '0.01'],
  ['RUTW', '0.05', '0.10', '0.01'],
  ['VIXW', '0.01', '0.05', '0.01'],
])('%s trades in %s and %s, spreads in %s', (root, below, above, net) => {
  const tick = tickRuleFor(root)
  const netTick = netTickRuleFor(root)
  expect([formatPrice(tick.below), formatPrice(tick.atOrAbove), formatPrice(netTick.below)]).toEqual([
    below,
    above,
    net,
  ])
  expect(netTick.below).toBe(netTick.atOrAbove)
})

test.each([
  ['SPXW', 'SPX'],
  ['SPX', 'SPX'],
  ['SPXPM', 'SPX'],
  ['XSP', 'XSP'],
  ['NDXP', 'NDX'],
  ['RUTW', 'RUT'],
  ['VIXW', 'VIX'],
  ['BRKB', 'BRK/B'],
  ['BRKB1', 'BRK/B'],
  ['AAPL7', 'AAPL'],
  ['GOOG', 'GOOG'],
])('the root %s is on %s', (root, underlying) => {
  expect(underlyingOfRoot(root)).toBe(underlying)
  if (!isAdjustedRoot(root)) expect(rootsOfUnderlying(underlying)).toContain(root)
})

test('the product of a root: settlement, delivery, exercise', () => {
  expect(productOfRoot('SPX')).toMatchObject({ settlement: 'AM', delivery: 'cash', exercise: 'european' })
  expect(productOfRoot('SPXW')).toMatchObject({ settlement: 'PM', delivery: 'cash', exercise: 'european' })
  expect(productOfRoot('OEX')).toMatchObject({ settlement: 'PM', delivery: 'cash', exercise: 'american' })
  expect(productOfRoot('BRKB')).toMatchObject({
    underlying: 'BRK/B',
    settlement: 'PM',
    delivery: 'physical',
    exercise: 'american',
  })
})

test('a class that the table does not know gets the increments that every class accepts', () => {
  const unknown = tickRuleFor('ZZZZ')
  for (const root of ['SPY', 'AAPL', 'XSP', ...INDEX_PRODUCTS.keys()]) {
    const rule = tickRuleFor(root)
    expect(isOnTick(unknown.below, rule) && isOnTick(unknown.threshold, rule)).toBe(true)
    expect(unknown.atOrAbove % rule.atOrAbove).toBe(0)
  }
})
