import { writeFileSync } from 'node:fs'
import { epochDay, type TradingDay, tradingDay } from '../src/domain/calendar/trading-day.ts'
import { type Price, price } from '../src/domain/money/price.ts'
import { formatPrice } from '../src/domain/money/price-text.ts'
import { toNearestTickTiesUp, toTickDown, toTickUp } from '../src/domain/money/tick-rule.ts'
import type { OptionType } from '../src/domain/option/contract.ts'
import { describeStrike } from '../src/domain/option/describe-contract.ts'
import { tickRuleFor } from '../src/domain/option/product.ts'
import { bsmGreeks, forwardOf } from '../src/domain/pricing/bsm.ts'

// Writes the sample chain that `npm start` scans. Every figure in it is invented: an index that does not
// exist, priced by our own European model on an invented volatility surface, with quotes put around the
// values by a seeded generator. The same program always writes the same file; a test holds the file to it.

const HEADER =
  'quote_date,quote_time,underlying,spot,root,expiration,style,strike,type,bid,ask,last,volume,open_interest,' +
  'iv,delta,gamma,theta,vega'
const TICKER = 'LEGW'
const SPOT = 412.36
const RATE = 0.041
const DIVIDEND_YIELD = 0.013
const QUOTE_DAY = tradingDay('2026-03-16')
const QUOTE_TIME = '15:45'
/** From a quarter to four until four. */
const QUARTER_HOUR_DAYS = 0.25 / 24
const STRIKES = 25
const SEED = 2026

interface Series {
  readonly expiration: TradingDay
  /** Lowest strike and step, dollars. */
  readonly lowest: number
  readonly step: number
  readonly atmVolatility: number
}

const SERIES: readonly Series[] = [
  { expiration: tradingDay('2026-03-23'), lowest: 382.5, step: 2.5, atmVolatility: 0.172 },
  { expiration: tradingDay('2026-04-17'), lowest: 350, step: 5, atmVolatility: 0.186 },
  { expiration: tradingDay('2026-05-22'), lowest: 350, step: 5, atmVolatility: 0.194 },
]

/** Numbers in [0, 1), the same for the same seed (Marsaglia, "Xorshift RNGs", 2003). */
function seededNumbers(seed: number): () => number {
  let state = seed | 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** A skew as of an equity index: dearer below the forward, cheaper above, curved at both ends. */
function surface(atmVolatility: number, forward: number, strike: number, years: number): number {
  const distance = Math.log(strike / forward) / Math.sqrt(years)
  return atmVolatility - 0.13 * distance + 0.1 * distance * distance
}

/** A market around a value: a little random width, out to the next ticks, and no bid for what is worthless. */
function quoteAround(value: number, random: () => number): { bid: Price; ask: Price; last: Price } {
  const rule = tickRuleFor(TICKER)
  const half = (0.4 + 0.6 * random()) * (0.005 + 0.0015 * value)
  const units = (dollars: number): Price => price(Math.round(dollars * 10_000))
  return {
    bid: toTickDown(units(Math.max(0, value - half)), rule),
    ask: toTickUp(units(value + half), rule),
    last: toNearestTickTiesUp(units(value * (1 + 0.04 * (random() - 0.5))), rule),
  }
}

/** Contracts that trade and stand open: most around the money and at round strikes. */
function interest(
  distance: number,
  strike: number,
  random: () => number,
): { volume: number; openInterest: number } {
  const round = strike % 10 === 0 ? 2.2 : 1
  const openInterest = Math.floor(6_000 * round * Math.exp(-1.6 * Math.abs(distance)) * (0.3 + random()))
  return { volume: Math.floor(openInterest * 0.4 * random()), openInterest }
}

function contractLine(series: Series, type: OptionType, strike: number, random: () => number): string {
  const years = (epochDay(series.expiration) - epochDay(QUOTE_DAY) + QUARTER_HOUR_DAYS) / 365
  const market = { spot: SPOT, years, rate: RATE, dividendYield: DIVIDEND_YIELD }
  const forward = forwardOf(market)
  const volatility = surface(series.atmVolatility, forward, strike, years)
  const greeks = bsmGreeks({ ...market, type, strike, volatility })
  const { bid, ask, last } = quoteAround(greeks.price, random)
  const { volume, openInterest } = interest(Math.log(strike / SPOT) / Math.sqrt(years), strike, random)
  const four = (value: number): string => value.toFixed(4)
  return [
    `${QUOTE_DAY},${QUOTE_TIME},${TICKER},${SPOT},${TICKER},${series.expiration},E`,
    describeStrike(price(strike * 10_000)),
    type === 'call' ? 'C' : 'P',
    [bid, ask, last].map(formatPrice).join(),
    `${volume},${openInterest}`,
    [volatility, greeks.delta, greeks.gamma, greeks.theta, greeks.vega].map(four).join(),
  ].join()
}

/** The sample chain as the text of its file. */
export function sampleChainText(): string {
  const random = seededNumbers(SEED)
  const lines = [HEADER]
  for (const series of SERIES) {
    for (let i = 0; i < STRIKES; i++) {
      const strike = series.lowest + i * series.step
      lines.push(contractLine(series, 'call', strike, random), contractLine(series, 'put', strike, random))
    }
  }
  return `${lines.join('\n')}\n`
}

/** Where the sample chain lies. */
export const SAMPLE_CHAIN_FILE = new URL('../src/app/sample/sample-chain.csv', import.meta.url)

if (import.meta.main) writeFileSync(SAMPLE_CHAIN_FILE, sampleChainText())
