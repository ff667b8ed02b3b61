import { expect, test } from 'vitest'
import { INDEX_PRODUCTS } from '../option/product-table.ts'
import { LATE_FUND_ROOTS, tradingHoursOfRoot } from './trading-hours.ts'

test('every index option is late', () => {
  for (const root of INDEX_PRODUCTS.keys()) expect([root, tradingHoursOfRoot(root)]).toEqual([root, 'late'])
})

test.each(['SPY', 'QQQ', 'IWM', 'DIA', 'XLF', 'VXX'])('options on %s are late', (root) => {
  expect(tradingHoursOfRoot(root)).toBe('late')
})

test.each(['AAPL', 'TSLA', 'TLT', 'BRKB', 'SPY1', 'XYZ'])('options on %s end with the stocks', (root) => {
  expect(tradingHoursOfRoot(root)).toBe('regular')
})

test('the list of funds holds roots and nothing else', () => {
  for (const root of LATE_FUND_ROOTS) expect(root).toMatch(/^[A-Z]{3,4}$/)
})
