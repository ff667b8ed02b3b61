import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Price } from '../../domain/money/price.ts'
import type { MarketTime, TopOfBook } from '../venue/venue-types.ts'
import type { OptionListing } from './market-listing.ts'

/** A book with the figures of its day. What has not happened, or was not recorded, is null. */
export interface MarketQuote extends TopOfBook {
  readonly symbol: string
  /** First price of the session; null before it. */
  readonly open: Price | null
  readonly high: Price | null
  readonly low: Price | null
  /** Last price of the session that is over; null from an open to the close. */
  readonly close: Price | null
  readonly previousClose: Price | null
  /** Shares or contracts traded in the session. */
  readonly volume: number
  readonly averageVolume: number
  /** Shares or contracts of the last trade. */
  readonly lastSize: number
  readonly tradedAt: MarketTime | null
  /** Extremes of the last 252 sessions; null for options. */
  readonly week52High: Price | null
  readonly week52Low: Price | null
  /** Contract, expiration type, open interest; null for anything that is not an option. */
  readonly option: OptionListing | null
}

/**
 * Greeks as Tradier passes them on from ORATS: per share, theta a calendar day, vega, rho and phi a point
 * (0.01), volatilities as fractions. Refreshed about once an hour, so they are older than the quote; gamma,
 * theta and vega are the same for the call and the put of a strike. A volatility that cannot be implied is 0.
 */
export interface OptionGreeks {
  readonly delta: number
  readonly gamma: number
  readonly theta: number
  readonly vega: number
  /** Dollars per point of the interest rate. */
  readonly rho: number
  /** Dollars per point of the dividend yield. */
  readonly phi: number
  readonly bidIv: number
  readonly midIv: number
  readonly askIv: number
  /** The volatility of the smoothed surface at the strike. */
  readonly smvVol: number
  readonly updatedAt: MarketTime
}

/** Prices of a session. */
export interface DayBar {
  readonly day: TradingDay
  readonly open: Price
  readonly high: Price
  readonly low: Price
  readonly close: Price
  readonly volume: number
}

/** Prices of a minute, named by its beginning. */
export interface MinuteBar {
  readonly at: MarketTime
  readonly open: Price
  readonly high: Price
  readonly low: Price
  readonly close: Price
  readonly volume: number
}
