import { impliedVolatilities } from '../../domain/pricing/batch-implied-volatility.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { OptionGreeks } from './market-quote.ts'
import type { OptionSlice } from './option-slice.ts'
import type { SliceBook } from './slice-book.ts'

/** The greeks of a slice at the instant of its quotes, a row a contract. */
export interface GreekTable {
  readonly at: MarketTime
  readonly book: SliceBook
  readonly bidIv: Float64Array
  readonly midIv: Float64Array
  readonly askIv: Float64Array
}

/** Implies the volatilities of a slice's bids, mids and asks, as of European options; 0 where there is none. */
export function greekTable({ columns }: OptionSlice, book: SliceBook): GreekTable {
  const implied = (units: (row: number) => number): Float64Array => {
    const dollars = Float64Array.from(book.bid, (_, row) => units(row) / 10_000)
    const { volatility } = impliedVolatilities(columns, book.terms, dollars)
    return volatility.map((value) => (Number.isNaN(value) ? 0 : value))
  }
  return {
    at: book.at,
    book,
    bidIv: implied((row) => book.bid[row]!),
    midIv: implied((row) => 0.5 * (book.bid[row]! + book.ask[row]!)),
    askIv: implied((row) => book.ask[row]!),
  }
}

/**
 * The greeks of a row in the vendor's form: gamma, theta and vega are those of the strike's option that is out of
 * the money. Rho is T (S Δ - V) and phi -T S Δ, both for a point of 0.01.
 */
export function greeksOfRow(slice: OptionSlice, table: GreekTable, row: number): OptionGreeks {
  const { greeks, terms, volatility } = table.book
  const { strike } = slice.columns
  const pair = row & ~1
  const outOfTheMoney = strike[row]! >= terms.forward[0]! ? pair : pair + 1
  const [spot, years] = [terms.spot[0]!, terms.years[0]!]
  const delta = greeks.delta[row]!
  return {
    delta,
    gamma: greeks.gamma[outOfTheMoney]!,
    theta: greeks.theta[outOfTheMoney]!,
    vega: greeks.vega[outOfTheMoney]!,
    rho: 0.01 * years * (spot * delta - greeks.price[row]!),
    phi: -0.01 * years * spot * delta,
    bidIv: table.bidIv[row]!,
    midIv: table.midIv[row]!,
    askIv: table.askIv[row]!,
    smvVol: volatility[row]!,
    updatedAt: table.at,
  }
}
