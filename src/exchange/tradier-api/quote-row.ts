import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import type { OptionListing, UnderlyingListing } from '../market/market-listing.ts'
import type { MarketQuote, OptionGreeks } from '../market/market-quote.ts'
import type { FaceSwitches } from './switches.ts'
import { bareUtcText } from './wire-time.ts'
import { float, floatOrNull, type WireFloat, type WireRecord } from './wire-value.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** The letter that stands for the exchange of every option here. */
export const OPTION_EXCHANGE = 'C'

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

/**
 * The description of an option in Tradier's words.
 *
 * @example
 * import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
 * describeOption(parseOccSymbol('SPXW260922C06590000').value) // => 'SPXW Sep 22 2026 $6590.00 Call'
 */
export function describeOption({ root, expiration, strike, type }: OptionContract): string {
  const month = MONTHS[Number(expiration.slice(5, 7)) - 1]
  const day = Number(expiration.slice(8, 10))
  const dollars = (strike / PRICE_UNITS_PER_DOLLAR).toFixed(2)
  return `${root} ${month} ${day} ${expiration.slice(0, 4)} $${dollars} ${type === 'call' ? 'Call' : 'Put'}`
}

function greeksRow(greeks: OptionGreeks): WireRecord {
  return {
    delta: float(greeks.delta),
    gamma: float(greeks.gamma),
    theta: float(greeks.theta),
    vega: float(greeks.vega),
    rho: float(greeks.rho),
    phi: float(greeks.phi),
    bid_iv: float(greeks.bidIv),
    mid_iv: float(greeks.midIv),
    ask_iv: float(greeks.askIv),
    smv_vol: float(greeks.smvVol),
    updated_at: bareUtcText(greeks.updatedAt),
  }
}

function change({ last, previousClose }: MarketQuote): WireFloat | null {
  return last === null || previousClose === null ? null : dollarsOrNull(last - previousClose)
}

function changePercent({ last, previousClose }: MarketQuote): WireFloat | null {
  if (last === null || previousClose === null) return null
  return float(previousClose === 0 ? 0 : Math.round(((last - previousClose) / previousClose) * 10_000) / 100)
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
    change: change(quote),
    volume: quote.volume,
    open: dollarsOrNull(quote.open),
    high: dollarsOrNull(quote.high),
    low: dollarsOrNull(quote.low),
    close: dollarsOrNull(quote.close),
    bid: dollarsOrNull(quote.bid),
    ask: dollarsOrNull(quote.ask),
    change_percentage: changePercent(quote),
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

/**
 * The row of an option. A side that nobody quotes is 0.0, as in recordings of far strikes. One flat literal, as
 * a chain has thousands: putting it together from parts takes twice as long.
 */
export function optionRow(quote: MarketQuote, listing: OptionListing, style: QuoteStyle): WireRecord {
  const { contract } = listing
  const { greeks } = style
  return {
    symbol: quote.symbol,
    description: describeOption(contract),
    exch: OPTION_EXCHANGE,
    type: 'option',
    last: dollarsOrNull(quote.last),
    change: change(quote),
    volume: quote.volume,
    open: dollarsOrNull(quote.open),
    high: dollarsOrNull(quote.high),
    low: dollarsOrNull(quote.low),
    close: dollarsOrNull(quote.close),
    bid: dollarsOrNull(quote.bid ?? 0),
    ask: dollarsOrNull(quote.ask ?? 0),
    underlying: listing.underlying,
    strike: dollarsOrNull(contract.strike),
    greeks: greeks === undefined || greeks === null ? greeks : greeksRow(greeks),
    change_percentage: changePercent(quote),
    average_volume: quote.averageVolume,
    last_volume: quote.lastSize,
    trade_date: quote.tradedAt ?? 0,
    prevclose: dollarsOrNull(quote.previousClose),
    week_52_high: dollarsOrNull(quote.week52High ?? 0),
    week_52_low: dollarsOrNull(quote.week52Low ?? 0),
    bidsize: quote.bid === null ? 0 : quote.bidSize,
    bidexch: OPTION_EXCHANGE,
    bid_date: quote.quotedAt,
    asksize: quote.ask === null ? 0 : quote.askSize,
    askexch: OPTION_EXCHANGE,
    ask_date: quote.quotedAt,
    open_interest: listing.openInterest,
    contract_size: listing.multiplier,
    expiration_date: contract.expiration,
    expiration_type: listing.expirationType,
    option_type: contract.type,
    root_symbol: contract.root,
    lot_size: style.lotSize ? 100 : undefined,
  }
}
