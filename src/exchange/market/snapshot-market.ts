import { instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { marketDayOf, nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import type { Price } from '../../domain/money/price.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import type { ExDividend, MarketTime, TopOfBook } from '../venue/venue-types.ts'
import { type ChainSnapshot, chainSnapshots } from './chain-snapshots.ts'
import type { Market } from './market.ts'
import type { ExpirationListing, OptionListing, UnderlyingListing } from './market-listing.ts'
import type { DayBar, MarketQuote, MinuteBar, OptionGreeks } from './market-quote.ts'
import { createRecordedMarket } from './recorded-market.ts'
import { recordedSmiles } from './recorded-surface.ts'
import { snapshotOptions } from './snapshot-options.ts'
import { snapshotProcess, snapshotSpec } from './snapshot-spec.ts'
import type { GivenOptions } from './synthetic-core.ts'
import { createSyntheticMarket } from './synthetic-market.ts'
import { SYNTHETIC_RATE } from './underlying-state.ts'

/** What a market from a snapshot is made from. */
export interface SnapshotConfig {
  readonly chain: RecordedChain
  readonly seed: number
  readonly calendar?: MarketCalendar
  /** The last recorded instant that counts; that of the latest row unless given. */
  readonly start?: MarketTime
}

/**
 * A market that begins as it was recorded and then goes its own way. To the first minute of trading after the recording,
 * quotes are the recorded ones, row for row; from then on the prices walk as in the synthetic market, from
 * the recorded prices and at the recorded level of volatility, and the options keep their recorded smiles. They are as
 * free of arbitrage as the middles of the recorded quotes were. History before the recording is invented. Underlyings
 * without a recorded price or a smile are left out.
 */
export function createSnapshotMarket(config: SnapshotConfig): Market {
  const calendar = config.calendar ?? buildMarketCalendar()
  const latest = new Map<string, ChainSnapshot>()
  for (const [symbol, snapshots] of chainSnapshots(config.chain, calendar)) {
    const last = snapshots.findLast(({ at }) => config.start === undefined || at <= config.start)
    if (last !== undefined && last.spot > 0) latest.set(symbol, last)
  }
  const start = [...latest.values()].reduce(
    (at, snapshot) => Math.max(at, snapshot.at),
    Number.NEGATIVE_INFINITY,
  )
  const smiles = new Map(
    [...latest]
      .map(([symbol, snapshot]) => [symbol, recordedSmiles(snapshot, calendar, SYNTHETIC_RATE)] as const)
      .filter(([, found]) => found.length > 0),
  )
  invariant(smiles.size > 0, 'a snapshot holds an underlying with a price and a smile')
  const given = new Map<string, GivenOptions>(
    [...smiles].map(([symbol, found]) => [symbol, snapshotOptions(symbol, found, calendar, instant(start))]),
  )
  const process = snapshotProcess(smiles)
  const specs = [...smiles].map(([symbol, found]) =>
    snapshotSpec(symbol, latest.get(symbol)!.spot, found, process),
  )
  const going = createSyntheticMarket({ seed: config.seed, start, calendar, specs, process, given })
  const recorded = createRecordedMarket({ chain: config.chain, calendar, start, rate: SYNTHETIC_RATE })
  return new SnapshotMarket(recorded, going, firstQuoteAfter(calendar, start), start)
}

/** The first minute of trading after an instant. */
function firstQuoteAfter(calendar: MarketCalendar, at: MarketTime): MarketTime {
  const day = marketDayOf(calendar, instant(at))
  if (day.kind === 'session' && at >= day.opens && at < day.closes) {
    return day.opens + (Math.floor((at - day.opens) / MINUTE_MS) + 1) * MINUTE_MS
  }
  return nextSessionToOpen(calendar, instant(at)).opens
}

class SnapshotMarket implements Market {
  readonly calendar: MarketCalendar
  readonly begins: MarketTime
  readonly #recorded: Market
  readonly #going: Market
  readonly #turn: MarketTime

  constructor(recorded: Market, going: Market, turn: MarketTime, begins: MarketTime) {
    this.#recorded = recorded
    this.#going = going
    this.#turn = turn
    this.calendar = going.calendar
    this.begins = begins
  }

  get now(): MarketTime {
    return this.#going.now
  }

  advanceTo(time: MarketTime): void {
    // The recording stays at its last instant: what was recorded later did not happen here.
    this.#going.advanceTo(time)
  }

  asOf(time: MarketTime): Market {
    const at = Math.max(this.begins, time)
    return new SnapshotMarket(this.#recorded.asOf(at), this.#going.asOf(at), this.#turn, this.begins)
  }

  underlyings(): readonly UnderlyingListing[] {
    return this.#going.underlyings()
  }

  underlying(symbol: string): UnderlyingListing | undefined {
    return this.#going.underlying(symbol)
  }

  book(symbol: string): TopOfBook | undefined {
    return this.#present.book(symbol)
  }

  quote(symbol: string): MarketQuote | undefined {
    const quote = this.#present.quote(symbol)
    if (quote === undefined || quote.option === null || this.#isRecorded) return quote
    return { ...quote, option: this.#withInterest(quote.option) }
  }

  option(symbol: string): OptionListing | undefined {
    const listed = this.#present.option(symbol)
    return listed === undefined ? undefined : this.#withInterest(listed)
  }

  expirations(underlying: string): readonly ExpirationListing[] {
    return this.#present.expirations(underlying)
  }

  chain(underlying: string, expiration: TradingDay): readonly OptionListing[] {
    return this.#present.chain(underlying, expiration).map((listed) => this.#withInterest(listed))
  }

  greeksOf(optionSymbol: string): OptionGreeks | null {
    return this.#present.greeksOf(optionSymbol)
  }

  dailyBars(symbol: string, from: TradingDay, to: TradingDay): readonly DayBar[] {
    return this.#going.dailyBars(symbol, from, to)
  }

  minuteBars(symbol: string, from: MarketTime, to: MarketTime): readonly MinuteBar[] {
    return this.#going.minuteBars(symbol, from, to)
  }

  dividends(symbol: string): readonly ExDividend[] {
    return this.#going.dividends(symbol)
  }

  settlementOf(optionSymbol: string): Price | null {
    return this.#going.settlementOf(optionSymbol)
  }

  get #isRecorded(): boolean {
    return this.now < this.#turn
  }

  get #present(): Market {
    return this.#isRecorded ? this.#recorded : this.#going
  }

  /** Open interest stays as recorded. */
  #withInterest(listed: OptionListing): OptionListing {
    if (this.#isRecorded) return listed
    const recorded = this.#recorded.option(listed.symbol)
    return recorded === undefined ? listed : { ...listed, openInterest: recorded.openInterest }
  }
}
