import type { Instant } from '../domain/calendar/instant.ts'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import type { Price } from '../domain/money/price.ts'
import type { OptionContract } from '../domain/option/contract.ts'
import type { BrokerRead } from './broker-fault.ts'
import type { CallPriority } from './call-priority.ts'

/**
 * A quote as the feed gave it. Whatever is missing, NaN or negative on the wire is null here; a zero bid is a bid
 * of 0. Nothing is judged yet: crossed and stale quotes arrive as they are.
 */
export interface Quote {
  readonly symbol: string
  readonly bid: Price | null
  readonly ask: Price | null
  /** Contracts, or shares. */
  readonly bidSize: number
  readonly askSize: number
  readonly last: Price | null
  /** When the older of bid and ask was made, by the exchange; null when the feed does not say. */
  readonly quotedAt: Instant | null
  /** Last price of the session before. */
  readonly previousClose: Price | null
}

/** Greeks and volatilities of a vendor; shown and stored beside ours, which decide. */
export interface VendorGreeks {
  readonly source: string
  readonly asOf: Instant | null
  readonly delta: number | null
  readonly gamma: number | null
  readonly theta: number | null
  readonly vega: number | null
  /** A fraction: 0.2 is 20 %. */
  readonly midIv: number | null
}

/** One option of a chain. */
export interface ChainQuote extends Quote {
  readonly contract: OptionContract
  readonly multiplier: number
  readonly openInterest: number | null
  readonly volume: number | null
  readonly greeks: VendorGreeks | null
}

/** The options of an underlying that expire on one day, every root. */
export interface OptionChain {
  readonly underlying: string
  readonly expiration: TradingDay
  readonly options: readonly ChainQuote[]
  /** When the answer was received, on our clock. */
  readonly readAt: Instant
}

/** Quotes that were read together. */
export interface QuoteBoard {
  readonly quotes: ReadonlyMap<string, Quote>
  /** Symbols that the feed does not know. */
  readonly unmatched: readonly string[]
  readonly readAt: Instant
}

/** A session's prices. */
export interface DailyBar {
  readonly day: TradingDay
  readonly open: Price
  readonly high: Price
  readonly low: Price
  readonly close: Price
  readonly volume: number
}

/** Prices, chains and history. Symbols are OCC symbols and tickers. */
export interface MarketData {
  /** How old quotes are by the feed's own declaration: 0 live, 900,000 in Tradier's sandbox. */
  readonly declaredDelayMs: number
  /** Reads any number of quotes in as few calls as the vendor allows. */
  readQuotes(symbols: readonly string[], priority: CallPriority): Promise<BrokerRead<QuoteBoard>>
  /** Days on which options of an underlying expire, ascending, of every root. */
  readExpirations(underlying: string, priority: CallPriority): Promise<BrokerRead<readonly TradingDay[]>>
  readChain(
    underlying: string,
    expiration: TradingDay,
    priority: CallPriority,
  ): Promise<BrokerRead<OptionChain>>
  /** Finished sessions from a day to a day, both included, ascending. */
  readDailyBars(
    symbol: string,
    from: TradingDay,
    to: TradingDay,
    priority: CallPriority,
  ): Promise<BrokerRead<readonly DailyBar[]>>
}
