import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { expirationType } from './expiration-type.ts'
import type { ExpirationListing } from './market-listing.ts'
import { type OptionSlice, optionSlice } from './option-slice.ts'
import { type RecordedSmile, smileAt, smilesAbout } from './recorded-surface.ts'
import type { SmileFill } from './slice-book.ts'
import type { GivenOptions, OptionShelf } from './synthetic-core.ts'
import type { UnderlyingModel, UnderlyingState } from './underlying-state.ts'

/**
 * The options of a recorded snapshot as a market goes on from it: the recorded roots, expirations and strikes, to which
 * no new ones come; the recorded forwards' growth; and the recorded smiles, which keep their shape over ln(K / F) / √T
 * and rise and fall with the volatility that the process expects.
 *
 * @param smiles ascending by expiration, at least one
 */
export function snapshotOptions(
  underlying: string,
  smiles: readonly RecordedSmile[],
  calendar: MarketCalendar,
  startAt: number,
): GivenOptions {
  return {
    listing: new SnapshotShelf(underlying, smiles, calendar),
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

/** The recorded listing; it only loses what has ended. */
class SnapshotShelf implements OptionShelf {
  readonly #rows: readonly ExpirationListing[]
  readonly #slices = new Map<string, OptionSlice>()
  readonly #underlying: string
  readonly #smiles: readonly RecordedSmile[]
  readonly #calendar: MarketCalendar

  constructor(underlying: string, smiles: readonly RecordedSmile[], calendar: MarketCalendar) {
    this.#underlying = underlying
    this.#smiles = smiles
    this.#calendar = calendar
    this.#rows = smiles
      .map(({ root, day }) => ({ day, root, type: expirationType(calendar, root, day), multiplier: 100 }))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.root < b.root ? -1 : 1))
  }

  expirations(day: TradingDay): readonly ExpirationListing[] {
    return this.#rows.filter((row) => row.day >= day)
  }

  slice(day: TradingDay, _index: number, root: string, expiration: TradingDay): OptionSlice | undefined {
    if (expiration < day) return undefined
    const key = `${expiration} ${root}`
    const known = this.#slices.get(key)
    if (known !== undefined) return known
    const row = this.#rows.find((listed) => listed.day === expiration && listed.root === root)
    const smile = this.#smiles.find((recorded) => recorded.day === expiration && recorded.root === root)
    if (row === undefined || smile === undefined) return undefined
    const made = optionSlice(this.#calendar, this.#underlying, row, smile.strikes)
    this.#slices.set(key, made)
    return made
  }
}
