import { expirationInstant } from '../../src/domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../src/domain/calendar/days-to-expiration.ts'
import { buildMarketCalendar } from '../../src/domain/calendar/market-calendar.ts'
import { instantOf, newYorkDayOf } from '../../src/domain/calendar/new-york-time.ts'
import { previousSession } from '../../src/domain/calendar/session-lookup.ts'
import { timeOfDay } from '../../src/domain/calendar/time-of-day.ts'
import { type TradingDay, tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { price } from '../../src/domain/money/price.ts'
import { formatOccSymbol } from '../../src/domain/option/occ-symbol.ts'
import { bsmPrice } from '../../src/domain/pricing/bsm.ts'
import { readSettings } from '../../src/domain/settings/read-settings.ts'
import type { Settings } from '../../src/domain/settings/settings.ts'
import type { ProposalInput, UnderlyingMarket } from '../../src/engine/proposals/proposal-input.ts'
import type { ChainQuote, DailyBar, Quote } from '../../src/ports/market-data.ts'

export const PROPOSAL_CALENDAR = buildMarketCalendar(2023, 2025)
export const PROPOSAL_AT = instantOf(tradingDay('2024-03-04'), timeOfDay('11:00'))
const EXPIRATION = tradingDay('2024-04-05')

/** Settings as a person would write them. */
export function settingsOf(written: Readonly<Record<string, string>> = {}): Settings {
  const entries = Object.entries(written).map(([key, value]) => ({ key, value }))
  const read = readSettings(entries, 'PAPER')
  if (!read.ok) throw new Error(read.message)
  return read.value
}

/** An invented market of European options: 450 points, pennies, 32 days, a skew of the usual sign. */
export interface InventedMarket {
  readonly root: string
  readonly spot: number
  readonly expiration: TradingDay
  readonly strikes: readonly number[]
  readonly halfSpread: number
  readonly volatility: (strike: number) => number
}

export const INVENTED: InventedMarket = {
  root: 'XSP',
  spot: 450,
  expiration: EXPIRATION,
  strikes: Array.from({ length: 31 }, (_, i) => 375 + 5 * i),
  halfSpread: 0.02,
  volatility: (strike) => 0.2 - 0.0006 * (strike - 450),
}

const cent = (dollars: number) => price(Math.round(100 * dollars) * 100)

/** The options of the market, each quoted around its value. */
export function inventedOptions(market: InventedMarket): ChainQuote[] {
  const { root, spot, expiration, strikes, halfSpread } = market
  const years = yearsToExpiry(PROPOSAL_AT, expirationInstant(PROPOSAL_CALENDAR, { root, expiration }))
  return strikes.flatMap((strike) =>
    (['call', 'put'] as const).map((type): ChainQuote => {
      const model = { type, spot, strike, years, rate: 0.04, dividendYield: 0.01 }
      const value = bsmPrice({ ...model, volatility: market.volatility(strike) })
      const contract = { root, expiration, type, strike: price(strike * 10_000) }
      return {
        symbol: formatOccSymbol(contract),
        contract,
        bid: cent(Math.max(0, value - halfSpread)),
        ask: cent(value + halfSpread),
        bidSize: 10,
        askSize: 10,
        last: null,
        quotedAt: PROPOSAL_AT,
        previousClose: null,
        multiplier: 100,
        openInterest: 500,
        volume: 10,
        greeks: null,
      }
    }),
  )
}

/** So many closes before the day of the input, all at one price. */
export function closesAt(dollars: number, count = 20): DailyBar[] {
  let day = newYorkDayOf(PROPOSAL_AT)
  return Array.from({ length: count }, () => {
    day = previousSession(PROPOSAL_CALENDAR, day).day
    const close = cent(dollars)
    return { day, open: close, high: close, low: close, close, volume: 1 }
  })
}

function indexQuote(symbol: string, spot: number): Quote {
  const none = { bid: null, ask: null, bidSize: 0, askSize: 0, quotedAt: null, previousClose: null }
  return { symbol, last: cent(spot), ...none }
}

/** The market of one underlying, whole: every rule can be evaluated. */
export function inventedMarket(changed: Partial<InventedMarket> = {}): UnderlyingMarket {
  const market = { ...INVENTED, ...changed }
  return {
    underlying: market.root,
    quote: indexQuote(market.root, market.spot),
    expirations: [market.expiration],
    chains: [
      {
        underlying: market.root,
        expiration: market.expiration,
        options: inventedOptions(market),
        readAt: PROPOSAL_AT,
      },
    ],
    closes: closesAt(market.spot),
    standing: { rank: 45, percentile: 50, iv: 0.2, window: null, source: 'test', asOf: PROPOSAL_AT },
  }
}

/** The input of a run over one invented market. */
export function proposalInput(
  written: Readonly<Record<string, string>> = {},
  changed: Partial<UnderlyingMarket> = {},
  market: Partial<InventedMarket> = {},
): ProposalInput {
  const whole = { ...inventedMarket(market), ...changed }
  return {
    at: PROPOSAL_AT,
    calendar: PROPOSAL_CALENDAR,
    settings: settingsOf({ 'entry.underlyings': whole.underlying, ...written }),
    declaredDelayMs: 0,
    markets: [whole],
  }
}
