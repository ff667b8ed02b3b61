import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { MarketQuote } from '../market/market-quote.ts'
import { floatText } from './wire-json.ts'
import { float, type WireFloat, type WireRecord } from './wire-value.ts'

/** The kinds of frames of a market stream, in the words of its `filter`. */
export type FrameKind = 'trade' | 'quote' | 'summary' | 'timesale' | 'tradex'

/** What a frame says besides the quote. */
export interface FrameFacts {
  /** The letter of the exchange. */
  readonly exchange: string
  /** Shares that one of a displayed size stands for: 100 where sizes are told in hundreds. */
  readonly sizeUnit: number
}

function dollars(units: number | null): WireFloat {
  return float((units ?? 0) / PRICE_UNITS_PER_DOLLAR)
}

/** A price as the frames of trades have it: a string. What is not known is `NaN`, as some clients report. */
function dollarText(units: number | null): string {
  return units === null ? 'NaN' : floatText(dollars(units).value)
}

/** A best bid and offer: prices and sizes are numbers, their dates strings of epoch milliseconds. */
export function quoteFrame(quote: MarketQuote, { exchange, sizeUnit }: FrameFacts): WireRecord {
  const date = String(quote.quotedAt)
  return {
    type: 'quote',
    symbol: quote.symbol,
    bid: dollars(quote.bid),
    bidsz: Math.floor(quote.bidSize / sizeUnit),
    bidexch: exchange,
    biddate: date,
    ask: dollars(quote.ask),
    asksz: Math.floor(quote.askSize / sizeUnit),
    askexch: exchange,
    askdate: date,
  }
}

/** The latest trade, and with it the day's volume; `tradex` also counts trades outside the session. All strings. */
export function tradeFrame(
  kind: 'trade' | 'tradex',
  quote: MarketQuote,
  { exchange }: FrameFacts,
): WireRecord {
  const last = dollarText(quote.last)
  return {
    type: kind,
    symbol: quote.symbol,
    exch: exchange,
    price: last,
    size: String(quote.lastSize),
    cvol: String(quote.volume),
    date: String(quote.tradedAt ?? 0),
    last,
  }
}

/** The day so far: all strings, `NaN` before the first trade. */
export function summaryFrame(quote: MarketQuote): WireRecord {
  return {
    type: 'summary',
    symbol: quote.symbol,
    open: dollarText(quote.open),
    high: dollarText(quote.high),
    low: dollarText(quote.low),
    prevClose: dollarText(quote.previousClose),
  }
}

/** One trade with the quote around it. `seq` counts the trades of the symbol; only it and the marks are no strings. */
export function timesaleFrame(
  quote: MarketQuote,
  { exchange }: FrameFacts,
  seq: number,
  session: 'normal' | 'pre' | 'post',
): WireRecord {
  return {
    type: 'timesale',
    symbol: quote.symbol,
    exch: exchange,
    bid: dollarText(quote.bid ?? 0),
    ask: dollarText(quote.ask ?? 0),
    last: dollarText(quote.last),
    size: String(quote.lastSize),
    date: String(quote.tradedAt ?? 0),
    seq,
    flag: '',
    cancel: false,
    correction: false,
    session,
  }
}
