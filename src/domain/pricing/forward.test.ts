import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blackValue } from './black.ts'
import { forwardFromParity, impliedDividendYield, type ParityInput } from './forward.ts'
import type { ParityQuotes } from './parity-pairs.ts'

type Columns = { [Name in keyof ParityQuotes]: number[] }

/** A European chain with a smile, quoted around its exact values with the given half spread. */
function chain(
  forward: number,
  discount: number,
  strikes: number[],
  half: (price: number) => number,
): Columns {
  const quotes: Columns = { strike: strikes, callBid: [], callAsk: [], putBid: [], putAsk: [] }
  for (const strike of strikes) {
    const totalVol = 0.1 + 0.2 * Math.abs(Math.log(strike / forward))
    const call = discount * blackValue({ type: 'call', forward, strike, totalVol })
    const put = discount * blackValue({ type: 'put', forward, strike, totalVol })
    quotes.callBid.push(Math.max(0, call - half(call)))
    quotes.callAsk.push(call + half(call))
    quotes.putBid.push(Math.max(0, put - half(put)))
    quotes.putAsk.push(put + half(put))
  }
  return quotes
}

const STRIKES = Array.from({ length: 41 }, (_, i) => 80 + i)

function solve(input: ParityInput) {
  const parity = forwardFromParity(input)
  if (!parity.ok) throw new Error(parity.code)
  return parity.value
}

function codeOf(input: ParityInput): string {
  const parity = forwardFromParity(input)
  return parity.ok ? 'ok' : parity.code
}

describe('forward from parity', () => {
  it('finds forward and discount of any fair chain', () => {
    const market = fc.double({ min: 90, max: 110, noNaN: true })
    fc.assert(
      fc.property(market, fc.double({ min: 0.8, max: 1.02, noNaN: true }), (forward, discount) => {
        const quotes = chain(forward, discount, STRIKES, (price) => 0.02 + 0.01 * price)
        const free = solve({ quotes })
        expect(free.forward).toBeCloseTo(forward, 6)
        expect(free.discount).toBeCloseTo(discount, 6)
        expect(free.outside).toBe(0)
        expect(solve({ quotes, discount }).forward).toBeCloseTo(forward, 8)
        expect(solve({ quotes, discount, style: 'american' }).forward).toBeCloseTo(forward, 8)
      }),
    )
  })

  it('stays in the band of bid and ask when mids are off', () => {
    const offset = fc.array(fc.double({ min: -0.9, max: 0.9, noNaN: true }), { minLength: 82, maxLength: 82 })
    fc.assert(
      fc.property(offset, (offsets) => {
        const quotes = chain(101.3, 0.97, STRIKES, () => 0.1)
        STRIKES.forEach((_, i) => {
          for (const [side, shift] of [
            ['call', offsets[i]!],
            ['put', offsets[41 + i]!],
          ] as const) {
            quotes[`${side}Bid`][i]! += 0.1 * shift
            quotes[`${side}Ask`][i]! += 0.1 * shift
          }
        })
        const { forward, outside } = solve({ quotes, discount: 0.97 })
        expect(Math.abs(forward - 101.3)).toBeLessThan(0.2 / 0.97)
        expect(outside).toBe(0)
        const free = solve({ quotes })
        expect(Math.abs(free.forward - 101.3)).toBeLessThan(0.1)
        expect(Math.abs(free.discount - 0.97)).toBeLessThan(0.01)
      }),
    )
  })

  it('is not moved by stale quotes', () => {
    const quotes = chain(100, 0.98, STRIKES, () => 0.03)
    for (const i of [18, 24, 33]) {
      quotes.callBid[i]! += 2
      quotes.callAsk[i]! += 2
    }
    const free = solve({ quotes })
    expect(free.forward).toBeCloseTo(100, 3)
    expect(free.discount).toBeCloseTo(0.98, 4)
    expect(free.outside).toBe(3)
    expect(solve({ quotes, discount: 0.98 }).forward).toBeCloseTo(100, 3)
  })

  it('reads the few strikes that are quoted tightly when the rest are 40 dollars wide', () => {
    const quotes = chain(100, 0.95, STRIKES, () => 0.25)
    STRIKES.forEach((_, i) => {
      if (i >= 22 && i < 30) return
      const off = 8 * Math.sin(7 * i)
      quotes.callBid[i] = 20 + (STRIKES[40 - i]! - 80) + off
      quotes.callAsk[i] = quotes.callBid[i]! + 40
    })
    const free = solve({ quotes })
    expect(Math.abs(free.forward - 100)).toBeLessThan(0.25)
    expect(Math.abs(free.discount - 0.95)).toBeLessThan(0.03)
  })

  it('passes over zero bids, crossed quotes and holes', () => {
    const quotes = chain(100, 0.98, STRIKES, () => 0.05)
    quotes.callBid[20] = 0
    quotes.putAsk[19] = quotes.putBid[19]! - 1
    quotes.callAsk[21] = Number.NaN
    quotes.putAsk[22] = Number.POSITIVE_INFINITY
    expect(solve({ quotes, discount: 0.98 }).forward).toBeCloseTo(100, 8)
  })

  it('works from a single pair when the discount is known', () => {
    const quotes = chain(100, 0.98, [98], () => 0.05)
    expect(solve({ quotes, discount: 0.98 })).toMatchObject({ pairs: 1, outside: 0 })
  })

  it('names why there is none, in order', () => {
    const quotes = chain(100, 0.98, STRIKES, () => 0.05)
    const few = chain(100, 0.98, [95, 100, 105], () => 0.05)
    const ragged = { ...quotes, putAsk: [1] }
    expect(codeOf({ quotes: ragged, discount: -1 })).toBe('columns_must_have_equal_length')
    expect(codeOf({ quotes, discount: 0, style: 'american' })).toBe('discount_must_be_positive')
    expect(codeOf({ quotes: few, style: 'american' })).toBe('american_quotes_need_a_discount')
    expect(codeOf({ quotes: few })).toBe('too_few_quoted_pairs')
    expect(
      codeOf({ quotes: { strike: [], callBid: [], callAsk: [], putBid: [], putAsk: [] }, discount: 1 }),
    ).toBe('too_few_quoted_pairs')
    const upsideDown = {
      ...quotes,
      callBid: quotes.putBid,
      callAsk: quotes.putAsk,
      putBid: quotes.callBid,
      putAsk: quotes.callAsk,
    }
    expect(codeOf({ quotes: upsideDown })).toBe('quotes_contradict_parity')
  })

  it('implies the yield that it was made with', () => {
    expect(impliedDividendYield(100, 100 * Math.exp((0.05 - 0.013) * 0.7), 0.7, 0.05)).toBeCloseTo(0.013, 12)
  })
})
