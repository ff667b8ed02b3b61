import { describe, expect, it } from 'vitest'
import { readPricingCases } from '../../../test/fixtures/pricing/read-cases.ts'
import { americanPrice } from './american.ts'
import { americanPutTree } from './american-tree.ts'
import type { BsmInput } from './bsm.ts'

const TENTH_OF_A_CENT = 0.001

const CASES = readPricingCases('american').map(({ input, expected }) => {
  const tree = expected['tree2001']!
  const finer = expected['tree4001']!
  // The error of this tree halves when its steps double, so this is what the tree itself is wrong by.
  return { input, tree, finer, treeError: 2 * Math.abs(tree - finer), price: americanPrice(input) }
})

/** The same option from our own tree of 2,001 steps, a call as the mirrored put. */
function ownTree({ type, spot, strike, years, rate, dividendYield, volatility }: BsmInput): number {
  if (type === 'put')
    return strike * americanPutTree({ years, rate, dividendYield, volatility }, spot / strike, 2001).value
  const market = { years, rate: dividendYield, dividendYield: rate, volatility }
  return spot * americanPutTree(market, strike / spot, 2001).value
}

describe('American values against QuantLib', () => {
  it('are within 0.1 cent of the tree of 2,001 steps wherever that tree is within 0.1 cent itself', () => {
    const fair = CASES.filter(({ treeError }) => treeError <= TENTH_OF_A_CENT)
    expect(CASES).toHaveLength(162)
    expect(fair.length).toBeGreaterThanOrEqual(159)
    const missed = fair.filter(({ price, tree }) => Math.abs(price - tree) > TENTH_OF_A_CENT)
    expect(missed).toEqual([])
  })

  it('are within 0.02 cent of the two trees extrapolated, everywhere', () => {
    const missed = CASES.filter(({ price, tree, finer }) => Math.abs(price - (2 * finer - tree)) > 0.0002)
    expect(missed).toEqual([])
  })

  it('our own tree is the tree of QuantLib', () => {
    // Every eighth, since a tree of 2,001 steps is two million nodes.
    for (const { input, tree } of CASES.filter((_, i) => i % 8 === 0)) {
      expect(Math.abs(ownTree(input) - tree)).toBeLessThan(1e-6)
    }
  })
})
