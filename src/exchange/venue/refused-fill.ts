import { subtractCents } from '../../domain/money/cents.ts'
import { divideCeil } from '../../domain/money/rounding.ts'
import type { AccountBooks } from './account-books.ts'
import { excessOf, NAKED_CALL_LEVEL } from './buying-power.ts'
import { checkClosing } from './check-sides.ts'
import { orderEffect } from './order-effect.ts'
import { groupOf } from './order-life.ts'
import { isClosing } from './order-side.ts'
import type { UnitTicket } from './order-ticket.ts'
import { unitValue } from './unit-leg.ts'
import type { UnitMatch } from './unit-match.ts'
import { refusal, type VenueRefusal } from './venue-refusal.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

/** What the order itself and its group hold. */
function ownHold(room: VenueRoom, ticket: UnitTicket): number {
  return ticket.hold + (groupOf(room, ticket)?.hold ?? 0)
}

/**
 * Why the account cannot bear a fill, or null when it can. What the order would close and the buying power that it
 * holds were reckoned when it was placed; positions may have changed since, by a fill of another order, an assignment
 * or a hand. Such an order is rejected rather than filled: what closes more than is held would open a position that
 * nobody asked for, and negative buying power would be a loan that nobody granted. The risk desk's orders ask for
 * no buying power.
 */
export function refusedFill(
  room: VenueRoom,
  books: AccountBooks,
  ticket: UnitTicket,
  match: UnitMatch,
  market: MarketView,
): VenueRefusal | null {
  const { shape } = ticket
  for (const leg of shape.legs) {
    if (!isClosing(leg.side)) continue
    const held = books.holdings.get(leg.symbol)?.quantity ?? 0
    const crossing = checkClosing(leg, leg.ratio * match.units, { held, closing: 0 })
    if (crossing !== null) return crossing
  }
  if (ticket.isForced) return null
  const value = unitValue(shape.legs, match.prices)
  const effect = orderEffect(room, books, shape, match.units, value, market)
  const { optionLevel, type } = books.terms
  const nakedAllowed = type === 'margin' && optionLevel >= NAKED_CALL_LEVEL
  const nakedCall = effect.nakedBy.some(
    (symbol) => room.instruments.option(symbol)?.option?.contract.type === 'call',
  )
  if (nakedCall && !nakedAllowed) return refusal('short_options_not_allowed')
  const released = divideCeil(ownHold(room, ticket) * match.units, ticket.unitsLeft)
  if (effect.hold <= released) return null
  const free = subtractCents(excessOf(books, room.instruments, market), books.held)
  return free + released - effect.hold >= 0 ? null : refusal('buying_power_too_low')
}
