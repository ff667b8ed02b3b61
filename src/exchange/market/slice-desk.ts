import type { Instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { price } from '../../domain/money/price.ts'
import type { MarketTime, TopOfBook } from '../venue/venue-types.ts'
import { type GreekTable, greeksOfRow, greekTable } from './greek-table.ts'
import type { OptionListing } from './market-listing.ts'
import type { MarketPath } from './market-path.ts'
import type { MarketQuote, OptionGreeks } from './market-quote.ts'
import { type SliceActivity, sliceActivity } from './option-activity.ts'
import { type OptionSlice, quoteInstant } from './option-slice.ts'
import { toTickUnits } from './quote-width.ts'
import { hashUniform } from './random-stream.ts'
import { priceSlice, type SliceBook, type SmileFill } from './slice-book.ts'
import { emptyTape, printTape, type SliceTape } from './slice-tape.ts'
import type { UnderlyingModel } from './underlying-state.ts'

const GREEKS_EVERY_MS = 3_600_000

/** What a session has seen of a slice: what is outstanding, the trades, and the values at the close before. */
interface DeskDay {
  readonly index: number
  readonly activity: SliceActivity
  readonly before: SliceBook | null
  readonly tape: SliceTape
}

/**
 * Keeps the quotes, trades and greeks of one slice for whoever looks at one present; all of it is computed when
 * asked for and forgotten when the present moves on.
 */
export class SliceDesk {
  readonly slice: OptionSlice
  readonly #path: MarketPath
  readonly #model: UnderlyingModel
  readonly #fill: SmileFill
  readonly #illiquidity: number
  #askedAt = Number.NaN
  #book: SliceBook | undefined
  #day: DeskDay | undefined
  #dayAskedAt = Number.NaN
  #greeks: GreekTable | undefined

  constructor(path: MarketPath, model: UnderlyingModel, slice: OptionSlice, fill: SmileFill) {
    this.slice = slice
    this.#path = path
    this.#model = model
    this.#fill = fill
    this.#illiquidity = path.config.specs[model.spec]!.illiquidity
  }

  /** The quotes that stand at a time. */
  bookAt(time: MarketTime): SliceBook {
    if (this.#book !== undefined && this.#askedAt === time) return this.#book
    const at = quoteInstant(this.#path.config.calendar, this.slice, time)
    if (this.#book?.at !== at) this.#book = this.priceAt(at)
    this.#askedAt = time
    return this.#book
  }

  /** The quotes made at an instant. */
  priceAt(at: MarketTime): SliceBook {
    const view = this.#model.view(this.#model.stateAt(at), this.slice.expires)
    return priceSlice(this.slice, view, this.#fill, this.#illiquidity, at)
  }

  /** The listing of a row, with the open interest of the morning. */
  listing(row: number, time: MarketTime): OptionListing {
    const { listing, underlying, symbols, contracts } = this.slice
    return {
      symbol: symbols[row]!,
      contract: contracts[row]!,
      underlying,
      expirationType: listing.type,
      multiplier: listing.multiplier,
      openInterest: this.#dayAt(time).activity.openInterest[row]!,
    }
  }

  /** The top of the book of a row. */
  top(row: number, time: MarketTime): TopOfBook {
    const book = this.bookAt(time)
    const [last] = this.#lastTrade(row, time)
    const bid = book.bid[row]!
    return {
      bid: price(bid),
      ask: price(book.ask[row]!),
      bidSize: bid === 0 ? 0 : this.#size(row, book.at, 3),
      askSize: this.#size(row, book.at, 5),
      last: last === null ? null : price(last),
      quotedAt: book.at,
    }
  }

  /** The book of a row with the figures of the day. */
  quote(row: number, time: MarketTime): MarketQuote {
    const { tape, before, index } = this.#dayAt(time)
    const { session } = this.#path.session(index)
    const isToday = this.#isOn(time) && tape.open[row] !== -1
    const isOver = this.#isOn(time) && time >= session.closes
    const figure = (column: Int32Array) => (isToday ? price(column[row]!) : null)
    const [last, tradedAt] = this.#lastTrade(row, time)
    const previous = this.#isOn(time) ? this.#closingUnits(row, before) : last
    return {
      ...this.top(row, time),
      symbol: this.slice.symbols[row]!,
      open: figure(tape.open),
      high: figure(tape.high),
      low: figure(tape.low),
      close: isToday && isOver ? price(tape.last[row]!) : null,
      previousClose: previous === null ? null : price(previous),
      volume: isToday ? tape.volume[row]! : 0,
      averageVolume: 0,
      lastSize: isToday ? tape.lastSize[row]! : last === null ? 0 : 1,
      tradedAt,
      week52High: null,
      week52Low: null,
      option: this.listing(row, time),
    }
  }

  /** The greeks of a row as of the last full hour of trading; null when the options have expired. */
  greeks(row: number, time: MarketTime): OptionGreeks | null {
    if (time >= this.slice.expires) return null
    const quoted = quoteInstant(this.#path.config.calendar, this.slice, time)
    const { session } = this.#path.session(this.#path.indexAt(quoted))
    const hours = Math.floor((quoted - session.opens) / GREEKS_EVERY_MS)
    const at = session.opens + hours * GREEKS_EVERY_MS
    if (this.#greeks?.at !== at) this.#greeks = greekTable(this.slice, this.priceAt(at))
    return greeksOfRow(this.slice, this.#greeks, row)
  }

  /** The tape of the session that has opened last, up to a time. */
  tapeAt(time: MarketTime): SliceTape {
    return this.#dayAt(time).tape
  }

  #dayAt(time: MarketTime): DeskDay {
    if (this.#day !== undefined && this.#dayAskedAt === time) return this.#day
    this.#dayAskedAt = time
    const index = this.#path.indexAt(time)
    if (this.#day?.index !== index) this.#day = this.#openDay(index)
    const { session } = this.#path.session(index)
    const { tape, activity } = this.#day
    const until = quoteInstant(this.#path.config.calendar, this.slice, time)
    const bookAt = (at: MarketTime) => (at === until ? this.bookAt(time) : this.priceAt(at))
    printTape(this.slice, tape, until, session.closes, activity.volume, bookAt)
    return this.#day
  }

  #openDay(index: number): DeskDay {
    const before = index > 0 ? this.#path.session(index - 1).session : undefined
    const state = this.#model.stateAt((before ?? this.#path.session(0).session).closes)
    const view = this.#model.view(state, this.slice.expires)
    const { seed } = this.#path.config
    return {
      index,
      activity: sliceActivity(this.slice, view, seed, index, this.#illiquidity),
      before: before === undefined ? null : this.priceAt(before.closes),
      tape: emptyTape(this.slice, this.#path.session(index).session.opens),
    }
  }

  /** The price, in units of `Price`, and the instant of the last trade; of a day before, if there was none today. */
  #lastTrade(row: number, time: MarketTime): [units: number | null, at: MarketTime | null] {
    const { tape, before, activity } = this.#dayAt(time)
    if (tape.last[row] !== -1) return [tape.last[row]!, tape.opens + tape.lastMinute[row]! * 60_000]
    const units = activity.openInterest[row]! > 0 ? this.#closingUnits(row, before) : null
    return [units, units === null ? null : before!.at]
  }

  #closingUnits(row: number, before: SliceBook | null): number | null {
    return before === null ? null : toTickUnits(this.slice.product.tick, before.fair[row]!)
  }

  /** Whether the session that has opened last is of the day of a time, or the market has been closed since. */
  #isOn(time: MarketTime): boolean {
    const { session } = this.#path.session(this.#path.indexAt(time))
    const day = newYorkDayOf(time as Instant)
    return day === session.day || !this.#path.isSessionDay(day)
  }

  #size(row: number, at: MarketTime, side: number): number {
    const luck = hashUniform(this.slice.salts[row]! ^ side, at / 60_000)
    return 1 + Math.floor((120 / this.#illiquidity) * luck * luck)
  }
}
