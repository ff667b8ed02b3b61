import { expirationInstant } from '../../../src/domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../../src/domain/calendar/days-to-expiration.ts'
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { type Price, price } from '../../../src/domain/money/price.ts'
import type { OptionContract } from '../../../src/domain/option/contract.ts'
import { bsmGreeks, type Greeks } from '../../../src/domain/pricing/bsm.ts'

export const CALENDAR = buildMarketCalendar(2025, 2028)
export const SAMPLE_DAY = tradingDay('2026-11-25')
export const SAMPLE_NOW = instantOf(SAMPLE_DAY, timeOfDay('13:46'))
export const RATE = 0.04

/** A made-up underlying: where it stands, how it moved today and how wild it is. */
interface SampleUnderlying {
  readonly spot: number
  readonly changePercent: number
  readonly dividendYield: number
  /** At-the-money volatility of a month. */
  readonly volatility: number
}

export const UNDERLYINGS = {
  SPY: { spot: 684.2, changePercent: 0.42, dividendYield: 0.012, volatility: 0.148 },
  QQQ: { spot: 612.35, changePercent: 0.61, dividendYield: 0.006, volatility: 0.192 },
  IWM: { spot: 241.3, changePercent: -0.18, dividendYield: 0.013, volatility: 0.205 },
  NVDA: { spot: 186.4, changePercent: 1.37, dividendYield: 0, volatility: 0.41 },
  AAPL: { spot: 268.15, changePercent: -0.33, dividendYield: 0.004, volatility: 0.24 },
} as const satisfies Record<string, SampleUnderlying>

export type SampleSymbol = keyof typeof UNDERLYINGS

/** A moment of the made-up market of one underlying. */
export interface Moment {
  readonly at: Instant
  readonly spot: number
  readonly volatility: number
}

/** The present moment of an underlying. */
export function presentOf(symbol: SampleSymbol): Moment {
  const { spot, volatility } = UNDERLYINGS[symbol]
  return { at: SAMPLE_NOW, spot, volatility }
}

/** A made-up quote, priced by Black and Scholes on a smile that rises to low strikes. */
export interface SampleQuote {
  readonly bid: Price
  readonly ask: Price
  readonly mid: Price
  readonly volatility: number
  readonly years: number
  readonly greeks: Greeks
}

const CENT = 100
const toCents = (dollars: number): number => Math.round(dollars * 100)

/** The quote of a contract at a moment; whole cents, at least a cent wide. */
export function quoteOf(contract: OptionContract, { at, spot, volatility }: Moment): SampleQuote {
  const { dividendYield } = UNDERLYINGS[contract.root as SampleSymbol]
  const strike = contract.strike / 10_000
  const years = yearsToExpiry(at, expirationInstant(CALENDAR, contract))
  const steps = Math.log(strike / spot) / Math.sqrt(Math.max(years, 1 / 365))
  const smiled = Math.max(0.06, volatility - 0.1 * steps + 0.12 * steps * steps)
  const { type } = contract
  const greeks = bsmGreeks({ type, spot, strike, years, rate: RATE, dividendYield, volatility: smiled })
  const middle = toCents(greeks.price)
  const half = Math.max(1, Math.round(middle * 0.012))
  const bid = price(Math.max(0, middle - half) * CENT)
  const ask = price((middle + half) * CENT)
  return { bid, ask, mid: price((bid + ask) / 2), volatility: smiled, years, greeks }
}
