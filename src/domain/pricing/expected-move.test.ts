import { describe, expect, it } from 'vitest'
import { blackValue } from './black.ts'
import { expectedMoveFromStraddle, expectedMoveFromVolatility } from './expected-move.ts'

describe('expected move', () => {
  it('is the same from the volatility and from the straddle that it prices', () => {
    const totalVol = 0.2 * Math.sqrt(30 / 365)
    const straddle = 0.99 * blackValue({ type: 'call', forward: 100, strike: 100, totalVol })
    const fromStraddle = expectedMoveFromStraddle(straddle, straddle, 0.99)
    expect(fromStraddle / expectedMoveFromVolatility(100, 30 / 365, 0.2)).toBeCloseTo(1, 3)
  })
})
