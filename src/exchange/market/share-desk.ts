import type { Instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { type Price, price } from '../../domain/money/price.ts'
import type { MarketTime, TopOfBook } from '../venue/venue-types.ts'
import type { MarketPath } from './market-path.ts'
import type { DayBar, MarketQuote } from './market-quote.ts'
import { floorMinute } from './option-slice.ts'
import { hashUniform } from './random-stream.ts'
import { ShareBars, toCent } from './share-bars.ts'
import type { UnderlyingModel } from './underlying-state.ts'

const YEAR_SESSIONS = 252
const CENT = 100

/** The half width of a quote as a share of the price, by kind. */
const HALF_WIDTH = { etf: 0.000_005, stock: 0.000_03, index: 0.000_1 } as const

/** Quotes one synthetic underlying: new ones each minute of a session, the last at its close. */
export class ShareDesk {
  readonly model: UnderlyingModel
  readonly bars: ShareBars
  readonly #path: MarketPath

  constructor(path: MarketPath, model: UnderlyingModel) {
    this.#path = path
    this.model = model
    this.bars = new ShareBars(path, model)
  }

  /** The top of the book; sizes are shares in round lots, none for an index. */
  top(time: MarketTime): TopOfBook {
    const { kind } = this.#path.config.specs[this.model.spec]!
    const at = this.#quoteInstant(time)
    const { spot } = this.model.stateAt(at)
    const half = Math.max(kind === 'index' ? 0.01 : 0.005, HALF_WIDTH[kind] * spot)
    const bid = price(Math.floor((spot - half) * 100 + 1e-6) * CENT)
    const ask = price(Math.max(bid + CENT, Math.ceil((spot + half) * 100 - 1e-6) * CENT))
    const size = (side: number) =>
      kind === 'index' ? 0 : 100 * (1 + Math.floor(12 * hashUniform(at / 60_000, this.model.spec * 2 + side)))
    return { bid, ask, bidSize: size(0), askSize: size(1), last: toCent(spot), quotedAt: at }
  }

  /** The book with the figures of the day; before an open those of a day that has not begun. */
  quote(time: MarketTime): MarketQuote {
    const { symbol, averageVolume } = this.#path.config.specs[this.model.spec]!
    const { path, point } = this.#path.at(time)
    const today = newYorkDayOf(time as Instant)
    const isOn = today === path.session.day || !this.#path.isSessionDay(today)
    const bar = this.bars.dayBar(path, point)
    const isOver = time >= path.session.closes
    const previous = path.index > 0 ? toCent(this.model.closeOf(path.index - 1)) : null
    const [week52High, week52Low] = this.#yearRange(path.index, bar)
    return {
      ...this.top(time),
      symbol,
      open: isOn ? bar.open : null,
      high: isOn ? bar.high : null,
      low: isOn ? bar.low : null,
      close: isOn && isOver ? bar.close : null,
      previousClose: isOn ? previous : bar.close,
      volume: isOn ? bar.volume : 0,
      averageVolume,
      lastSize: averageVolume > 0 ? 100 : 0,
      tradedAt: this.#quoteInstant(time),
      week52High,
      week52Low,
      option: null,
    }
  }

  #yearRange(index: number, bar: DayBar): [high: Price, low: Price] {
    let { high, low } = bar
    for (let at = Math.max(0, index - YEAR_SESSIONS + 1); at < index; at++) {
      const path = this.#path.session(at)
      const day = this.bars.dayBar(path, path.market.length - 1)
      if (day.high > high) high = day.high
      if (day.low < low) low = day.low
    }
    return [high, low]
  }

  #quoteInstant(time: MarketTime): MarketTime {
    const { session } = this.#path.session(this.#path.indexAt(time))
    return (
      session.opens + Math.min(session.closes - session.opens, floorMinute(Math.max(0, time - session.opens)))
    )
  }
}
