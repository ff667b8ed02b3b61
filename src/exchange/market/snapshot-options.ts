import type { Instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { ExpirationListing } from './market-listing.ts'
import { type OptionSlice, optionSlice } from './option-slice.ts'
import { recordedExpirations } from './recorded-listing.ts'
import { type RecordedSmile, smileAt, smilesAbout } from './recorded-surface.ts'
import type { SmileFill } from './slice-book.ts'
import type { GivenOptions, OptionShelf } from './synthetic-core.ts'
import type { UnderlyingModel, UnderlyingState } from './underlying-state.ts'

/** What the listing of a snapshot is kept with. */
interface ShelfTerms {
  readonly underlying: string
  readonly smiles: readonly RecordedSmile[]
  readonly calendar: MarketCalendar
  /** The day of the recording. */
  readonly startDay: TradingDay
}

/**
 * The options of a recorded snapshot as a market goes on from it: the recorded roots, expirations and strikes, to which
 * new expirations of these roots come as time goes on; the recorded forwards' growth; and the recorded smiles, which keep
 * their shape over ln(K / F) / √T and rise and fall with the volatility that the process expects. A new expiration
 * has the smile between those of its neighbours.
 *
 * @param smiles ascending by expiration, at least one
 */
export function snapshotOptions(
  underlying: string,
  smiles: readonly RecordedSmile[],
  calendar: MarketCalendar,
  startAt: Instant,
): GivenOptions {
  const terms = { underlying, smiles, calendar, startDay: newYorkDayOf(startAt) }
  return {
    listingOf: (invented) => new SnapshotShelf(terms, invented),
    carry: (expires) => {
      const [before, after, share] = smilesAbout(smiles, expires)
      return before.carry + share * (after.carry - before.carry)
    },
    smileOf: (model) => smileFill(smiles, model, startAt),
  }
}

function smileFill(smiles: readonly RecordedSmile[], model: UnderlyingModel, startAt: number): SmileFill {
  let start: UnderlyingState | undefined
  return (view, strike, out) => {
    start ??= model.stateAt(startAt)
    const { years, forward, theta } = view
    const level = Math.sqrt(theta / model.thetaOf(start, years))
    const [before, after, share] = smilesAbout(smiles, view.expires)
    const perRoot = 1 / Math.sqrt(years)
    for (let row = 0; row < strike.length; row++) {
      const x = Math.log(strike[row]! / forward) * perRoot
      const near = share < 1 ? smileAt(before, x) : 0
      const far = smileAt(after, x)
      out[row] = level * (share < 1 ? near + share * (far - near) : far)
    }
  }
}

/**
 * The recorded listing as days go by. It loses what has ended and gains the expirations of its roots that the cycles
 * list since: not those that they listed already when it was recorded, so that what a recording lacks it goes on lacking.
 */
class SnapshotShelf implements OptionShelf {
  readonly #rows: readonly ExpirationListing[]
  readonly #slices = new Map<string, OptionSlice>()
  readonly #terms: ShelfTerms
  readonly #invented: OptionShelf
  readonly #roots: ReadonlySet<string>
  #before: ReadonlySet<string> | undefined
  #listed: { readonly day: TradingDay; readonly rows: readonly ExpirationListing[] } | undefined

  constructor(terms: ShelfTerms, invented: OptionShelf) {
    this.#terms = terms
    this.#invented = invented
    const series = terms.smiles.map(({ root, day }) => ({ root, expiration: day }))
    this.#rows = recordedExpirations(terms.calendar, series, terms.startDay)
    this.#roots = new Set(series.map(({ root }) => root))
  }

  expirations(day: TradingDay, index: number): readonly ExpirationListing[] {
    if (this.#listed?.day !== day) this.#listed = { day, rows: this.#list(day, index) }
    return this.#listed.rows
  }

  slice(day: TradingDay, index: number, root: string, expiration: TradingDay): OptionSlice | undefined {
    const row = this.expirations(day, index).find((one) => one.day === expiration && one.root === root)
    if (row === undefined) return undefined
    const smile = this.#terms.smiles.find((one) => one.day === expiration && one.root === root)
    if (smile === undefined) return this.#invented.slice(day, index, root, expiration)
    const key = keyOf(row)
    const known = this.#slices.get(key)
    if (known !== undefined) return known
    const made = optionSlice(this.#terms.calendar, this.#terms.underlying, row, smile.strikes)
    this.#slices.set(key, made)
    return made
  }

  #list(day: TradingDay, index: number): readonly ExpirationListing[] {
    const recorded = this.#rows.filter((row) => row.day >= day)
    if (day === this.#terms.startDay) return recorded
    this.#before ??= new Set(
      [...this.#rows, ...this.#invented.expirations(this.#terms.startDay, index)].map(keyOf),
    )
    const listed = this.#invented.expirations(day, index)
    const gained = listed.filter((row) => this.#roots.has(row.root) && !this.#before!.has(keyOf(row)))
    return [...recorded, ...gained].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  }
}

function keyOf({ day, root }: ExpirationListing): string {
  return `${day} ${root}`
}
