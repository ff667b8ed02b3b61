import { settlementSession } from '../../domain/calendar/contract-expiration.ts'
import { type Instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import {
  buildMarketCalendar,
  coversDay,
  type MarketCalendar,
  sessionOn,
} from '../../domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { epochDay, type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import type { Price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { formatOccSymbol, parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import { productOfRoot, underlyingOfRoot } from '../../domain/option/product.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import type { ExDividend, MarketTime, TopOfBook } from '../venue/venue-types.ts'
import { type ChainSnapshot, chainSnapshots, contractOfRow } from './chain-snapshots.ts'
import { expirationType } from './expiration-type.ts'
import type { Market } from './market.ts'
import type { ExpirationListing, OptionListing, UnderlyingListing } from './market-listing.ts'
import type { DayBar, MarketQuote, MinuteBar, OptionGreeks } from './market-quote.ts'
import { recordedUnderlying } from './recorded-listing.ts'
import { recordedPrice, tradePrice } from './recorded-price.ts'
import { snapshotGreeks } from './snapshot-greeks.ts'

/** What a recorded market is made from. */
export interface RecordedConfig {
  readonly chain: RecordedChain
  readonly calendar?: MarketCalendar
  /** The first present; the first instant at which every underlying has been recorded unless given. */
  readonly start?: MarketTime
  /** For greeks, a year; 0.04 unless given. */
  readonly rate?: number
  /** Contracts or shares on each side of a quote, which the format does not record; 50 unless given. */
  readonly assumedSize?: number
}

/** Minutes after the open within which a recorded price stands for the opening one. */
const OPENING_MINUTES = 15
const MULTIPLIER = 100

/**
 * A market that was recorded as chains of one or many instants. What stands at a time is what was recorded last,
 * with its age: zero bids, crossed quotes and stale rows are as they were. A contract that is missing from the latest
 * chain keeps its last quote until it ends. Of the underlying only the price was recorded; it stands for both
 * sides of its book. Sizes were not recorded and are assumed.
 */
export function createRecordedMarket(config: RecordedConfig): Market {
  const calendar = config.calendar ?? buildMarketCalendar()
  const snapshots = chainSnapshots(config.chain, calendar)
  const firsts = [...snapshots.values()].map((list) => list[0]!.at)
  invariant(firsts.length > 0, 'a recorded market has rows')
  const recording: Recording = {
    calendar,
    snapshots,
    begins: firsts.reduce((a, b) => Math.min(a, b)),
    rate: config.rate ?? 0.04,
    size: config.assumedSize ?? 50,
    greeks: new Map(),
  }
  return new RecordedMarket(recording, config.start ?? firsts.reduce((a, b) => Math.max(a, b)))
}

interface Recording {
  readonly calendar: MarketCalendar
  readonly snapshots: ReadonlyMap<string, readonly ChainSnapshot[]>
  readonly begins: MarketTime
  readonly rate: number
  readonly size: number
  /** By snapshot, root and expiration; by symbol. */
  readonly greeks: Map<string, ReadonlyMap<string, OptionGreeks | null>>
}

interface FoundRow {
  readonly snapshot: ChainSnapshot
  readonly row: number
  readonly contract: OptionContract
}

class RecordedMarket implements Market {
  readonly calendar: MarketCalendar
  readonly begins: MarketTime
  readonly #recording: Recording
  #now: MarketTime

  constructor(recording: Recording, now: MarketTime) {
    this.#recording = recording
    this.calendar = recording.calendar
    this.begins = recording.begins
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
    return new RecordedMarket(this.#recording, Math.max(this.begins, Math.min(time, this.#now)))
  }

  underlyings(): readonly UnderlyingListing[] {
    return [...this.#recording.snapshots.keys()].sort().map((symbol) => this.underlying(symbol)!)
  }

  underlying(symbol: string): UnderlyingListing | undefined {
    const snapshots = this.#recording.snapshots.get(symbol)
    if (snapshots === undefined) return undefined
    const { chain } = snapshots[0]!
    const codes = new Set(snapshots.flatMap(({ rows }) => Array.from(rows, (row) => chain.root.codes[row]!)))
    return recordedUnderlying(
      symbol,
      [...codes].map((code) => chain.root.symbols[code]!),
    )
  }

  book(symbol: string): TopOfBook | undefined {
    const latest = this.#latest(symbol)
    if (latest !== undefined) return this.#spotBook(latest)
    const found = this.#find(symbol)
    return found === undefined ? undefined : this.#optionBook(found)
  }

  quote(symbol: string): MarketQuote | undefined {
    const latest = this.#latest(symbol)
    if (latest !== undefined) return this.#spotQuote(symbol, latest)
    const found = this.#find(symbol)
    return found === undefined ? undefined : this.#optionQuote(symbol, found)
  }

  option(symbol: string): OptionListing | undefined {
    const found = this.#find(symbol)
    return found === undefined ? undefined : this.#listing(symbol, found)
  }

  expirations(underlying: string): readonly ExpirationListing[] {
    const latest = this.#latest(underlying)
    if (latest === undefined) return []
    const { chain } = latest
    const today = epochDay(newYorkDayOf(this.#now as Instant))
    const found = new Map<string, ExpirationListing>()
    for (const row of latest.rows) {
      if (chain.expirationDay[row]! < today) continue
      const key = `${chain.expirationDay[row]} ${chain.root.codes[row]}`
      if (found.has(key)) continue
      const day = tradingDayFromEpochDay(chain.expirationDay[row]!)
      const root = chain.root.symbols[chain.root.codes[row]!]!
      found.set(key, { day, root, type: expirationType(this.calendar, root, day), multiplier: MULTIPLIER })
    }
    return [...found.values()]
  }

  chain(underlying: string, expiration: TradingDay): readonly OptionListing[] {
    const snapshot = this.#latest(underlying)
    if (snapshot === undefined || expiration < newYorkDayOf(this.#now as Instant)) return []
    const { chain } = snapshot
    const wanted = epochDay(expiration)
    const rows = snapshot.rows.filter((row) => chain.expirationDay[row] === wanted)
    rows.sort((a, b) => chain.strike[a]! - chain.strike[b]! || chain.isCall[b]! - chain.isCall[a]!)
    return Array.from(rows, (row) => {
      const contract = contractOfRow(chain, row)
      return this.#listing(formatOccSymbol(contract), { snapshot, row, contract })
    })
  }

  greeksOf(optionSymbol: string): OptionGreeks | null {
    const found = this.#find(optionSymbol)
    if (found === undefined) return null
    const { snapshot, contract } = found
    const key = `${snapshot.chain.underlying.codes[found.row]} ${snapshot.at} ${contract.root} ${contract.expiration}`
    let table = this.#recording.greeks.get(key)
    if (table === undefined) {
      table = snapshotGreeks(snapshot, contract, this.calendar, this.#recording.rate)
      this.#recording.greeks.set(key, table)
    }
    return table.get(optionSymbol) ?? null
  }

  /** Of the underlying's recorded prices; of options, of which a recording has no bars, none. */
  dailyBars(symbol: string, from: TradingDay, to: TradingDay): readonly DayBar[] {
    const bars = new Map<TradingDay, DayBar>()
    for (const { at, day, spot } of this.#recording.snapshots.get(symbol) ?? []) {
      if (at > this.#now || day < from || day > to || Number.isNaN(spot)) continue
      const last = recordedPrice(spot)!
      const { open, high, low } = bars.get(day) ?? { open: last, high: last, low: last }
      bars.set(day, {
        day,
        open,
        high: high > last ? high : last,
        low: low < last ? low : last,
        close: last,
        volume: 0,
      })
    }
    return [...bars.values()]
  }

  minuteBars(): readonly MinuteBar[] {
    return []
  }

  dividends(): readonly ExDividend[] {
    return []
  }

  /**
   * At the close, the last price recorded on the day once the session is over; at the open, the first one if it was
   * recorded within a quarter of an hour. Null when the recording does not have it.
   */
  settlementOf(optionSymbol: string): Price | null {
    const parsed = parseOccSymbol(optionSymbol)
    if (!parsed.ok || !coversDay(this.calendar, parsed.value.expiration)) return null
    const session = settlementSession(this.calendar, parsed.value)
    const { underlying, settlement } = productOfRoot(parsed.value.root)
    const day = (this.#recording.snapshots.get(underlying) ?? []).filter(
      (s) => s.day === session.day && s.at <= this.#now,
    )
    if (settlement === 'PM') return this.#now < session.closes ? null : recordedPrice(day.at(-1)?.spot)
    const opening = day.find(
      ({ at }) => at >= session.opens && at <= session.opens + OPENING_MINUTES * MINUTE_MS,
    )
    return recordedPrice(opening?.spot)
  }

  #latest(underlying: string): ChainSnapshot | undefined {
    const snapshots = this.#recording.snapshots.get(underlying)
    return snapshots?.findLast(({ at }) => at <= this.#now)
  }

  /** The latest row of a contract that has not ended. */
  #find(symbol: string): FoundRow | undefined {
    const parsed = parseOccSymbol(symbol)
    if (!parsed.ok || parsed.value.expiration < newYorkDayOf(this.#now as Instant)) return undefined
    const snapshots = this.#recording.snapshots.get(underlyingOfRoot(parsed.value.root)) ?? []
    for (let i = snapshots.length - 1; i >= 0; i--) {
      const snapshot = snapshots[i]!
      if (snapshot.at > this.#now) continue
      const row = snapshot.rowOf(symbol)
      if (row !== undefined) return { snapshot, row, contract: parsed.value }
    }
    return undefined
  }

  #spotBook({ spot, at }: ChainSnapshot): TopOfBook {
    const last = recordedPrice(spot)
    const size = last === null ? 0 : this.#recording.size * MULTIPLIER
    return { bid: last, ask: last, bidSize: size, askSize: size, last, quotedAt: at }
  }

  #optionBook({ snapshot, row }: FoundRow): TopOfBook {
    const { chain, at } = snapshot
    const [bid, ask] = [recordedPrice(chain.bid[row]), recordedPrice(chain.ask[row])]
    const size = (side: Price | null) => (side === null || side <= 0 ? 0 : this.#recording.size)
    return {
      bid,
      ask,
      bidSize: size(bid),
      askSize: size(ask),
      last: tradePrice(chain.last[row]!),
      quotedAt: at,
    }
  }

  #listing(symbol: string, { snapshot, row, contract }: FoundRow): OptionListing {
    const { chain } = snapshot
    return {
      symbol,
      contract,
      underlying: chain.underlying.symbols[chain.underlying.codes[row]!]!,
      expirationType: expirationType(this.calendar, contract.root, contract.expiration),
      multiplier: MULTIPLIER,
      openInterest: Math.max(0, chain.openInterest[row]!),
    }
  }

  #spotQuote(symbol: string, latest: ChainSnapshot): MarketQuote {
    const book = this.#spotBook(latest)
    const before = this.#recording.snapshots.get(symbol)!.findLast(({ day }) => day < latest.day)
    const [bar] = this.dailyBars(symbol, latest.day, latest.day)
    return {
      ...book,
      ...NO_FIGURES,
      symbol,
      open: bar?.open ?? null,
      high: bar?.high ?? null,
      low: bar?.low ?? null,
      close: this.#isOver(latest) ? book.last : null,
      previousClose: recordedPrice(before?.spot),
      tradedAt: latest.at,
    }
  }

  #optionQuote(symbol: string, found: FoundRow): MarketQuote {
    const { snapshot, row } = found
    const { chain } = snapshot
    const book = this.#optionBook(found)
    const volume = Math.max(0, chain.volume[row]!)
    const snapshots = this.#recording.snapshots.get(underlyingOfRoot(found.contract.root))!
    const before = snapshots.findLast(
      (other) => other.day < snapshot.day && other.rowOf(symbol) !== undefined,
    )
    const previous = before === undefined ? null : tradePrice(before.chain.last[before.rowOf(symbol)!]!)
    return {
      ...book,
      ...NO_FIGURES,
      symbol,
      close: volume > 0 && this.#isOver(snapshot) ? book.last : null,
      previousClose: previous,
      volume,
      lastSize: book.last === null ? 0 : 1,
      tradedAt: volume > 0 ? snapshot.at : null,
      option: this.#listing(symbol, found),
    }
  }

  #isOver({ day }: ChainSnapshot): boolean {
    const known = sessionOn(this.calendar, day)
    return known.kind === 'closed' || this.#now >= known.closes
  }
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
