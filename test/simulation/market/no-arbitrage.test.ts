import { describe, expect, test } from 'vitest'
import { expirationInstant } from '../../../src/domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../../src/domain/calendar/days-to-expiration.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { type TradingDay, tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { outOfTheMoneyRatio } from '../../../src/domain/pricing/black.ts'
import type { Market } from '../../../src/exchange/market/market.ts'
import { type SsviShape, ssviShape, ssviVariance } from '../../../src/exchange/market/ssvi.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import { MARKET_PROCESS, SYNTHETIC_UNIVERSE } from '../../../src/exchange/market/synthetic-universe.ts'
import { SYNTHETIC_RATE } from '../../../src/exchange/market/underlying-state.ts'
import { expectedVariance } from '../../../src/exchange/market/variance-process.ts'
import { volatilityIndex } from '../../../src/exchange/market/volatility-index.ts'

const SHAPES = [...new Set(SYNTHETIC_UNIVERSE.map(({ shape }) => shape))]
const STEP = 0.001

/** Durrleman's g, which must not be negative for the risk-neutral density to exist (Gatheral and Jacquier, 2.1). */
function durrleman(shape: SsviShape, theta: number, k: number): number {
  const w = (x: number) => ssviVariance(shape, theta, x)
  const h = STEP * Math.sqrt(theta)
  const [down, here, up] = [w(k - h), w(k), w(k + h)]
  const first = (up - down) / (2 * h)
  const second = (up - 2 * here + down) / (h * h)
  return (1 - (k * first) / (2 * here)) ** 2 - (first * first * (1 / here + 0.25)) / 4 + second / 2
}

describe('the surface', () => {
  test('has a density at every strike and maturity', () => {
    for (const shape of SHAPES) {
      for (const theta of [1e-6, 1e-4, 0.002, 0.02, 0.2, 1]) {
        for (let z = -12; z <= 12; z += 0.25) {
          expect(durrleman(shape, theta, z * Math.sqrt(theta))).toBeGreaterThan(-1e-4)
        }
      }
    }
  })

  test('has total variance that rises with time at every strike', () => {
    for (const shape of SHAPES) {
      for (let k = -1.5; k <= 1; k += 0.05) {
        let before = 0
        for (const theta of [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.2, 0.6, 1.5]) {
          const now = ssviVariance(shape, theta, k)
          expect(now).toBeGreaterThan(before)
          before = now
        }
      }
    }
  })

  test('a shape outside the conditions is refused', () => {
    expect(() => ssviShape({ rho: -0.9, eta: 1.2, gamma: 0.4 })).toThrow(/must be 2/)
    expect(() => ssviShape({ rho: -0.5, eta: 1, gamma: 0.7 })).toThrow(/1\/2/)
    expect(() => ssviShape({ rho: -1, eta: 1, gamma: 0.4 })).toThrow(/slant/)
    // Such a shape has no density somewhere: the check above can fail.
    const g = Array.from({ length: 200 }, (_, i) =>
      durrleman({ rho: -0.95, eta: 6, gamma: 0.5 }, 0.5, i * 0.02 - 2),
    )
    expect(Math.min(...g)).toBeLessThan(-0.01)
  })

  test('variance is expected to rise with time from any level', () => {
    for (const variance of [0.001, 0.02, 0.5]) {
      let before = 0
      for (let years = 0.001; years < 3; years += 0.01) {
        const now = expectedVariance(MARKET_PROCESS, variance, years)
        expect(now).toBeGreaterThan(before)
        before = now
      }
    }
  })

  test('the volatility index of a flat smile is its volatility, and of a slanted one more', () => {
    const process = { ...MARKET_PROCESS, jumpsPerYear: 0, premium: 1, mean: 0.04 }
    const flat = volatilityIndex(process, { rho: 0, eta: 1e-6, gamma: 0.4 })
    expect(flat(0.04)).toBeCloseTo(20, 2)
    expect(volatilityIndex(process, SHAPES[0]!)(0.04)).toBeGreaterThan(20.2)
    expect(outOfTheMoneyRatio(0, 0.2)).toBeGreaterThan(0)
  })
})

interface Quoted {
  readonly strike: number
  readonly call: { readonly bid: number; readonly ask: number }
  readonly put: { readonly bid: number; readonly ask: number }
}

function chainOf(market: Market, underlying: string, root: string, day: TradingDay): Quoted[] {
  const quote = (symbol: string) => {
    const { bid, ask } = market.book(symbol)!
    return { bid: bid! / 10_000, ask: ask! / 10_000 }
  }
  return market
    .chain(underlying, day)
    .filter(({ contract }) => contract.type === 'call' && contract.root === root)
    .map(({ symbol, contract }) => ({
      strike: contract.strike / 10_000,
      call: quote(symbol),
      put: quote(symbol.replace(/C(?=\d{8}$)/, 'P')),
    }))
}

const calendar = buildMarketCalendar()
const start = instantOf(tradingDay('2026-09-22'), timeOfDay('11:17'))
const EPSILON = 1e-9
/** A tick of the dearest options: mids are rounded to half of one. */
const TOLERANCE = 0.1

describe.each([1, 2, 3])('the quotes of seed %i', (seed) => {
  const market = createSyntheticMarket({ seed, start, calendar })
  const mid = ({ bid, ask }: { bid: number; ask: number }) => 0.5 * (bid + ask)

  test.each(['SPX', 'SPY', 'VIX', 'NVDA', 'KO'])('of %s offer no vertical and no butterfly', (underlying) => {
    for (const { root, day } of market.expirations(underlying)) {
      const chain = chainOf(market, underlying, root, day)
      expect(chain.length).toBeGreaterThan(5)
      for (let i = 1; i < chain.length; i++) {
        const [low, high] = [chain[i - 1]!, chain[i]!]
        const width = high.strike - low.strike
        // What can be bought and sold at these quotes without risk.
        expect(low.call.ask).toBeGreaterThan(high.call.bid - EPSILON)
        expect(high.put.ask).toBeGreaterThan(low.put.bid - EPSILON)
        expect(low.call.bid - high.call.ask).toBeLessThanOrEqual(width + EPSILON)
        expect(high.put.bid - low.put.ask).toBeLessThanOrEqual(width + EPSILON)
        const wide = 0.5 * (low.call.ask - low.call.bid + high.call.ask - high.call.bid)
        expect(mid(low.call) - mid(high.call)).toBeGreaterThan(-TOLERANCE - 0.5 * wide)
      }
      for (let i = 1; i < chain.length - 1; i++) {
        const [a, b, c] = [chain[i - 1]!, chain[i]!, chain[i + 1]!]
        const share = (c.strike - b.strike) / (c.strike - a.strike)
        for (const side of ['call', 'put'] as const) {
          expect(share * a[side].ask + (1 - share) * c[side].ask).toBeGreaterThan(b[side].bid - EPSILON)
          const gap = share * mid(a[side]) + (1 - share) * mid(c[side]) - mid(b[side])
          expect(gap).toBeGreaterThan(-TOLERANCE - 0.5 * (b[side].ask - b[side].bid))
        }
      }
    }
  })

  test.each(['SPX', 'SPY', 'KO'])('of %s offer no calendar', (underlying) => {
    const roots = market.expirations(underlying).filter(({ root }) => root !== 'SPX')
    for (let i = 1; i < roots.length; i++) {
      const [near, far] = [roots[i - 1]!, roots[i]!]
      const later = new Map(chainOf(market, underlying, far.root, far.day).map((row) => [row.strike, row]))
      for (const row of chainOf(market, underlying, near.root, near.day)) {
        const other = later.get(row.strike)
        // Of an American option with a dividend between, and a European call on a falling forward, nothing is said.
        if (other !== undefined) expect(other.call.ask).toBeGreaterThan(row.call.bid - EPSILON)
      }
    }
  })

  test('call and put of European options agree on one forward', () => {
    for (const { root, day } of market.expirations('SPX')) {
      const chain = chainOf(market, 'SPX', root, day)
      const years = yearsToExpiry(start, expirationInstant(calendar, { root, expiration: day }))
      const discount = Math.exp(-SYNTHETIC_RATE * years)
      // The forward at which the synthetic could be bought is above the one at which it could be sold, at all strikes.
      const buys = chain.map(({ strike, call, put }) => strike + (call.ask - put.bid) / discount)
      const sells = chain.map(({ strike, call, put }) => strike + (call.bid - put.ask) / discount)
      expect(Math.min(...buys)).toBeGreaterThan(Math.max(...sells) - EPSILON)
    }
  })

  test('American options are worth their exercise', () => {
    const spot = market.book('SPY')!
    for (const { root, day } of market.expirations('SPY')) {
      for (const { strike, call, put } of chainOf(market, 'SPY', root, day)) {
        expect(call.ask).toBeGreaterThanOrEqual(spot.bid! / 10_000 - strike - 0.01)
        expect(put.ask).toBeGreaterThanOrEqual(strike - spot.ask! / 10_000 - 0.01)
      }
    }
  })
})
