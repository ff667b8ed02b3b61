import { buildMarketCalendar } from '../../src/domain/calendar/market-calendar.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { bsmPrice } from '../../src/domain/pricing/bsm.ts'
import type { RecordedChain } from '../../src/ports/recorded-chain.ts'
import { chainTimes } from '../../src/service/chain/chain-times.ts'
import { readNaively } from './naive-chain.ts'
import { type Fields, fieldsWith, recordedText } from './recorded-text.ts'

/** The calendar of the years that the invented markets lie in. */
export const TEST_CALENDAR = buildMarketCalendar(2023, 2027)

/** An invented market of European options whose every value is known. */
export interface TheoreticalMarket {
  readonly root: string
  readonly underlying: string
  readonly expiration: string
  readonly spot: number
  readonly rate: number
  readonly dividendYield: number
  readonly strikes: readonly number[]
  readonly halfSpread: number
  volatility(strike: number): number
}

export const THEORETICAL_MARKET: TheoreticalMarket = {
  root: 'ABXW',
  underlying: 'ABX',
  expiration: '2024-04-05',
  spot: 100,
  rate: 0.05,
  dividendYield: 0.02,
  strikes: [80, 85, 90, 95, 100, 105, 110, 115, 120],
  halfSpread: 0.01,
  volatility: (strike) => 0.2 + 0.002 * (100 - strike),
}

/** The rows of the market: quotes of equal width around the values of Black, Scholes and Merton. */
export function theoreticalRows(changed: Partial<TheoreticalMarket> = {}): Fields[] {
  const market = { ...THEORETICAL_MARKET, ...changed }
  const { root, underlying, expiration, spot, rate, dividendYield, strikes, halfSpread } = market
  const { years } = chainTimes(TEST_CALENDAR, {
    root,
    expiration: tradingDay(expiration),
    quoteDay: tradingDay('2024-03-04'),
    quoteMinute: 15 * 60 + 45,
  })
  return strikes.flatMap((strike) =>
    (['call', 'put'] as const).map((type) => {
      const volatility = market.volatility(strike)
      const value = bsmPrice({ type, spot, strike, years, rate, dividendYield, volatility })
      return fieldsWith({
        underlying,
        root,
        expiration,
        spot: String(spot),
        strike: String(strike),
        type: type === 'call' ? 'C' : 'P',
        bid: String(Math.max(0, value - halfSpread)),
        ask: String(value + halfSpread),
        iv: String(volatility),
      })
    }),
  )
}

/** Rows as the columns that the services read. */
export function chainOfRows(rows: readonly Fields[]): RecordedChain {
  return readNaively(recordedText(rows))
}
