import { describe, expect, it } from 'vitest'
import { americanPrice } from './american.ts'
import { forwardFromParity } from './forward.ts'
import { forwardFromAmericanParity } from './forward-american.ts'

const SPOT = 100
const STRIKES = [90, 95, 98, 99, 100, 101, 102, 105, 110]

function chain(market: { years: number; rate: number; dividendYield: number }) {
  const side = (type: 'call' | 'put', offset: number) =>
    STRIKES.map((strike) => {
      const volatility = 0.2 - 0.1 * Math.log(strike / SPOT)
      return americanPrice({ ...market, type, spot: SPOT, strike, volatility }) + offset
    })
  return {
    strike: STRIKES,
    callBid: side('call', -0.02),
    callAsk: side('call', 0.02),
    putBid: side('put', -0.02),
    putAsk: side('put', 0.02),
  }
}

describe('forward from American parity', () => {
  it.each([
    { years: 27 / 365, rate: 0.053, dividendYield: 0.013 },
    { years: 0.5, rate: 0.05, dividendYield: 0.0 },
    { years: 1, rate: 0.03, dividendYield: 0.07 },
  ])('takes out the premium of early exercise: %o', (market) => {
    const quotes = chain(market)
    const exact = SPOT * Math.exp((market.rate - market.dividendYield) * market.years)
    const plain = forwardFromParity({
      quotes,
      discount: Math.exp(-market.rate * market.years),
      style: 'american',
    })
    const cleaned = forwardFromAmericanParity({ quotes, spot: SPOT, years: market.years, rate: market.rate })
    expect(plain.ok && cleaned.ok).toBe(true)
    if (!plain.ok || !cleaned.ok) return
    expect(Math.abs(cleaned.value.forward - exact)).toBeLessThan(0.005)
    expect(Math.abs(cleaned.value.forward - exact)).toBeLessThan(0.2 * Math.abs(plain.value.forward - exact))
    // The put is exercised when the rate is above the yield, so the plain forward is then too low.
    expect(Math.sign(plain.value.forward - exact)).toBe(market.rate > market.dividendYield ? -1 : 1)
  })

  it('refuses what parity refuses', () => {
    const empty = { strike: [], callBid: [], callAsk: [], putBid: [], putAsk: [] }
    const parity = forwardFromAmericanParity({ quotes: empty, spot: 100, years: 1, rate: 0.05 })
    expect(parity).toMatchObject({ ok: false, code: 'too_few_quoted_pairs' })
  })
})
