import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyStrike } from '../../../test/support/spread-arbitraries.ts'
import { tradingDay } from '../calendar/trading-day.ts'
import { price } from '../money/price.ts'
import type { Leg } from '../option/contract.ts'
import { payoffAtExpiration, payoffCurve } from './payoff.ts'

const anyLeg: fc.Arbitrary<Leg> = fc.record({
  contract: fc.record({
    root: fc.constant('SPY'),
    expiration: fc.constant(tradingDay('2023-10-20')),
    type: fc.constantFrom('call', 'put'),
    strike: anyStrike,
  }),
  ratio: fc.integer({ min: 1, max: 20 }),
  action: fc.constantFrom('buy_to_open', 'buy_to_close', 'sell_to_open', 'sell_to_close'),
})
const anyLegs = fc.array(anyLeg, { maxLength: 6 })
const anyUnderlying = fc.integer({ min: 0, max: 1_500_000_000 }).map(price)

/** The definition in whole numbers of any size, per leg: bought + and sold -, never below 0 per share. */
function exactPayoff(legs: readonly Leg[], underlying: number): bigint {
  let total = 0n
  for (const { contract, ratio, action } of legs) {
    const distance = BigInt(underlying) - BigInt(contract.strike)
    const inTheMoney = contract.type === 'call' ? distance : -distance
    const perShare = inTheMoney > 0n ? inTheMoney : 0n
    const sign = action.startsWith('buy') ? 1n : -1n
    total += sign * BigInt(ratio) * perShare
  }
  // 1/10,000 dollar a share, 100 shares, 100 cents: the units cancel.
  return total
}

test('the payoff of any legs at any price is exact', () => {
  fc.assert(
    fc.property(anyLegs, anyUnderlying, (legs, underlying) => {
      expect(BigInt(payoffAtExpiration(legs, underlying))).toBe(exactPayoff(legs, underlying))
    }),
    { numRuns: 500 },
  )
})

test('the curve is the payoff: linear between its points and along its final slope', () => {
  fc.assert(
    fc.property(anyLegs, anyUnderlying, (legs, underlying) => {
      const { points, finalSlope } = payoffCurve(legs)
      const i = points.findLastIndex((point) => point.underlying <= underlying)
      const from = points[i]
      const to = points[i + 1]
      if (from === undefined) throw new Error('the curve begins at 0')
      const run = BigInt(underlying - from.underlying)
      const exact = exactPayoff(legs, underlying) - BigInt(from.cents)
      if (to === undefined) expect(exact).toBe(BigInt(finalSlope) * run)
      else expect(exact * BigInt(to.underlying - from.underlying)).toBe(BigInt(to.cents - from.cents) * run)
    }),
    { numRuns: 500 },
  )
})

test('legs that settle at different prices have no common payoff', () => {
  const [leg] = fc.sample(anyLeg, 1) as [Leg]
  const weekly = { ...leg, contract: { ...leg.contract, root: 'SPXW' } }
  const later = { ...leg, contract: { ...leg.contract, expiration: tradingDay('2023-11-17') } }
  expect(() => payoffAtExpiration([leg, weekly], price(1))).toThrow('one root')
  expect(() => payoffAtExpiration([leg, later], price(1))).toThrow('one expiration')
})
