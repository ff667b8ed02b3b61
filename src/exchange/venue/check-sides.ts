import type { AccountBooks } from './account-books.ts'
import { unitOf } from './order-life.ts'
import { isClosing } from './order-side.ts'
import type { UnitTicket } from './order-ticket.ts'
import type { UnitLeg, UnitShape } from './unit-leg.ts'
import { refusal, type VenueRefusal } from './venue-refusal.ts'
import type { VenueRoom } from './venue-state.ts'

/** What of a symbol is held, and what working orders would do to it. */
interface Standing {
  /** Signed. */
  readonly held: number
  /** Signed sum of what working orders would open. */
  readonly opening: number
  /** What working orders would close, never negative. */
  readonly closing: number
}

function leftOf(ticket: UnitTicket, symbol: string, wantClosing: boolean): number {
  let left = 0
  for (const { symbol: own, side, sign, ratio } of ticket.shape.legs) {
    if (own === symbol && isClosing(side) === wantClosing) left += sign * ratio * ticket.unitsLeft
  }
  return left
}

/** Orders of one OCO exclude each other, so the larger of them counts; others add up. */
function closingOf(room: VenueRoom, units: Iterable<number>, symbol: string): number {
  let sum = 0
  const groups = new Map<number, number>()
  for (const id of units) {
    const ticket = unitOf(room, id)
    if (ticket.waiting) continue
    const left = Math.abs(leftOf(ticket, symbol, true))
    const groupId = 'legs' in ticket.order ? null : ticket.order.groupId
    if (groupId === null) sum += left
    else groups.set(groupId, Math.max(groups.get(groupId) ?? 0, left))
  }
  for (const left of groups.values()) sum += left
  return sum
}

function standingOf(room: VenueRoom, books: AccountBooks, leg: UnitLeg): Standing {
  const held = books.holdings.get(leg.symbol)?.quantity ?? 0
  const units = [...(books.unitsOf.get(leg.underlying) ?? [])]
  const opening = units.reduce((sum, id) => {
    const ticket = unitOf(room, id)
    return ticket.waiting ? sum : sum + leftOf(ticket, leg.symbol, false)
  }, 0)
  return { held, opening, closing: closingOf(room, units, leg.symbol) }
}

/** Whether so much may be closed of what is held, beside what other orders will close. */
export function checkClosing(
  leg: UnitLeg,
  quantity: number,
  { held, closing }: Pick<Standing, 'held' | 'closing'>,
): VenueRefusal | null {
  const available = leg.sign > 0 ? -held : held
  if (available <= 0) {
    if (leg.sign > 0) return refusal(leg.isOption ? 'buy_to_close_needs_a_short' : 'cover_needs_a_short')
    return refusal(leg.isOption ? 'sell_to_close_needs_a_long' : 'sell_needs_a_long')
  }
  if (quantity + closing <= available) return null
  return refusal(leg.sign > 0 ? 'cover_must_not_cross_zero' : 'sell_must_not_cross_zero')
}

function checkOpening(leg: UnitLeg, { held, opening }: Standing): VenueRefusal | null {
  const standsAgainst = leg.sign > 0 ? held < 0 || opening < 0 : held > 0 || opening > 0
  if (!standsAgainst) return null
  if (leg.sign > 0) {
    return refusal(leg.isOption ? 'buy_to_open_conflicts_with_a_short' : 'buy_conflicts_with_a_short')
  }
  return refusal(leg.isOption ? 'sell_to_open_conflicts_with_a_long' : 'short_sale_conflicts_with_a_long')
}

/**
 * Whether the sides of an order fit what the account holds and what its working orders will do: what closes
 * must have enough to close, what opens must not stand against the other side.
 *
 * @param first what an order before it in its group will have changed
 */
export function checkSides(
  room: VenueRoom,
  books: AccountBooks,
  shape: UnitShape,
  first: UnitShape | null = null,
): VenueRefusal | null {
  for (const leg of shape.legs) {
    const standing = standingOf(room, books, leg)
    const quantity = leg.ratio * shape.units
    const ahead = first?.legs.find(({ symbol }) => symbol === leg.symbol)
    const held = standing.held + (ahead === undefined ? 0 : ahead.sign * ahead.ratio * first!.units)
    const found = isClosing(leg.side)
      ? checkClosing(leg, quantity, { ...standing, held })
      : checkOpening(leg, { ...standing, held })
    if (found !== null) return found
  }
  return null
}
