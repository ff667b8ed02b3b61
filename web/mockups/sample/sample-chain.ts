import { daysToExpirationAt } from '../../../src/domain/calendar/days-to-expiration.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { price } from '../../../src/domain/money/price.ts'
import type { ChainCell, ChainView, TicketView } from '../../api/chain-view.ts'
import { samplePayoff } from './sample-detail.ts'
import { presentOf, quoteOf, SAMPLE_NOW } from './sample-market.ts'
import { entryAt, envelopeOf, type SampleSpread } from './sample-spread.ts'

const EXPIRATION = tradingDay('2026-12-31')

function cell(type: 'call' | 'put', strike: number): ChainCell {
  const contract = { root: 'SPY', expiration: EXPIRATION, type, strike: price(strike * 10_000) }
  const { bid, ask, volatility, greeks } = quoteOf(contract, presentOf('SPY'))
  return { bid, ask, delta: greeks.delta, volatility }
}

const STRIKES = Array.from({ length: 12 }, (_, i) => 650 + 5 * i)

export const SAMPLE_CHAIN: ChainView = {
  underlying: 'SPY',
  spot: price(6_842_000),
  expiration: EXPIRATION,
  dte: daysToExpirationAt(SAMPLE_NOW, EXPIRATION),
  rows: STRIKES.map((strike) => ({
    strike: price(strike * 10_000),
    call: cell('call', strike),
    put: cell('put', strike),
  })),
}

const SPREAD: SampleSpread = {
  symbol: 'SPY',
  strategy: 'BULL_PUT_CREDIT',
  strikes: [655, 660],
  expiration: EXPIRATION,
}
const LIMIT = entryAt(SPREAD, presentOf('SPY'))
const QUANTITY = 2

export const SAMPLE_TICKET: TicketView = {
  name: 'SPY 655/660 bull put, 31 Dec',
  picked: [
    { strike: price(6_550_000), type: 'put', side: 'buy' },
    { strike: price(6_600_000), type: 'put', side: 'sell' },
  ],
  quantity: QUANTITY,
  limit: LIMIT,
  payoff: samplePayoff(SPREAD, LIMIT, QUANTITY),
  buyingPowerCents: envelopeOf(SPREAD, LIMIT, QUANTITY).maxLossCents,
  checks: [
    { text: 'Most to lose is below 1 % of equity', passed: true },
    { text: 'No opposite leg is held or working', passed: true },
    {
      text: 'Three SPY trades are open, and 3 are the most: close one first, or raise the limit',
      passed: false,
    },
  ],
}
