import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { epochDay, type TradingDay } from '../../domain/calendar/trading-day.ts'
import { underlyingOfRoot } from '../../domain/option/product.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import { type ChainSnapshot, contractOfRow } from './chain-snapshots.ts'
import { ExpirationTypes } from './expiration-type.ts'
import { compareListings, type OptionListing } from './market-listing.ts'
import { recordedOption } from './recorded-listing.ts'
import { type FoundRow, latestRow, latestSnapshot, type Snapshots } from './recorded-rows.ts'

/** A recorded row with the listing of its option. */
export interface ListedRow extends FoundRow {
  readonly listing: OptionListing
}

/**
 * The rows of a recording that stand at a present. What was looked up is remembered until another chain stands or another
 * day begins: a chain of a thousand rows is asked for row by row, and a symbol takes long to read.
 */
export class ListedRows {
  readonly #types: ExpirationTypes
  readonly #snapshots: Snapshots
  readonly #rows = new Map<string, ListedRow>()
  readonly #chains = new Map<string, readonly OptionListing[]>()
  #now = Number.NaN
  #today: TradingDay | undefined
  #standing: readonly (ChainSnapshot | undefined)[] = []

  constructor(calendar: MarketCalendar, snapshots: Snapshots) {
    this.#types = new ExpirationTypes(calendar)
    this.#snapshots = snapshots
  }

  /** The latest row of a compact OCC symbol that has not ended. */
  find(symbol: string, now: MarketTime, today: TradingDay): ListedRow | undefined {
    this.#moveTo(now, today)
    const known = this.#rows.get(symbol)
    if (known !== undefined) return known
    const found = latestRow(this.#snapshots, symbol, now)
    if (found === undefined) return undefined
    const listed = { ...found, listing: this.#listing(found) }
    this.#rows.set(symbol, listed)
    return listed
  }

  /** The options of the latest chain of an underlying that end on a day, by strike, the call before the put. */
  chain(
    underlying: string,
    expiration: TradingDay,
    now: MarketTime,
    today: TradingDay,
  ): readonly OptionListing[] {
    this.#moveTo(now, today)
    const snapshot = latestSnapshot(this.#snapshots, underlying, now)
    if (snapshot === undefined || expiration < today) return []
    const key = `${underlying} ${expiration}`
    let listings = this.#chains.get(key)
    if (listings === undefined) {
      const { chain } = snapshot
      const day = epochDay(expiration)
      const rows = snapshot.rows.filter((row) => chain.expirationDay[row] === day)
      listings = Array.from(rows, (row) =>
        this.#listing({ snapshot, row, contract: contractOfRow(chain, row) }),
      ).sort(compareListings)
      // Days without an option are not remembered: there is no end to those that could be asked for.
      if (listings.length > 0) this.#chains.set(key, listings)
    }
    return listings
  }

  #listing({ snapshot: { chain }, row, contract }: FoundRow): OptionListing {
    return recordedOption(this.#types, underlyingOfRoot(contract.root), contract, chain.openInterest[row]!)
  }

  #moveTo(now: MarketTime, today: TradingDay): void {
    if (now === this.#now) return
    this.#now = now
    const standing = Array.from(this.#snapshots.keys(), (symbol) =>
      latestSnapshot(this.#snapshots, symbol, now),
    )
    if (today === this.#today && standing.every((snapshot, i) => snapshot === this.#standing[i])) return
    this.#today = today
    this.#standing = standing
    this.#rows.clear()
    this.#chains.clear()
  }
}
