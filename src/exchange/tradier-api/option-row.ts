import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import type { OptionListing } from '../market/market-listing.ts'
import type { MarketQuote, OptionGreeks } from '../market/market-quote.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import { nineDecimals, priceText } from './decimal-text.ts'
import { changeOf, changePercent, dollarsOrNull, type QuoteStyle } from './quote-row.ts'
import { textJson } from './wire-json.ts'
import { bareUtcText } from './wire-time.ts'
import { float, floatOrNull, SelfWritten, type WireRecord } from './wire-value.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** The letter that stands for the exchange of every option here. */
export const OPTION_EXCHANGE = 'C'

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

function greeksRecord(greeks: OptionGreeks): WireRecord {
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

/** The row of an option. A side that nobody quotes is 0.0, as in recordings of far strikes. */
function optionRecord(quote: MarketQuote, listing: OptionListing, style: QuoteStyle): WireRecord {
  const { contract } = listing
  const { greeks } = style
  return {
    symbol: quote.symbol,
    description: describeOption(contract),
    exch: OPTION_EXCHANGE,
    type: 'option',
    last: dollarsOrNull(quote.last),
    change: dollarsOrNull(changeOf(quote)),
    volume: quote.volume,
    open: dollarsOrNull(quote.open),
    high: dollarsOrNull(quote.high),
    low: dollarsOrNull(quote.low),
    close: dollarsOrNull(quote.close),
    bid: dollarsOrNull(quote.bid ?? 0),
    ask: dollarsOrNull(quote.ask ?? 0),
    underlying: listing.underlying,
    strike: dollarsOrNull(contract.strike),
    greeks: greeks === undefined || greeks === null ? greeks : greeksRecord(greeks),
    change_percentage: floatOrNull(changePercent(quote)),
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

function price(units: number | null): string {
  return units === null ? 'null' : priceText(units)
}

/** The rows of a chain were all updated at the same instant or at a few. */
let latestStamp: { readonly at: MarketTime; readonly text: string } = { at: Number.NaN, text: '' }

function stampOf(at: MarketTime): string {
  if (latestStamp.at !== at) latestStamp = { at, text: bareUtcText(at) }
  return latestStamp.text
}

function greeksJson(of: OptionGreeks): string {
  return (
    `{"delta":${nineDecimals(of.delta)},"gamma":${nineDecimals(of.gamma)},"theta":${nineDecimals(of.theta)}` +
    `,"vega":${nineDecimals(of.vega)},"rho":${nineDecimals(of.rho)},"phi":${nineDecimals(of.phi)}` +
    `,"bid_iv":${nineDecimals(of.bidIv)},"mid_iv":${nineDecimals(of.midIv)},"ask_iv":${nineDecimals(of.askIv)}` +
    `,"smv_vol":${nineDecimals(of.smvVol)},"updated_at":"${stampOf(of.updatedAt)}"}`
  )
}

function optionJson(quote: MarketQuote, listing: OptionListing, { greeks, lotSize }: QuoteStyle): string {
  const { contract, underlying, openInterest, multiplier, expirationType } = listing
  const { symbol, last, open, high, low, close, bid, ask, bidSize, askSize, quotedAt, volume } = quote
  const percent = changePercent(quote)
  const root = textJson(contract.root)
  return (
    `{"symbol":${textJson(symbol)},"description":${textJson(describeOption(contract))},"exch":"${OPTION_EXCHANGE}"` +
    `,"type":"option","last":${price(last)},"change":${price(changeOf(quote))},"volume":${volume}` +
    `,"open":${price(open)},"high":${price(high)},"low":${price(low)},"close":${price(close)}` +
    `,"bid":${priceText(bid ?? 0)},"ask":${priceText(ask ?? 0)},"underlying":${textJson(underlying)}` +
    `,"strike":${priceText(contract.strike)}` +
    (greeks === undefined ? '' : `,"greeks":${greeks === null ? 'null' : greeksJson(greeks)}`) +
    `,"change_percentage":${percent === null ? 'null' : nineDecimals(percent)}` +
    `,"average_volume":${quote.averageVolume},"last_volume":${quote.lastSize},"trade_date":${quote.tradedAt ?? 0}` +
    `,"prevclose":${price(quote.previousClose)},"week_52_high":${priceText(quote.week52High ?? 0)}` +
    `,"week_52_low":${priceText(quote.week52Low ?? 0)},"bidsize":${bid === null ? 0 : bidSize}` +
    `,"bidexch":"${OPTION_EXCHANGE}","bid_date":${quotedAt},"asksize":${ask === null ? 0 : askSize}` +
    `,"askexch":"${OPTION_EXCHANGE}","ask_date":${quotedAt},"open_interest":${openInterest}` +
    `,"contract_size":${multiplier},"expiration_date":"${contract.expiration}"` +
    `,"expiration_type":"${expirationType}","option_type":"${contract.type}","root_symbol":${root}` +
    (lotSize ? ',"lot_size":100}' : '}')
  )
}

/**
 * The row of an option, of which a chain has thousands: its JSON is written in one go, which takes a third of the time that
 * its record takes to be made and written.
 */
export class OptionRow extends SelfWritten {
  readonly #quote: MarketQuote
  readonly #listing: OptionListing
  readonly #style: QuoteStyle

  constructor(quote: MarketQuote, listing: OptionListing, style: QuoteStyle) {
    super()
    this.#quote = quote
    this.#listing = listing
    this.#style = style
  }

  /** The row key for key, for XML and for what changes rows. */
  record(): WireRecord {
    return optionRecord(this.#quote, this.#listing, this.#style)
  }

  /** The JSON of the same, key for key. */
  json(): string {
    return optionJson(this.#quote, this.#listing, this.#style)
  }
}
