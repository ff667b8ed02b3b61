import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { listedExpirations } from './listed-expirations.ts'
import type { ExpirationListing, ExpirationType } from './market-listing.ts'
import type { MarketPath } from './market-path.ts'
import { type OptionSlice, optionSlice } from './option-slice.ts'
import { type PriceRange, strikeGrid, strikeStep } from './strike-grid.ts'
import type { UnderlyingModel } from './underlying-state.ts'
import { jumpVariance } from './variance-process.ts'

/** Sessions before its end in which an expiration has certainly been listed already, by type. */
const LISTED_FOR: Readonly<Record<ExpirationType, number>> = {
  standard: 340,
  quarterlys: 115,
  eom: 115,
  weeklys: 32,
}
/** A volatility index moves about as much as this in a year. */
const INDEX_VOLATILITY = 0.9
/** Days of listings that are remembered: today's, and those of whoever looks back. */
const REMEMBERED = 4

/** The listings of a day; slices are made when first asked for. */
interface ListedDay {
  readonly rows: readonly ExpirationListing[]
  readonly slices: Map<string, OptionSlice>
}

/** What options of one synthetic underlying are listed on each day. */
export class SyntheticListing {
  readonly #path: MarketPath
  readonly #model: UnderlyingModel
  readonly #days = new Map<string, ListedDay>()
  /** Slices of the last listing: most are the same the next day, and making one costs more than pricing it. */
  readonly #latest = new Map<string, OptionSlice>()
  readonly #volatility: number

  constructor(path: MarketPath, model: UnderlyingModel) {
    this.#path = path
    this.#model = model
    const { beta, own, cycle } = path.config.specs[model.spec]!
    const { process } = path.config
    const shared = beta * beta * (process.mean + jumpVariance(process))
    const alone = own === null ? 0 : own.mean + jumpVariance(own)
    this.#volatility = cycle === 'volatility' ? INDEX_VOLATILITY : Math.sqrt(shared + alone)
  }

  /** The expirations listed on a calendar day, of all roots, ascending. */
  expirations(day: TradingDay, index: number): readonly ExpirationListing[] {
    return this.#day(day, index).rows
  }

  /**
   * The options of a root and expiration; undefined when it is not listed that day.
   *
   * @param index place of the session that has opened last; strikes follow the closes before it
   */
  slice(day: TradingDay, index: number, root: string, expiration: TradingDay): OptionSlice | undefined {
    const { rows, slices } = this.#day(day, index)
    const key = `${expiration} ${root}`
    const known = slices.get(key)
    if (known !== undefined) return known
    const row = rows.find((listed) => listed.day === expiration && listed.root === root)
    if (row === undefined) return undefined
    const made = this.make(row, index)
    slices.set(key, made)
    return made
  }

  /** The slice of an expiration, as listed in a session. */
  make(row: ExpirationListing, index: number): OptionSlice {
    const { calendar, specs } = this.#path.config
    const spec = specs[this.#model.spec]!
    const step = spec.strikeStep ?? strikeStep(spec.level)
    const range = this.#rangeSince(this.#path.indexOn(row.day) - LISTED_FOR[row.type], index)
    const strikes = strikeGrid(range, step, row.type, this.#volatility)
    const key = `${row.day} ${row.root}`
    const known = this.#latest.get(key)
    if (known !== undefined && known.listing.type === row.type && hasStrikes(known, strikes)) return known
    const made = optionSlice(calendar, spec.symbol, row, strikes)
    this.#latest.set(key, made)
    return made
  }

  #rangeSince(listed: number, index: number): PriceRange {
    let low = Number.POSITIVE_INFINITY
    let high = 0
    const last = Math.max(0, index - 1)
    for (let at = Math.max(0, Math.min(listed, last)); at <= last; at++) {
      const close = this.#model.closeOf(at)
      low = Math.min(low, close)
      high = Math.max(high, close)
    }
    return { low, high }
  }

  #day(day: TradingDay, index: number): ListedDay {
    const key = `${day} ${index}`
    const known = this.#days.get(key)
    if (known !== undefined) return known
    const { calendar, specs } = this.#path.config
    const made = { rows: listedExpirations(calendar, specs[this.#model.spec]!, day), slices: new Map() }
    const [oldest] = this.#days.keys()
    if (this.#days.size >= REMEMBERED && oldest !== undefined) this.#days.delete(oldest)
    this.#days.set(key, made)
    for (const [kept, slice] of this.#latest) if (slice.listing.day < day) this.#latest.delete(kept)
    return made
  }
}

function hasStrikes({ columns }: OptionSlice, strikes: readonly number[]): boolean {
  return columns.strike.length === 2 * strikes.length && strikes.every((k, i) => columns.strike[2 * i] === k)
}
