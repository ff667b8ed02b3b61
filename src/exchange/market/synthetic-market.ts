import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import { parseTradingDay, type TradingDay } from '../../domain/calendar/trading-day.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import type { ExDividend, MarketTime, TopOfBook } from '../venue/venue-types.ts'
import type { Market } from './market.ts'
import {
  compareListings,
  type ExpirationListing,
  type OptionListing,
  type UnderlyingListing,
} from './market-listing.ts'
import { MarketPresent } from './market-present.ts'
import type { DayBar, MarketQuote, MinuteBar, OptionGreeks } from './market-quote.ts'
import { optionDayBars, optionMinuteBars } from './option-bars.ts'
import type { OptionSlice } from './option-slice.ts'
import { pointAt, pointTime } from './session-path.ts'
import { settlementTerms } from './settlement-terms.ts'
import { toCent } from './share-bars.ts'
import { SliceDesk } from './slice-desk.ts'
import { type SyntheticConfig, type SyntheticCore, syntheticCore } from './synthetic-core.ts'

/** Strike and type at the end of a compact OCC symbol: `C05000000`. */
const TAIL = 9

/**
 * A market that is invented from a seed. Prices follow Bates's model (see `VarianceProcess`): one market factor that all
 * share, and one of each underlying's own, in steps of a minute; options are priced on an SSVI surface whose
 * total variance at the money is what the same process expects. Quotes change once a minute, at its beginning, and stand
 * still when the market is closed. Same seed and start, same market, however time is stepped.
 */
export function createSyntheticMarket(config: SyntheticConfig): Market {
  return new SyntheticMarket(syntheticCore(config), config.start)
}

class SyntheticMarket extends MarketPresent implements Market {
  readonly #core: SyntheticCore
  /** A desk lasts as long as its slice is listed. */
  readonly #desks = new WeakMap<OptionSlice, SliceDesk>()
  /** By root and expiration as they begin an OCC symbol. */
  readonly #heads = new Map<string, SliceDesk>()
  readonly #found = new Map<string, [desk: SliceDesk, row: number]>()
  /** The date and the last session of the present, and the time for which they were found. */
  #place: { readonly at: MarketTime; readonly day: TradingDay; readonly index: number } | undefined

  constructor(core: SyntheticCore, now: MarketTime) {
    super(core.path.config.calendar, core.begins, now)
    this.#core = core
  }

  asOf(time: MarketTime): Market {
    return new SyntheticMarket(this.#core, this.within(time))
  }

  underlyings(): readonly UnderlyingListing[] {
    return this.#core.underlyings
  }

  underlying(symbol: string): UnderlyingListing | undefined {
    return this.#core.underlyings.find((listed) => listed.symbol === symbol)
  }

  book(symbol: string): TopOfBook | undefined {
    const share = this.#core.shares.get(symbol)
    if (share !== undefined) return share.top(this.now)
    const found = this.#find(symbol)
    return found?.[0].top(found[1], this.now)
  }

  quote(symbol: string): MarketQuote | undefined {
    const share = this.#core.shares.get(symbol)
    if (share !== undefined) return share.quote(this.now)
    const found = this.#find(symbol)
    return found?.[0].quote(found[1], this.now)
  }

  option(symbol: string): OptionListing | undefined {
    const found = this.#find(symbol)
    return found?.[0].listing(found[1], this.now)
  }

  greeksOf(optionSymbol: string): OptionGreeks | null {
    const found = this.#find(optionSymbol)
    return found?.[0].greeks(found[1], this.now) ?? null
  }

  expirations(underlying: string): readonly ExpirationListing[] {
    return this.#core.listings.get(underlying)?.expirations(this.#day, this.#index) ?? []
  }

  chain(underlying: string, expiration: TradingDay): readonly OptionListing[] {
    const desks = this.expirations(underlying)
      .filter(({ day }) => day === expiration)
      .flatMap(({ root }) => this.#deskOf(underlying, root, expiration) ?? [])
    const rows = desks.flatMap((desk) => desk.slice.symbols.map((_, row) => desk.listing(row, this.now)))
    if (desks.length === 1) return rows
    return rows.sort(compareListings)
  }

  dailyBars(symbol: string, from: TradingDay, to: TradingDay): readonly DayBar[] {
    const share = this.#core.shares.get(symbol)
    const present = this.#index
    const first = Math.max(0, this.#core.path.indexOn(from))
    const last = Math.min(present, this.#core.path.indexOn(to < this.#day ? to : this.#day))
    if (share === undefined) {
      return optionDayBars(this.#core, symbol, first, last, this.now).filter(({ day }) => day >= from)
    }
    const bars: DayBar[] = []
    for (let index = first; index <= last; index++) {
      const path = this.#core.path.session(index)
      if (path.session.day >= from) bars.push(share.bars.dayBar(path, pointAt(path, this.now)))
    }
    return bars
  }

  minuteBars(symbol: string, from: MarketTime, to: MarketTime): readonly MinuteBar[] {
    const until = Math.min(to, this.now - MINUTE_MS + 1)
    const start = Math.max(from, this.begins)
    const share = this.#core.shares.get(symbol)
    if (share === undefined) return optionMinuteBars(this.#core, symbol, start, until)
    const bars: MinuteBar[] = []
    const last = this.#core.path.indexAt(until)
    for (let index = this.#core.path.indexAt(start); index <= last; index++) {
      const path = this.#core.path.session(index)
      const steps = path.market.length - 1
      for (let step = start <= path.session.opens ? 0 : pointAt(path, start); step < steps; step++) {
        const at = pointTime(path, step)
        if (at >= until) break
        if (at >= start) bars.push(share.bars.stepBar(path, step))
      }
    }
    return bars
  }

  dividends(symbol: string): readonly ExDividend[] {
    const share = this.#core.shares.get(symbol)
    if (share === undefined) return []
    const days = this.#core.path.exDays(share.model.spec)
    const first = this.#core.path.session(0).session.day
    return this.#core.path
      .dividends(share.model.spec, first, days.at(-1) ?? first)
      .map(({ day, dollars }) => ({ day, amount: toCent(dollars) }))
  }

  settlementOf(optionSymbol: string): Price | null {
    const terms = settlementTerms(this.calendar, optionSymbol)
    const share = terms === undefined ? undefined : this.#core.shares.get(terms.underlying)
    if (terms === undefined || share === undefined || this.now < terms.at) return null
    return price(toCent(share.model.stateAt(terms.at).spot))
  }

  get #day(): TradingDay {
    return this.#placeNow().day
  }

  get #index(): number {
    return this.#placeNow().index
  }

  #placeNow(): { readonly day: TradingDay; readonly index: number } {
    const before = this.#place
    if (before?.at === this.now) return before
    const day = this.today
    const index = this.#core.path.indexAt(this.now)
    this.#place = { at: this.now, day, index }
    // What is listed changes over night and at the open.
    if (before?.day !== day || before.index !== index) {
      this.#found.clear()
      this.#heads.clear()
    }
    return this.#place
  }

  #find(symbol: string): [SliceDesk, number] | undefined {
    this.#placeNow()
    const known = this.#found.get(symbol)
    if (known !== undefined) return known
    const found = this.#lookUp(symbol)
    if (found !== undefined) this.#found.set(symbol, found)
    return found
  }

  #lookUp(symbol: string): [SliceDesk, number] | undefined {
    const head = symbol.slice(0, -TAIL)
    const desk = this.#heads.get(head) ?? this.#deskOfHead(head)
    // What nobody listed is not remembered: there is no end to the names that could be asked for.
    if (desk !== undefined) this.#heads.set(head, desk)
    const row = desk?.slice.rowOf.get(symbol)
    return desk === undefined || row === undefined ? undefined : [desk, row]
  }

  #deskOfHead(head: string): SliceDesk | undefined {
    const root = head.slice(0, -6)
    const date = head.slice(-6)
    const day = parseTradingDay(`20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`)
    return root === '' || !day.ok ? undefined : this.#deskOf(productOfRoot(root).underlying, root, day.value)
  }

  #deskOf(underlying: string, root: string, expiration: TradingDay): SliceDesk | undefined {
    const listing = this.#core.listings.get(underlying)
    const share = this.#core.shares.get(underlying)
    if (listing === undefined || share === undefined) return undefined
    const slice = listing.slice(this.#day, this.#index, root, expiration)
    if (slice === undefined) return undefined
    const known = this.#desks.get(slice)
    if (known !== undefined) return known
    const desk = new SliceDesk(this.#core.path, share.model, slice, this.#core.fills.get(underlying)!)
    this.#desks.set(slice, desk)
    return desk
  }
}
