import { type MarketCalendar, sessionOn } from '../../domain/calendar/market-calendar.ts'
import type { Price } from '../../domain/money/price.ts'
import type { MarketTime, TopOfBook } from '../venue/venue-types.ts'
import type { ChainSnapshot } from './chain-snapshots.ts'
import type { OptionListing } from './market-listing.ts'
import type { DayBar, MarketQuote } from './market-quote.ts'
import { recordedPrice, tradePrice } from './recorded-price.ts'
import type { FoundRow } from './recorded-rows.ts'

/** Shares that one contract stands for; an underlying is quoted in as many as its options are. */
const MULTIPLIER = 100

/** The book of an underlying, of which only the price was recorded: it stands for both sides. */
export function spotBook({ spot, at }: ChainSnapshot, assumedSize: number): TopOfBook {
  const last = recordedPrice(spot)
  const size = last === null ? 0 : assumedSize * MULTIPLIER
  return { bid: last, ask: last, bidSize: size, askSize: size, last, quotedAt: at }
}

/** The book of a recorded row; a side without a quote, or with nobody's, has no size. */
export function rowBook({ snapshot, row }: FoundRow, assumedSize: number): TopOfBook {
  const { chain, at } = snapshot
  const [bid, ask] = [recordedPrice(chain.bid[row]), recordedPrice(chain.ask[row])]
  const size = (side: Price | null) => (side === null || side <= 0 ? 0 : assumedSize)
  return {
    bid,
    ask,
    bidSize: size(bid),
    askSize: size(ask),
    last: tradePrice(chain.last[row]!),
    quotedAt: at,
  }
}

/** What a quote is made from besides its book. */
export interface QuoteContext {
  readonly calendar: MarketCalendar
  readonly now: MarketTime
  readonly assumedSize: number
  /** Of the same underlying, ascending. */
  readonly snapshots: readonly ChainSnapshot[]
}

/**
 * The quote of an underlying.
 *
 * @param bar of the day so far, where a price was recorded
 */
export function spotQuote(
  symbol: string,
  latest: ChainSnapshot,
  bar: DayBar | undefined,
  context: QuoteContext,
): MarketQuote {
  const book = spotBook(latest, context.assumedSize)
  const before = context.snapshots.findLast(({ day }) => day < latest.day)
  return {
    ...book,
    ...NO_FIGURES,
    symbol,
    open: bar?.open ?? null,
    high: bar?.high ?? null,
    low: bar?.low ?? null,
    close: isOver(latest, context) ? book.last : null,
    previousClose: recordedPrice(before?.spot),
    tradedAt: latest.at,
  }
}

/** The quote of a recorded row. */
export function rowQuote(found: FoundRow, option: OptionListing, context: QuoteContext): MarketQuote {
  const { snapshot, row } = found
  const { symbol } = option
  const book = rowBook(found, context.assumedSize)
  const volume = Math.max(0, snapshot.chain.volume[row]!)
  const before = context.snapshots.findLast(
    (other) => other.day < snapshot.day && other.rowOf(symbol) !== undefined,
  )
  return {
    ...book,
    ...NO_FIGURES,
    symbol,
    close: volume > 0 && isOver(snapshot, context) ? book.last : null,
    previousClose: before === undefined ? null : tradePrice(before.chain.last[before.rowOf(symbol)!]!),
    volume,
    lastSize: book.last === null ? 0 : 1,
    tradedAt: volume > 0 ? snapshot.at : null,
    option,
  }
}

function isOver({ day }: ChainSnapshot, { calendar, now }: QuoteContext): boolean {
  const known = sessionOn(calendar, day)
  return known.kind === 'closed' || now >= known.closes
}

const NO_FIGURES = {
  open: null,
  high: null,
  low: null,
  close: null,
  previousClose: null,
  volume: 0,
  averageVolume: 0,
  lastSize: 0,
  tradedAt: null,
  week52High: null,
  week52Low: null,
  option: null,
} as const
