import type { TradingDay } from '../../../domain/calendar/trading-day.ts'
import { formatOccSymbol } from '../../../domain/option/occ-symbol.ts'
import { CONTRACT_MULTIPLIER } from '../../../domain/money/premium.ts'
import type { ChainQuote } from '../../../ports/market-data.ts'
import type { WireStrike } from '../wire.ts'
import { countOf, priceOf, volatilityOf } from './figures.ts'

/** What a row of a chain does not say itself. */
export interface StrikeTerms {
  readonly root: string
  readonly expiration: TradingDay
}

/** The call and the put of a row; none when its strike is no price. */
export function optionsOfStrike(row: WireStrike, { root, expiration }: StrikeTerms): ChainQuote[] {
  const strike = priceOf(row.strike)
  if (strike === null) return []
  return (['call', 'put'] as const).map((type) => {
    const contract = { root, expiration, type, strike }
    return {
      symbol: formatOccSymbol(contract),
      contract,
      multiplier: CONTRACT_MULTIPLIER,
      ...sideOf(row, type),
      last: null,
      quotedAt: row.quoteDate,
      previousClose: null,
    }
  })
}

type Side = Pick<ChainQuote, 'bid' | 'ask' | 'bidSize' | 'askSize' | 'openInterest' | 'volume' | 'greeks'>

function sideOf(row: WireStrike, type: 'call' | 'put'): Side {
  // The row's delta is the call's, and that of the put one less.
  const delta = row.delta === null || type === 'call' ? row.delta : row.delta - 1
  return {
    bid: priceOf(row[`${type}BidPrice`]),
    ask: priceOf(row[`${type}AskPrice`]),
    bidSize: countOf(row[`${type}BidSize`]) ?? 0,
    askSize: countOf(row[`${type}AskSize`]) ?? 0,
    openInterest: countOf(row[`${type}OpenInterest`]),
    volume: countOf(row[`${type}Volume`]),
    greeks: greeksOf(row, delta, row[`${type}MidIv`]),
  }
}

function greeksOf(row: WireStrike, delta: number | null, midIv: number | null): ChainQuote['greeks'] {
  const { gamma, theta, vega, updatedAt } = row
  return { source: 'orats', asOf: updatedAt, delta, gamma, theta, vega, midIv: volatilityOf(midIv) }
}
