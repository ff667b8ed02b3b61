import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { price } from '../../domain/money/price.ts'
import type { OptionListing } from '../market/market-listing.ts'
import type { OptionGreeks } from '../market/market-quote.ts'
import { OptionRow } from './option-row.ts'
import { writeJson } from './wire-json.ts'
import { writeXml } from './wire-xml.ts'

const units = fc.integer({ min: 0, max: 200_000_000 }).map(price)
const known = fc.option(units)
const whole = fc.nat(1_000_000)
const number = fc.double({ min: -10_000, max: 10_000, noNaN: true })
const at = fc.integer({ min: 0, max: 4e12 })

const listing: fc.Arbitrary<OptionListing> = fc.record({
  symbol: fc.constantFrom('SPXW260922C06590000', 'SPY7260918P00650000'),
  contract: fc.record({
    root: fc.constantFrom('SPXW', 'SPY7', 'BRKB'),
    expiration: fc.constantFrom(tradingDay('2026-09-22'), tradingDay('2027-01-15')),
    type: fc.constantFrom('call' as const, 'put' as const),
    strike: units,
  }),
  underlying: fc.constantFrom('SPX', 'BRK/B', 'A"B\\'),
  expirationType: fc.constantFrom('standard' as const, 'weeklys' as const),
  multiplier: fc.constantFrom(100, 150),
  openInterest: whole,
})

const quote = fc.record({
  symbol: fc.constantFrom('SPXW260922C06590000', 'SPY7260918P00650000'),
  bid: known,
  ask: known,
  bidSize: whole,
  askSize: whole,
  last: known,
  quotedAt: at,
  open: known,
  high: known,
  low: known,
  close: known,
  previousClose: known,
  volume: whole,
  averageVolume: whole,
  lastSize: whole,
  tradedAt: fc.option(at),
  week52High: known,
  week52Low: known,
})

const greeks: fc.Arbitrary<OptionGreeks> = fc.record({
  delta: number,
  gamma: number,
  theta: number,
  vega: number,
  rho: number,
  phi: number,
  bidIv: number,
  midIv: number,
  askIv: number,
  smvVol: number,
  updatedAt: at,
})

const style = fc.record(
  { greeks: fc.option(greeks), lotSize: fc.boolean(), shareSizes: fc.constant('hundreds' as const) },
  { requiredKeys: ['lotSize', 'shareSizes'] },
)

test('the JSON of an option row says what its record does, key for key', () => {
  fc.assert(
    fc.property(quote, listing, style, (figures, option, shown) => {
      const row = new OptionRow({ ...figures, option }, option, shown)
      expect(writeJson({ option: [row] })).toBe(writeJson({ option: [row.record()] }))
      expect(writeXml({ option: [row, row] })).toBe(writeXml({ option: [row.record(), row.record()] }))
    }),
    { numRuns: 500 },
  )
})
