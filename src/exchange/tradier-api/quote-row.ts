import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { UnderlyingListing } from '../market/market-listing.ts'
import type { MarketQuote, OptionGreeks } from '../market/market-quote.ts'
import type { FaceSwitches } from './switches.ts'
import { floatOrNull, type WireFloat, type WireRecord } from './wire-value.ts'

/** What a quote row shows besides the quote. */
export interface QuoteStyle {
  /** Absent leaves the key out; null is a row without greeks. */
  readonly greeks?: OptionGreeks | null
  readonly lotSize: boolean
  readonly shareSizes: FaceSwitches['shareSizes']
}

/** A price in dollars, or null. */
export function dollarsOrNull(units: number | null): WireFloat | null {
  return floatOrNull(units === null ? null : units / PRICE_UNITS_PER_DOLLAR)
}

/** The change since the close before, in units of `Price`; null when one of the two is not known. */
export function changeOf({ last, previousClose }: MarketQuote): number | null {
  return last === null || previousClose === null ? null : last - previousClose
}

/** The same in per cent, to two decimals; 0 of a close of 0. */
export function changePercent({ last, previousClose }: MarketQuote): number | null {
  if (last === null || previousClose === null) return null
  return previousClose === 0 ? 0 : Math.round(((last - previousClose) / previousClose) * 10_000) / 100
}

/** The row of a share, fund or index. Nobody quotes an index, so its exchanges are null. */
export function underlyingRow(quote: MarketQuote, listing: UnderlyingListing, style: QuoteStyle): WireRecord {
  const isIndex = listing.kind === 'index'
  const scale = style.shareSizes === 'hundreds' && !isIndex ? 100 : 1
  const exchange = isIndex ? null : listing.exchange
  const quotedAt = isIndex ? 0 : quote.quotedAt
  return {
    symbol: quote.symbol,
    description: listing.description,
    exch: listing.exchange,
    type: listing.kind,
    last: dollarsOrNull(quote.last),
    change: dollarsOrNull(changeOf(quote)),
    volume: quote.volume,
    open: dollarsOrNull(quote.open),
    high: dollarsOrNull(quote.high),
    low: dollarsOrNull(quote.low),
    close: dollarsOrNull(quote.close),
    bid: dollarsOrNull(quote.bid),
    ask: dollarsOrNull(quote.ask),
    change_percentage: floatOrNull(changePercent(quote)),
    average_volume: quote.averageVolume,
    last_volume: quote.lastSize,
    trade_date: quote.tradedAt ?? 0,
    prevclose: dollarsOrNull(quote.previousClose),
    week_52_high: dollarsOrNull(quote.week52High ?? 0),
    week_52_low: dollarsOrNull(quote.week52Low ?? 0),
    bidsize: Math.floor(quote.bidSize / scale),
    bidexch: exchange,
    bid_date: quotedAt,
    asksize: Math.floor(quote.askSize / scale),
    askexch: exchange,
    ask_date: quotedAt,
    root_symbols: listing.roots.length === 0 ? listing.symbol : listing.roots.join(','),
    lot_size: style.lotSize ? 100 : undefined,
  }
}
