import { instant } from '../../domain/calendar/instant.ts'
import { marketDayOf } from '../../domain/calendar/session-lookup.ts'
import type { Market } from '../market/market.ts'
import type { MarketQuote } from '../market/market-quote.ts'
import type { FaceRoom } from './face-call.ts'
import type { FrameSource } from './live-streams.ts'
import {
  type FrameFacts,
  type FrameKind,
  quoteFrame,
  summaryFrame,
  timesaleFrame,
  tradeFrame,
} from './market-frame.ts'
import { OPTION_EXCHANGE } from './option-row.ts'
import { writeJson } from './wire-json.ts'
import type { WireRecord } from './wire-value.ts'

/** What a client wants to hear of. */
export interface MarketWish {
  readonly symbols: readonly string[]
  /** Empty for every kind. */
  readonly filter: readonly string[]
  /** Whether ticks that are no price are left out: a missing or crossed side, a trade of nothing. */
  readonly validOnly: boolean
}

interface Told {
  readonly quote: MarketQuote | null
  readonly seq: number
}

const UNTOLD: Told = { quote: null, seq: 0 }

function quoteMoved(a: MarketQuote | null, b: MarketQuote): boolean {
  return (
    a === null || a.bid !== b.bid || a.ask !== b.ask || a.bidSize !== b.bidSize || a.askSize !== b.askSize
  )
}

function traded(a: MarketQuote | null, b: MarketQuote): boolean {
  return a === null || a.volume !== b.volume || a.last !== b.last
}

function dayMoved(a: MarketQuote | null, b: MarketQuote): boolean {
  if (a === null) return true
  return a.open !== b.open || a.high !== b.high || a.low !== b.low || a.previousClose !== b.previousClose
}

function isValidQuote({ bid, ask }: MarketQuote): boolean {
  return bid !== null && ask !== null && bid <= ask
}

function sessionAt(market: Market): 'normal' | 'pre' | 'post' {
  const day = marketDayOf(market.calendar, instant(Math.floor(market.now)))
  if (day.kind === 'closed' || market.now >= day.closes) return 'post'
  return market.now < day.opens ? 'pre' : 'normal'
}

/**
 * The market stream of some symbols, put together by comparing quotes with those that were told last: at first the
 * summary, the quote and the latest trade of each, then what has changed. Symbols that are not listed are silent.
 */
export class MarketTicks implements FrameSource {
  private readonly room: Pick<FaceRoom, 'market' | 'switches'>
  private readonly told = new Map<string, Told>()
  private wish: MarketWish
  private readAt = Number.NEGATIVE_INFINITY

  constructor(room: Pick<FaceRoom, 'market' | 'switches'>, wish: MarketWish) {
    this.room = room
    this.wish = wish
  }

  /** Another list of symbols; those that stay are not told again from the beginning. */
  change(wish: MarketWish): void {
    const kept = new Set(wish.symbols)
    for (const symbol of this.told.keys()) if (!kept.has(symbol)) this.told.delete(symbol)
    this.wish = wish
    this.readAt = Number.NEGATIVE_INFINITY
  }

  next(): string[] {
    const { market } = this.room
    // The market stands still between two of its instants.
    if (market.now === this.readAt) return []
    this.readAt = market.now
    return this.wish.symbols.flatMap((symbol) => this.framesOf(symbol))
  }

  private wants(kind: FrameKind): boolean {
    return this.wish.filter.length === 0 || this.wish.filter.includes(kind)
  }

  private factsOf(quote: MarketQuote): FrameFacts {
    const { market, switches } = this.room
    if (quote.option !== null) return { exchange: OPTION_EXCHANGE, sizeUnit: 1 }
    const listing = market.underlying(quote.symbol)
    const inHundreds = switches.shareSizes === 'hundreds' && listing?.kind !== 'index'
    return { exchange: listing?.exchange ?? '', sizeUnit: inHundreds ? 100 : 1 }
  }

  /** An index is not traded, so that its prices have no size. */
  private isValidTrade({ symbol, last, lastSize }: MarketQuote): boolean {
    return last !== null && (lastSize > 0 || this.room.market.underlying(symbol)?.kind === 'index')
  }

  private framesOf(symbol: string): string[] {
    const quote = this.room.market.quote(symbol)
    if (quote === undefined) return []
    const before = this.told.get(symbol) ?? UNTOLD
    const isTrade = traded(before.quote, quote)
    const isNew = isTrade && before.quote !== null
    this.told.set(symbol, { quote, seq: before.seq + (isNew ? 1 : 0) })
    const facts = this.factsOf(quote)
    const frames: WireRecord[] = []
    if (this.wants('summary') && dayMoved(before.quote, quote)) frames.push(summaryFrame(quote))
    const quotable = !this.wish.validOnly || isValidQuote(quote)
    if (this.wants('quote') && quotable && quoteMoved(before.quote, quote))
      frames.push(quoteFrame(quote, facts))
    const tradable = !this.wish.validOnly || this.isValidTrade(quote)
    if (isTrade && tradable) {
      if (this.wants('trade')) frames.push(tradeFrame('trade', quote, facts))
      if (this.wants('tradex')) frames.push(tradeFrame('tradex', quote, facts))
      if (this.wants('timesale') && isNew) {
        frames.push(timesaleFrame(quote, facts, before.seq + 1, sessionAt(this.room.market)))
      }
    }
    return frames.map(writeJson)
  }
}
