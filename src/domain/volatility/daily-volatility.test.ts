import { expect, test } from 'vitest'
import { bsmPrice } from '../pricing/bsm.ts'
import type { ParityQuotes } from '../pricing/parity-pairs.ts'
import { type ClosingExpiration, dailyVolatility, expirationVolatility } from './daily-volatility.ts'

const [RATE, SPOT, YIELD] = [0.04, 500, 0.01]

/** Quotes a cent about the values of a smile: `level` at the forward, falling by 0.2 a unit of log-strike. */
function expiration(days: number, level: number): ClosingExpiration {
  const years = days / 365
  const forward = SPOT * Math.exp((RATE - YIELD) * years)
  const strikes = Array.from({ length: 41 }, (_, i) => 400 + 5 * i)
  const value = (type: 'call' | 'put', strike: number) =>
    bsmPrice({
      type,
      spot: SPOT,
      strike,
      years,
      rate: RATE,
      dividendYield: YIELD,
      volatility: level - 0.2 * Math.log(strike / forward),
    })
  const column = (type: 'call' | 'put', off: number) =>
    strikes.map((strike) => Math.max(0, value(type, strike) + off))
  const quotes: ParityQuotes = {
    strike: strikes,
    callBid: column('call', -0.01),
    callAsk: column('call', 0.01),
    putBid: column('put', -0.01),
    putAsk: column('put', 0.01),
  }
  return { years, quotes }
}

const european = { rate: RATE, style: 'european' } as const

test('the volatility of an expiration is that of its smile at the forward', () => {
  const found = expirationVolatility(expiration(23, 0.2), european)
  expect(found.ok && found.value).toBeCloseTo(0.2, 3)
})

test('a day has one volatility, that of thirty days', () => {
  const expirations = [expiration(3, 0.5), expiration(23, 0.2), expiration(37, 0.3), expiration(65, 0.1)]
  const found = dailyVolatility({ expirations, ...european })
  // The worked number of the constant maturity: total variance half way from 0.04 × 23 to 0.09 × 37.
  expect(found.ok && found.value).toBeCloseTo(0.266_145, 3)
})

test('an expiration that nobody quotes is left out, and without a neighbour there is none', () => {
  const silent = expiration(28, 0.9)
  const none = Float64Array.from({ length: 41 }, () => Number.NaN)
  const unquoted: ClosingExpiration = { ...silent, quotes: { ...silent.quotes, callBid: none, putBid: none } }
  const around = [expiration(23, 0.2), expiration(37, 0.3)]
  const found = dailyVolatility({ expirations: [...around, unquoted], ...european })
  expect(found.ok && found.value).toBeCloseTo(0.266_145, 3)
  expect(dailyVolatility({ expirations: [around[0]!, unquoted], ...european })).toMatchObject({
    ok: false,
    code: 'expirations_must_bracket_the_maturity',
  })
  expect(expirationVolatility(unquoted, european)).toMatchObject({ ok: false, code: 'too_few_quoted_pairs' })
})

test('strikes on one side of the forward only are refused', () => {
  const whole = expiration(30, 0.2)
  const keep = (column: ArrayLike<number>) => Array.from(column).slice(0, 15)
  const { strike, callBid, callAsk, putBid, putAsk } = whole.quotes
  const quotes: ParityQuotes = {
    strike: keep(strike),
    callBid: keep(callBid),
    callAsk: keep(callAsk),
    putBid: keep(putBid),
    putAsk: keep(putAsk),
  }
  expect(expirationVolatility({ ...whole, quotes }, european)).toMatchObject({
    ok: false,
    code: 'quotes_must_surround_the_money',
  })
})
