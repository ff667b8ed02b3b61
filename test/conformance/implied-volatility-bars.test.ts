import { expect, it } from 'vitest'
import { exactPrices } from '../../bench/exact-prices.ts'
import { accuracyOf } from '../../bench/solver-accuracy.ts'
import { impliedVolatilities } from '../../src/domain/pricing/batch-implied-volatility.ts'

it('the chain solver is right to 1e-10 on every price that can tell, and fails on none', () => {
  const exact = exactPrices()
  const implied = impliedVolatilities(exact.contracts, exact.terms, exact.price)
  expect(exact.price.length).toBeGreaterThan(90_000)
  const { maxError, failures } = accuracyOf(exact, implied.volatility)
  expect(maxError).toBeLessThan(1e-10)
  expect(failures).toBe(0)
})

it('an answer that is off by 2e-10 would be seen', () => {
  const exact = exactPrices()
  const off = impliedVolatilities(exact.contracts, exact.terms, exact.price).volatility.map((v) => v + 2e-10)
  expect(accuracyOf(exact, off).maxError).toBeGreaterThan(1e-10)
})
