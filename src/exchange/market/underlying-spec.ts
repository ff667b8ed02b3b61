import type { SsviShape } from './ssvi.ts'
import type { VarianceProcess } from './variance-process.ts'

/** How often an underlying goes ex-dividend: the day of the month's `week`-th such weekday, and the months. */
export interface DividendRule {
  readonly months: readonly number[]
  /** 1 is Monday. */
  readonly weekday: 1 | 2 | 3 | 4 | 5
  readonly week: 1 | 2 | 3 | 4
  /** Of the price, a year. */
  readonly yearlyYield: number
}

/** Which days options are listed for; see `listed-expirations.ts`. */
export type ListingCycle = 'index_daily' | 'fund_daily' | 'stock_weekly' | 'volatility'

/** What a synthetic underlying is made of. */
export interface UnderlyingSpec {
  readonly symbol: string
  readonly description: string
  readonly kind: 'stock' | 'etf' | 'index'
  /** Tradier's letter of the exchange. */
  readonly exchange: string
  /** Dollars at the instant at which the market begins; not used where the price is derived. */
  readonly level: number
  /** Whether the price is the volatility index of the market's variance, such as VIX, and not walked. */
  readonly isDerived?: true
  /** Moves with the market by so much; 1 is the S&P 500. */
  readonly beta: number
  /** What moves it alone; null for what only follows the market. */
  readonly own: VarianceProcess | null
  readonly shape: SsviShape
  /** Dividends that are paid all the time, a year; of an index. */
  readonly continuousYield: number
  readonly dividend: DividendRule | null
  readonly cycle: ListingCycle
  /** Steps of strikes near the money, in dollars, chosen by level when left out. */
  readonly strikeStep?: number
  /** Shares a day; of an index 0. */
  readonly averageVolume: number
  /** How wide and thin the options are quoted: 1 is SPY, 4 an ordinary stock. */
  readonly illiquidity: number
}
