import { addCents, type Cents, cents, subtractCents } from '../../domain/money/cents.ts'
import { PRICE_UNITS_PER_CENT } from '../../domain/money/premium.ts'
import { divideCeil } from '../../domain/money/rounding.ts'
import type { AccountBooks } from './account-books.ts'
import { holdingsOf, type Signed, supportOf } from './buying-power.ts'
import { feesOf } from './fees.ts'
import type { Requirement } from './requirement.ts'
import type { UnitShape } from './unit-leg.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

/** What an order does to an account when it fills whole. */
export interface OrderEffect {
  /** Without fees: + paid, - received. */
  readonly cost: Cents
  readonly fees: Cents
  /** The most that it takes of the buying power, never negative. */
  readonly hold: Cents
  readonly before: Requirement
  readonly after: Requirement
  /** Symbols of short contracts that it leaves naked and that were not before. */
  readonly nakedBy: readonly string[]
}

/** What units of a shape change in holdings. */
export function changesOf(room: VenueRoom, shape: UnitShape, units: number): readonly Signed[] {
  return shape.legs.map(({ symbol, sign, ratio }) => ({
    instrument: room.instruments.of(symbol),
    quantity: sign * ratio * units,
  }))
}

/**
 * The effect of units of an order at a value a unit, beside positions and the changes of orders that come first.
 *
 * @param unitValue in 1/10,000 dollar x shares, + paid
 */
export function orderEffect(
  room: VenueRoom,
  books: AccountBooks,
  shape: UnitShape,
  units: number,
  unitValue: number,
  market: MarketView,
  first: readonly Signed[] = [],
): OrderEffect {
  const cost = cents(divideCeil(unitValue * units, PRICE_UNITS_PER_CENT))
  const fees = feesOf(room.config.fees, shape, units, true)
  // All legs of an order are of one underlying.
  const { underlying } = shape.legs[0]!
  const held = holdingsOf(books, room.instruments, underlying, first)
  const then = holdingsOf(books, room.instruments, underlying, [...first, ...changesOf(room, shape, units)])
  const before = supportOf(books, held, market)
  const after = supportOf(books, then, market)
  const taken = addCents(addCents(cost, fees), subtractCents(before.amount, after.amount))
  return {
    cost,
    fees,
    hold: cents(Math.max(0, taken)),
    before: before.requirement,
    after: after.requirement,
    nakedBy: nakedBy(held, then, before.requirement, after.requirement),
  }
}

/** Naked before as well, yet short of more now, counts as made naked. */
function nakedBy(
  held: readonly Signed[],
  then: readonly Signed[],
  before: Requirement,
  after: Requirement,
): readonly string[] {
  const quantity = (list: readonly Signed[], symbol: string): number =>
    list.find(({ instrument }) => instrument.symbol === symbol)?.quantity ?? 0
  return after.naked.filter(
    (symbol) => !before.naked.includes(symbol) || quantity(then, symbol) < quantity(held, symbol),
  )
}
