import { expect, it } from 'vitest'
import { InvariantViolation } from '../invariant.ts'
import { portfolioGreeks, portfolioGreeksByUnderlying } from './portfolio-greeks.ts'

const short = { delta: 0.3, gamma: 0.02, theta: -0.05, vega: 0.4 }
const long = { delta: 0.2, gamma: 0.015, theta: -0.04, vega: 0.35 }
const bearCall = [
  { underlying: 'SPY', quantity: -2, multiplier: 100, greeks: short, betaWeight: 1 },
  { underlying: 'SPY', quantity: 2, multiplier: 100, greeks: long, betaWeight: 1 },
]
const shares = { delta: 1, gamma: 0, theta: 0, vega: 0 }

it('sums per share x multiplier x signed quantity', () => {
  const sum = portfolioGreeks(bearCall)
  expect(sum.delta.total).toBeCloseTo(-20, 12)
  expect(sum.gamma.total).toBeCloseTo(-1, 12)
  expect(sum.theta.total).toBeCloseTo(2, 12)
  expect(sum.vega.total).toBeCloseTo(-10, 12)
  expect(sum.betaWeightedDelta.total).toBeCloseTo(-20, 12)
})

it('keeps underlyings apart, and counts what is missing instead of summing without it', () => {
  const unknown = { underlying: 'AAPL', quantity: 1, multiplier: 100, greeks: { ...long, vega: null } }
  const own = { underlying: 'AAPL', quantity: 50, multiplier: 1, greeks: shares, betaWeight: 0.5 }
  const by = portfolioGreeksByUnderlying([...bearCall, unknown, own])
  expect([...by.keys()]).toEqual(['SPY', 'AAPL'])
  expect(by.get('SPY')?.vega).toMatchObject({ unknown: 0 })
  expect(by.get('AAPL')?.delta).toEqual({ total: 70, unknown: 0 })
  expect(by.get('AAPL')?.vega).toEqual({ total: null, unknown: 1 })
  expect(by.get('AAPL')?.betaWeightedDelta).toEqual({ total: null, unknown: 1 })
  expect(portfolioGreeks([...bearCall, unknown]).vega).toEqual({ total: null, unknown: 1 })
})

it('a greek that is not a number is a bug, never a total', () => {
  const broken = { underlying: 'SPY', quantity: 1, multiplier: 100, greeks: { ...long, delta: Number.NaN } }
  expect(() => portfolioGreeks([broken])).toThrow(InvariantViolation)
})
