import { formatOccSymbol, parseOccSymbol } from '../../../domain/option/occ-symbol.ts'
import type { Quote } from '../../../ports/market-data.ts'
import type { WireOption, WireUnderlying } from '../wire.ts'
import { countOf, priceOf } from './figures.ts'

/** The quote of an option; undefined when its symbol, spaces aside, is no OCC symbol. */
export function quoteOfOption(row: WireOption): Quote | undefined {
  const parsed = parseOccSymbol(row.optionSymbol.replaceAll(' ', ''))
  if (!parsed.ok) return undefined
  return {
    symbol: formatOccSymbol(parsed.value),
    bid: priceOf(row.bidPrice),
    ask: priceOf(row.askPrice),
    bidSize: countOf(row.bidSize) ?? 0,
    askSize: countOf(row.askSize) ?? 0,
    last: null,
    quotedAt: row.quoteDate,
    previousClose: null,
  }
}

/** The quote of an underlying. */
export function quoteOfUnderlying(row: WireUnderlying): Quote {
  return {
    symbol: row.ticker,
    bid: priceOf(row.bid),
    ask: priceOf(row.ask),
    bidSize: countOf(row.bidSize) ?? 0,
    askSize: countOf(row.askSize) ?? 0,
    last: priceOf(row.stockPrice),
    quotedAt: row.quoteDate,
    previousClose: null,
  }
}
