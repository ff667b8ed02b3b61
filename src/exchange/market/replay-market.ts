import { contractCloses } from '../../domain/calendar/contract-expiration.ts'
import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { addDays } from '../../domain/calendar/weekday.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../domain/option/product.ts'
import type { RecordedDay, RecordedInstrument, RecordedOption } from '../../ports/recorded-minutes.ts'
import type { ExDividend, MarketTime, TopOfBook } from '../venue/venue-types.ts'
import type { Market } from './market.ts'
import type { ExpirationListing, OptionListing, UnderlyingListing } from './market-listing.ts'
import { MarketPresent } from './market-present.ts'
import type { DayBar, MarketQuote, MinuteBar, OptionGreeks } from './market-quote.ts'
import { recordedExpirations, recordedUnderlying } from './recorded-listing.ts'
import { replayDays, replayMinuteBars, yearFigures } from './replay-bars.ts'
import { type Reel, reelGreeks, reelHistory, reelOf } from './replay-reel.ts'
import { replayBook, replayFigures } from './replay-tape.ts'
import { settlementTerms } from './settlement-terms.ts'

/** What a replay is made from. */
export interface ReplayConfig {
  /** One or more days of one or more underlyings. */
  readonly days: readonly RecordedDay[]
  readonly calendar?: MarketCalendar
  /** The first present; the open of the first day unless given. */
  readonly start?: MarketTime
  /** For greeks, a year; 0.02 unless given. */
  readonly rate?: number
}

const GREEKS_EVERY_MS = 60 * MINUTE_MS
/** A dividend is told to the market ten days ahead at the latest (SEC Rule 10b-17), and often not much sooner. */
const ANNOUNCED_DAYS = 10

interface Replay {
  readonly calendar: MarketCalendar
  /** Days of each underlying, ascending. */
  readonly reels: ReadonlyMap<string, readonly Reel[]>
  readonly begins: MarketTime
  readonly rate: number
  /** By underlying, instant, root and expiration; by symbol. */
  readonly greeks: Map<string, ReadonlyMap<string, OptionGreeks | null>>
}

/**
 * Real days, minute by minute, as they were recorded: missing sides stay missing, a quote stands until the next one
 * and grows old, a half day ends when it ended. Open interest and bars are as recorded; nothing is told before the
 * minute it belongs to is over, except a minute's first quote.
 */
export function createReplayMarket(config: ReplayConfig): Market {
  const calendar = config.calendar ?? buildMarketCalendar()
  invariant(config.days.length > 0, 'a replay has a day')
  const reels = new Map<string, Reel[]>()
  for (const recorded of [...config.days].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const list = reels.get(recorded.underlying) ?? []
    list.push(reelOf(calendar, recorded))
    reels.set(recorded.underlying, list)
  }
  const opens = [...reels.values()].map((list) => list[0]!.session.opens as number)
  const begins = opens.reduce((a, b) => Math.min(a, b))
  const replay = { calendar, reels, begins, rate: config.rate ?? 0.02, greeks: new Map() }
  return new ReplayMarket(replay, config.start ?? begins)
}

class ReplayMarket extends MarketPresent implements Market {
  readonly #replay: Replay

  constructor(replay: Replay, now: MarketTime) {
    super(replay.calendar, replay.begins, now)
    this.#replay = replay
  }

  asOf(time: MarketTime): Market {
    return new ReplayMarket(this.#replay, this.within(time))
  }

  underlyings(): readonly UnderlyingListing[] {
    return [...this.#replay.reels.keys()].sort().map((symbol) => recordedUnderlying(symbol))
  }

  underlying(symbol: string): UnderlyingListing | undefined {
    return this.#replay.reels.has(symbol) ? recordedUnderlying(symbol) : undefined
  }

  book(symbol: string): TopOfBook | undefined {
    const found = this.#find(symbol)
    return found === undefined ? undefined : this.#bookOf(found[0], found[1])
  }

  quote(symbol: string): MarketQuote | undefined {
    const found = this.#find(symbol)
    if (found === undefined) return undefined
    const [reel, instrument] = found
    const figures = replayFigures(instrument.trades, reel.midnight, this.now)
    const option = reel.listings.get(symbol) ?? null
    const isOver = this.now >= reel.session.closes
    const past = yearFigures(option === null ? reelHistory(reel, this.calendar, this.now) : [])
    return {
      ...this.#bookOf(reel, instrument),
      symbol,
      open: figures?.open ?? null,
      high: figures?.high ?? null,
      low: figures?.low ?? null,
      close: isOver ? (figures?.close ?? null) : null,
      volume: figures?.volume ?? 0,
      lastSize: figures?.lastSize ?? 0,
      tradedAt: figures?.tradedAt ?? null,
      ...past,
      previousClose: option === null ? past.previousClose : this.#closeBefore(reel, symbol),
      option,
    }
  }

  option(symbol: string): OptionListing | undefined {
    return this.#find(symbol)?.[0].listings.get(symbol)
  }

  expirations(underlying: string): readonly ExpirationListing[] {
    const options = this.#reel(underlying)?.recorded.options ?? []
    return recordedExpirations(
      this.calendar,
      options.map(({ contract }) => contract),
      this.today,
    )
  }

  chain(underlying: string, expiration: TradingDay): readonly OptionListing[] {
    const reel = this.#reel(underlying)
    if (reel === undefined || expiration < this.today) return []
    return reel.chains.get(expiration) ?? []
  }

  greeksOf(optionSymbol: string): OptionGreeks | null {
    const found = this.#find(optionSymbol)
    const option = found?.[0].options.get(optionSymbol)
    if (found === undefined || option === undefined) return null
    const [reel] = found
    const { opens, closes } = reel.session
    const present = Math.min(this.now, closes)
    if (present < opens) return null
    const at = opens + Math.floor((present - opens) / GREEKS_EVERY_MS) * GREEKS_EVERY_MS
    const key = `${reel.recorded.underlying} ${at} ${option.contract.root} ${option.contract.expiration}`
    let table = this.#replay.greeks.get(key)
    if (table === undefined) {
      table = reelGreeks(reel, option.contract, { at, calendar: this.calendar, rate: this.#replay.rate })
      this.#replay.greeks.set(key, table)
    }
    return table.get(optionSymbol) ?? null
  }

  dailyBars(symbol: string, from: TradingDay, to: TradingDay): readonly DayBar[] {
    const [reels, option] = this.#reelsOf(symbol)
    return replayDays(reels, option, this.calendar, this.now).filter(({ day }) => day >= from && day <= to)
  }

  minuteBars(symbol: string, from: MarketTime, to: MarketTime): readonly MinuteBar[] {
    const [reels, option] = this.#reelsOf(symbol)
    return replayMinuteBars(reels, option, from, to, this.now)
  }

  dividends(symbol: string): readonly ExDividend[] {
    const known = this.#replay.reels.get(symbol)?.at(-1)?.recorded.dividends ?? []
    const announced = addDays(this.today, ANNOUNCED_DAYS)
    return known.filter(({ day }) => day <= announced)
  }

  /** The last trade of the settlement session before its close, or the close of a recorded daily bar; null without one. */
  settlementOf(optionSymbol: string): Price | null {
    const terms = settlementTerms(this.calendar, optionSymbol)
    if (terms === undefined || this.now < terms.at) return null
    const { underlying, session } = terms
    const reels = this.#replay.reels.get(underlying) ?? []
    const reel = reels.find(({ recorded }) => recorded.day === session.day)
    const trades = reel?.recorded.shares.trades
    if (terms.settlement === 'AM') {
      const opened = trades?.timeMs.findIndex((ms) => reel!.midnight + ms >= session.opens) ?? -1
      return opened < 0 ? null : price(trades!.open[opened]!)
    }
    const last = trades === undefined ? undefined : replayFigures(trades, reel!.midnight, session.closes)
    return last?.close ?? this.dailyBars(underlying, session.day, session.day)[0]?.close ?? null
  }

  /** The reels that tell of a symbol, and the symbol if it is an option's. */
  #reelsOf(symbol: string): [reels: readonly Reel[], option: string | undefined] {
    const own = this.#replay.reels.get(symbol)
    return own === undefined ? [this.#replay.reels.get(underlyingOf(symbol)) ?? [], symbol] : [own, undefined]
  }

  /** The reel of the day, or of the last recorded day before it. */
  #reel(underlying: string): Reel | undefined {
    const reels = this.#replay.reels.get(underlying)
    return reels?.findLast(({ midnight }) => midnight <= this.now) ?? reels?.[0]
  }

  #find(symbol: string): [Reel, RecordedInstrument] | undefined {
    const shares = this.#reel(symbol)
    if (shares !== undefined) return [shares, shares.recorded.shares]
    // A symbol takes longer to read than to be looked for among the few underlyings of a replay.
    for (const underlying of this.#replay.reels.keys()) {
      const reel = this.#reel(underlying)
      const option = reel?.options.get(symbol)
      if (reel === undefined || option === undefined) continue
      return option.contract.expiration < this.today ? undefined : [reel, option]
    }
    return undefined
  }

  /** Outside the recorded hours of an option its last quote of them stands. */
  #bookOf(reel: Reel, instrument: RecordedInstrument): TopOfBook {
    const contract = (instrument as Partial<RecordedOption>).contract
    const closes = contract === undefined ? null : contractCloses(this.calendar, contract, reel.session)
    const time = closes === null ? this.now : Math.min(this.now, closes)
    const book = replayBook(instrument, reel.midnight, time)
    return book ?? { bid: null, ask: null, bidSize: 0, askSize: 0, last: null, quotedAt: reel.session.opens }
  }

  #closeBefore(reel: Reel, symbol: string): Price | null {
    const reels = this.#replay.reels.get(reel.recorded.underlying) ?? []
    const before = reels.findLast(({ recorded }) => recorded.day < reel.recorded.day)
    const option = before?.options.get(symbol)
    if (before === undefined || option === undefined) return null
    return replayFigures(option.trades, before.midnight, before.session.lateCloses)?.close ?? null
  }
}

function underlyingOf(optionSymbol: string): string {
  const parsed = parseOccSymbol(optionSymbol)
  return parsed.ok ? underlyingOfRoot(parsed.value.root) : ''
}
