import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import type { Price } from '../../domain/money/price.ts'
import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import type { ExDividend, MarketTime, TopOfBook } from '../venue/venue-types.ts'
import { type ChainSnapshot, chainSnapshots, contractOfRow } from './chain-snapshots.ts'
import type { Market } from './market.ts'
import type { ExpirationListing, OptionListing, UnderlyingListing } from './market-listing.ts'
import { ListedRows, type ListedRow } from './listed-rows.ts'
import { MarketPresent } from './market-present.ts'
import type { DayBar, MarketQuote, MinuteBar, OptionGreeks } from './market-quote.ts'
import {
  optionSightings,
  type Sighting,
  sightedDays,
  sightedMinutes,
  spotSightings,
} from './recorded-bars.ts'
import { recordedExpirations, recordedUnderlying, type Series } from './recorded-listing.ts'
import { recordedPrice } from './recorded-price.ts'
import { type QuoteContext, rowBook, rowQuote, spotBook, spotQuote } from './recorded-quotes.ts'
import { latestSnapshot, type Snapshots, snapshotsOfOption } from './recorded-rows.ts'
import { settlementTerms } from './settlement-terms.ts'
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
  const complete = firsts.reduce((a, b) => Math.max(a, b))
  const start = config.start ?? complete
  const recording: Recording = {
    calendar,
    snapshots,
    // A delayed view must not look back to where some underlyings had not been recorded: they would be unknown symbols.
    begins: Math.min(start, complete),
    rate: config.rate ?? 0.04,
    size: config.assumedSize ?? 50,
    greeks: new Map(),
  }
  return new RecordedMarket(recording, start)
}

interface Recording {
  readonly calendar: MarketCalendar
  readonly snapshots: Snapshots
  readonly begins: MarketTime
  readonly rate: number
  readonly size: number
  /** By snapshot, root and expiration; by symbol. */
  readonly greeks: Map<string, ReadonlyMap<string, OptionGreeks | null>>
}

class RecordedMarket extends MarketPresent implements Market {
  readonly #recording: Recording
  readonly #listed: ListedRows

  constructor(recording: Recording, now: MarketTime) {
    super(recording.calendar, recording.begins, now)
    this.#recording = recording
    this.#listed = new ListedRows(recording.calendar, recording.snapshots)
  }

  asOf(time: MarketTime): Market {
    return new RecordedMarket(this.#recording, this.within(time))
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
    const { size } = this.#recording
    const latest = this.#latest(symbol)
    if (latest !== undefined) return spotBook(latest, size)
    const found = this.#find(symbol)
    return found === undefined ? undefined : rowBook(found, size)
  }

  quote(symbol: string): MarketQuote | undefined {
    const { snapshots } = this.#recording
    const latest = this.#latest(symbol)
    if (latest !== undefined) {
      const [bar] = this.dailyBars(symbol, latest.day, latest.day)
      return spotQuote(symbol, latest, bar, this.#context(snapshots.get(symbol)!))
    }
    const found = this.#find(symbol)
    if (found === undefined) return undefined
    return rowQuote(found, found.listing, this.#context(snapshotsOfOption(snapshots, found.contract)))
  }

  option(symbol: string): OptionListing | undefined {
    return this.#find(symbol)?.listing
  }

  expirations(underlying: string): readonly ExpirationListing[] {
    const latest = this.#latest(underlying)
    return latest === undefined ? [] : recordedExpirations(this.calendar, seriesOf(latest), this.today)
  }

  chain(underlying: string, expiration: TradingDay): readonly OptionListing[] {
    return this.#listed.chain(underlying, expiration, this.now, this.today)
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

  /** Of what the recorded instants saw; of an option, of the days on which it traded. */
  dailyBars(symbol: string, from: TradingDay, to: TradingDay): readonly DayBar[] {
    return sightedDays(this.#sightings(symbol), this.now).filter(({ day }) => day >= from && day <= to)
  }

  /** Only of a recording that has a chain each minute. */
  minuteBars(symbol: string, from: MarketTime, to: MarketTime): readonly MinuteBar[] {
    return sightedMinutes(this.#sightings(symbol), this.now).filter(({ at }) => at >= from && at < to)
  }

  /** None: a chain does not say what its underlying pays. */
  dividends(): readonly ExDividend[] {
    return []
  }

  /**
   * At the close, the last price recorded on the day once the session is over; at the open, the first one if it was
   * recorded within a quarter of an hour. Null when the recording does not have it.
   */
  settlementOf(optionSymbol: string): Price | null {
    const terms = settlementTerms(this.calendar, optionSymbol)
    if (terms === undefined || this.now < terms.at) return null
    const { session, underlying } = terms
    const day = (this.#recording.snapshots.get(underlying) ?? []).filter(
      (snapshot) => snapshot.day === session.day && snapshot.at <= this.now,
    )
    if (terms.settlement === 'PM') return recordedPrice(day.at(-1)?.spot)
    const opening = day.find(
      ({ at }) => at >= session.opens && at <= session.opens + OPENING_MINUTES * MINUTE_MS,
    )
    return recordedPrice(opening?.spot)
  }

  #latest(underlying: string): ChainSnapshot | undefined {
    return latestSnapshot(this.#recording.snapshots, underlying, this.now)
  }

  #find(symbol: string): ListedRow | undefined {
    return this.#listed.find(symbol, this.now, this.today)
  }

  #context(snapshots: readonly ChainSnapshot[]): QuoteContext {
    return { calendar: this.calendar, now: this.now, assumedSize: this.#recording.size, snapshots }
  }

  #sightings(symbol: string): Sighting[] {
    const { snapshots } = this.#recording
    const own = snapshots.get(symbol)
    if (own !== undefined) return spotSightings(own)
    const parsed = parseOccSymbol(symbol)
    return parsed.ok ? optionSightings(snapshotsOfOption(snapshots, parsed.value), symbol) : []
  }
}

function* seriesOf({ chain, rows }: ChainSnapshot): Generator<Series> {
  let before = -1
  for (const row of rows) {
    // Rows stand together by expiration and root, so most need no look.
    const isNew =
      before < 0 ||
      chain.expirationDay[row] !== chain.expirationDay[before] ||
      chain.root.codes[row] !== chain.root.codes[before]
    if (isNew) yield contractOfRow(chain, row)
    before = row
  }
}
