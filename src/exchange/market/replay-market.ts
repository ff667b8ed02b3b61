import { contractCloses, settlementSession } from '../../domain/calendar/contract-expiration.ts'
import { type Instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar, coversDay, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import type { RecordedDay, RecordedInstrument, RecordedOption } from '../../ports/recorded-minutes.ts'
import type { ExDividend, MarketTime, TopOfBook } from '../venue/venue-types.ts'
import { expirationType } from './expiration-type.ts'
import type { Market } from './market.ts'
import type { ExpirationListing, OptionListing, UnderlyingListing } from './market-listing.ts'
import type { DayBar, MarketQuote, MinuteBar, OptionGreeks } from './market-quote.ts'
import { recordedUnderlying } from './recorded-listing.ts'
import { type Reel, reelGreeks, reelHistory, reelOf } from './replay-reel.ts'
import { replayBook, replayFigures, replayMinutes } from './replay-tape.ts'

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
const YEAR_SESSIONS = 252

interface Replay {
  readonly calendar: MarketCalendar
  /** Days of each underlying, ascending. */
  readonly reels: ReadonlyMap<string, readonly Reel[]>
  readonly begins: MarketTime
  readonly rate: number
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
  return new ReplayMarket({ calendar, reels, begins, rate: config.rate ?? 0.02 }, config.start ?? begins)
}

class ReplayMarket implements Market {
  readonly calendar: MarketCalendar
  readonly begins: MarketTime
  readonly #replay: Replay
  readonly #greeks = new Map<string, ReadonlyMap<string, OptionGreeks | null>>()
  #now: MarketTime

  constructor(replay: Replay, now: MarketTime) {
    this.#replay = replay
    this.calendar = replay.calendar
    this.begins = replay.begins
    this.#now = now
  }

  get now(): MarketTime {
    return this.#now
  }

  advanceTo(time: MarketTime): void {
    invariant(time >= this.#now, `a market goes forward, not from ${this.#now} to ${time}`)
    this.#now = time
  }

  asOf(time: MarketTime): Market {
    return new ReplayMarket(this.#replay, Math.max(this.begins, Math.min(time, this.#now)))
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
    const figures = replayFigures(instrument.trades, reel.midnight, this.#now)
    const option = this.option(symbol) ?? null
    const isOver = this.#now >= reel.session.closes
    const history = option === null ? reelHistory(reel, this.calendar, this.#now).slice(-YEAR_SESSIONS) : []
    return {
      ...this.#bookOf(reel, instrument),
      symbol,
      open: figures?.open ?? null,
      high: figures?.high ?? null,
      low: figures?.low ?? null,
      close: isOver ? (figures?.close ?? null) : null,
      previousClose: option === null ? (history.at(-1)?.close ?? null) : this.#closeBefore(reel, symbol),
      volume: figures?.volume ?? 0,
      averageVolume: meanVolume(history.slice(-63)),
      lastSize: figures?.lastSize ?? 0,
      tradedAt: figures?.tradedAt ?? null,
      week52High: extreme(history, (a, b) => a.high > b.high)?.high ?? null,
      week52Low: extreme(history, (a, b) => a.low < b.low)?.low ?? null,
      option,
    }
  }

  option(symbol: string): OptionListing | undefined {
    const found = this.#find(symbol)
    const option = found?.[0].options.get(symbol)
    return found === undefined || option === undefined ? undefined : this.#listing(symbol, found[0], option)
  }

  expirations(underlying: string): readonly ExpirationListing[] {
    const reel = this.#reel(underlying)
    if (reel === undefined) return []
    const today = newYorkDayOf(this.#now as Instant)
    const found = new Map<string, ExpirationListing>()
    for (const { contract } of reel.options.values()) {
      const { root, expiration: day } = contract
      if (day < today) continue
      found.set(`${day} ${root}`, {
        day,
        root,
        type: expirationType(this.calendar, root, day),
        multiplier: 100,
      })
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  }

  chain(underlying: string, expiration: TradingDay): readonly OptionListing[] {
    const reel = this.#reel(underlying)
    if (reel === undefined || expiration < newYorkDayOf(this.#now as Instant)) return []
    return [...reel.options]
      .filter(([, { contract }]) => contract.expiration === expiration)
      .map(([symbol, option]) => this.#listing(symbol, reel, option))
      .sort(
        (a, b) =>
          a.contract.strike - b.contract.strike ||
          (a.contract.type === b.contract.type ? 0 : a.contract.type === 'call' ? -1 : 1),
      )
  }

  greeksOf(optionSymbol: string): OptionGreeks | null {
    const found = this.#find(optionSymbol)
    const option = found?.[0].options.get(optionSymbol)
    if (found === undefined || option === undefined) return null
    const [reel] = found
    const { opens, closes } = reel.session
    const present = Math.min(this.#now, closes)
    if (present < opens) return null
    const at = opens + Math.floor((present - opens) / GREEKS_EVERY_MS) * GREEKS_EVERY_MS
    const key = `${reel.recorded.underlying} ${at} ${option.contract.root} ${option.contract.expiration}`
    let table = this.#greeks.get(key)
    if (table === undefined) {
      table = reelGreeks(reel, option.contract, { at, calendar: this.calendar, rate: this.#replay.rate })
      this.#greeks.set(key, table)
    }
    return table.get(optionSymbol) ?? null
  }

  dailyBars(symbol: string, from: TradingDay, to: TradingDay): readonly DayBar[] {
    const isShare = this.#replay.reels.has(symbol)
    const reels = this.#replay.reels.get(isShare ? symbol : underlyingOf(symbol)) ?? []
    const bars: DayBar[] =
      isShare && reels.length > 0 ? reelHistory(reels.at(-1)!, this.calendar, this.#now) : []
    const known = new Set(bars.map(({ day }) => day))
    for (const reel of reels) {
      const instrument = isShare ? reel.recorded.shares : reel.options.get(symbol)
      const figures =
        instrument === undefined ? undefined : replayFigures(instrument.trades, reel.midnight, this.#now)
      if (figures === undefined || known.has(reel.recorded.day)) continue
      const { open, high, low, close, volume } = figures
      bars.push({ day: reel.recorded.day, open, high, low, close, volume })
    }
    return bars.filter(({ day }) => day >= from && day <= to).sort((a, b) => (a.day < b.day ? -1 : 1))
  }

  minuteBars(symbol: string, from: MarketTime, to: MarketTime): readonly MinuteBar[] {
    const isShare = this.#replay.reels.has(symbol)
    return (this.#replay.reels.get(isShare ? symbol : underlyingOf(symbol)) ?? []).flatMap((reel) => {
      const instrument = isShare ? reel.recorded.shares : reel.options.get(symbol)
      return instrument === undefined
        ? []
        : replayMinutes(instrument.trades, reel.midnight, from, to, this.#now)
    })
  }

  dividends(): readonly ExDividend[] {
    return []
  }

  /** The last trade of the settlement session before its close, or the close of a recorded daily bar; null without one. */
  settlementOf(optionSymbol: string): Price | null {
    const parsed = parseOccSymbol(optionSymbol)
    if (!parsed.ok || !coversDay(this.calendar, parsed.value.expiration)) return null
    const { underlying, settlement } = productOfRoot(parsed.value.root)
    const session = settlementSession(this.calendar, parsed.value)
    if (this.#now < (settlement === 'AM' ? session.opens : session.closes)) return null
    const reels = this.#replay.reels.get(underlying) ?? []
    const reel = reels.find(({ recorded }) => recorded.day === session.day)
    if (reel !== undefined) {
      const { trades } = reel.recorded.shares
      const opened = trades.timeMs.findIndex((ms) => reel.midnight + ms >= session.opens)
      if (settlement === 'AM') return opened < 0 ? null : price(trades.open[opened]!)
      const last = replayFigures(trades, reel.midnight, session.closes)
      if (last !== undefined) return last.close
    }
    if (settlement === 'AM') return null
    return this.dailyBars(underlying, session.day, session.day)[0]?.close ?? null
  }

  /** The reel of the day, or of the last recorded day before it. */
  #reel(underlying: string): Reel | undefined {
    const reels = this.#replay.reels.get(underlying)
    return reels?.findLast(({ midnight }) => midnight <= this.#now) ?? reels?.[0]
  }

  #find(symbol: string): [Reel, RecordedInstrument] | undefined {
    const shares = this.#reel(symbol)
    if (shares !== undefined) return [shares, shares.recorded.shares]
    const reel = this.#reel(underlyingOf(symbol))
    const option = reel?.options.get(symbol)
    if (reel === undefined || option === undefined) return undefined
    return option.contract.expiration < newYorkDayOf(this.#now as Instant) ? undefined : [reel, option]
  }

  /** Outside the recorded hours of an option its last quote of them stands. */
  #bookOf(reel: Reel, instrument: RecordedInstrument): TopOfBook {
    const contract = (instrument as Partial<RecordedOption>).contract
    const closes = contract === undefined ? null : contractCloses(this.calendar, contract, reel.session)
    const time = closes === null ? this.#now : Math.min(this.#now, closes)
    const book = replayBook(instrument, reel.midnight, time)
    return book ?? { bid: null, ask: null, bidSize: 0, askSize: 0, last: null, quotedAt: reel.session.opens }
  }

  #listing(symbol: string, reel: Reel, { contract, openInterest }: RecordedOption): OptionListing {
    return {
      symbol,
      contract,
      underlying: reel.recorded.underlying,
      expirationType: expirationType(this.calendar, contract.root, contract.expiration),
      multiplier: 100,
      openInterest: Math.max(0, openInterest),
    }
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
  return parsed.ok ? productOfRoot(parsed.value.root).underlying : ''
}

function meanVolume(bars: readonly DayBar[]): number {
  return bars.length === 0 ? 0 : Math.round(bars.reduce((sum, { volume }) => sum + volume, 0) / bars.length)
}

function extreme(bars: readonly DayBar[], isBeyond: (a: DayBar, b: DayBar) => boolean): DayBar | undefined {
  return bars.reduce<DayBar | undefined>(
    (best, bar) => (best === undefined || isBeyond(bar, best) ? bar : best),
    undefined,
  )
}
