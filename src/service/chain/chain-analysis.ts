import type { Instant } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Price } from '../../domain/money/price.ts'
import type { OptionType } from '../../domain/option/contract.ts'
import type { Unsolvable } from '../../domain/pricing/implied-volatility.ts'
import type { QuoteKind } from './chain-quote.ts'

/** One contract of a chain: what was recorded of it, and what we make of it. Null is not known. */
export interface AnalysedContract {
  readonly type: OptionType
  readonly strike: Price
  /** Quoted dollars per share. */
  readonly bid: number | null
  readonly ask: number | null
  readonly quote: QuoteKind
  /** (bid + ask) / 2, dollars per share; null when the quote is crossed or missing. */
  readonly mid: number | null
  /** Our implied volatility of the mid, a year: 0.2 is 20 %. */
  readonly iv: number | null
  /** The rule that a mid without implied volatility breaks; null when it has one, or there is no mid. */
  readonly unsolved: Unsolvable | null
  /** The recorder's implied volatility; 0, which recorders write for "not computed", is null. */
  readonly recordedIv: number | null
  /** Greeks at our implied volatility, per share: delta and gamma per dollar. */
  readonly delta: number | null
  readonly gamma: number | null
  /** Dollars per calendar day. */
  readonly theta: number | null
  /** Dollars per volatility point. */
  readonly vega: number | null
  readonly volume: number | null
  readonly openInterest: number | null
}

/** Call and put of one strike; null where the recording has none. */
export interface StrikeRow {
  readonly strike: Price
  readonly call: AnalysedContract | null
  readonly put: AnalysedContract | null
}

/** What all contracts of the expiration share. */
export interface ChainTerms {
  /** Price of the underlying, dollars per share. */
  readonly spot: number | null
  /** Forward for the expiration, dollars per share. */
  readonly forward: number
  /** Value today of a dollar paid at the expiration. */
  readonly discount: number
  /** Where forward and discount come from: the quotes themselves, or the spot and given rates. */
  readonly source: 'parity' | 'rates'
  /** One sentence for people: how many pairs, or why not by parity and by which rates. */
  readonly sourceNote: string
  /** Time to expiration in years of 365 days; 0 when it is over. */
  readonly years: number
}

/** How far our implied volatilities are from the recorder's. */
export interface IvComparison {
  /** How many contracts were compared: tight quotes out of the money, with both volatilities. */
  readonly contracts: number
  /** Absolute differences; 0.001 is a tenth of a volatility point. */
  readonly median: number
  readonly max: number
}

/** One expiration of one root at one instant. */
export interface ChainAnalysis {
  readonly underlying: string
  readonly root: string
  readonly expiration: TradingDay
  readonly quoteDay: TradingDay
  /** New York wall time in minutes since midnight; null when not recorded and the close was taken. */
  readonly quoteMinute: number | null
  readonly quotedAt: Instant
  readonly expiresAt: Instant
  /** Calendar days to expiration. */
  readonly dte: number
  readonly exercise: 'american' | 'european'
  /** How contracts are valued; European on the forward unless early exercise was asked for. */
  readonly model: 'american' | 'european'
  readonly settlement: 'AM' | 'PM'
  readonly terms: ChainTerms
  /** The strike nearest to the spot, or to the forward where no spot was recorded. */
  readonly atmStrike: Price | null
  /** Volatility at the forward, between its two neighbouring strikes. */
  readonly atmIv: number | null
  /** One standard deviation at expiration, dollars: forward x ATM volatility x root of the years. */
  readonly expectedMove: number | null
  /** Ascending by strike. */
  readonly strikes: readonly StrikeRow[]
  readonly contracts: number
  /** Rows that repeat a contract; the last one is taken. */
  readonly repeated: number
  readonly quotes: Readonly<Record<QuoteKind, number>>
  readonly solved: number
  /** How many mids broke each rule. */
  readonly unsolved: Readonly<Partial<Record<Unsolvable, number>>>
  /** Null where the recording has no volatility that can be compared. */
  readonly comparison: IvComparison | null
}

/** The contracts of a chain, ascending by strike, call before put. */
export function contractsOf(analysis: ChainAnalysis): AnalysedContract[] {
  return analysis.strikes.flatMap(({ call, put }) => [call, put].filter((side) => side !== null))
}
