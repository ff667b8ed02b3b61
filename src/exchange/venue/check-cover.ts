import { nakedShorts } from '../../domain/risk/naked-short.ts'
import type { RestingOrder } from '../../domain/risk/exposure.ts'
import type { AccountBooks } from './account-books.ts'
import { holdingsOf, NAKED_CALL_LEVEL } from './buying-power.ts'
import { unitOf } from './order-life.ts'
import type { UnitShape } from './unit-leg.ts'
import { refusal, type VenueRefusal } from './venue-refusal.ts'
import type { VenueRoom } from './venue-state.ts'

function restingOrder(
  room: VenueRoom,
  shape: UnitShape,
  units: number,
  id: string,
  ocoGroup: string | null,
): RestingOrder {
  const legs = shape.legs.flatMap(({ symbol, ratio, sign }) => {
    const option = room.instruments.option(symbol)?.option ?? null
    const action = sign > 0 ? ('buy_to_open' as const) : ('sell_to_open' as const)
    return option === null ? [] : [{ contract: option.contract, ratio, action }]
  })
  return { id, ocoGroup, quantity: units, legs, multiplier: 100, cashFlowPerSpread: null }
}

/** Shares that working orders and this one may sell out from under short calls. */
function sharesSold(shape: UnitShape, units: number): number {
  return shape.legs.reduce(
    (sum, { isOption, sign, ratio }) => (isOption || sign > 0 ? sum : sum + ratio * units),
    0,
  )
}

/** Shares that an order brings along for the calls it sells, as a covered call bought in one does. */
function sharesBought(shape: UnitShape): number {
  return shape.legs.reduce(
    (sum, { isOption, sign, ratio }) => (isOption || sign < 0 ? sum : sum + ratio * shape.units),
    0,
  )
}

/**
 * Refuses an order when some subset of it and the working orders would leave a short call without cover in an
 * account that may have none: each may be fine alone, as selling a call against shares and selling the shares.
 * Short puts without cover are a matter of cash.
 */
export function checkCover(
  room: VenueRoom,
  books: AccountBooks,
  shape: UnitShape,
  without: number | null = null,
): VenueRefusal | null {
  const { optionLevel, type } = books.terms
  if (type === 'margin' && optionLevel >= NAKED_CALL_LEVEL) return null
  if (shape.legs.every(({ sign }) => sign > 0)) return null
  const { underlying } = shape.legs[0]!
  const orders = [restingOrder(room, shape, shape.units, 'new', null)]
  let shares = sharesBought(shape) - sharesSold(shape, shape.units)
  const soldByGroup = new Map<number, number>()
  for (const id of books.unitsOf.get(underlying) ?? []) {
    const ticket = unitOf(room, id)
    if (id === without || ticket.waiting) continue
    const groupId = 'legs' in ticket.order ? null : ticket.order.groupId
    orders.push(
      restingOrder(
        room,
        ticket.shape,
        ticket.unitsLeft,
        String(id),
        groupId === null ? null : String(groupId),
      ),
    )
    const sold = sharesSold(ticket.shape, ticket.unitsLeft)
    // Orders of one group exclude each other, so the larger of them counts.
    const counted = groupId === null ? 0 : (soldByGroup.get(groupId) ?? 0)
    if (groupId !== null) soldByGroup.set(groupId, Math.max(counted, sold))
    shares -= Math.max(0, sold - counted)
  }
  const held = holdingsOf(books, room.instruments, underlying)
  const options = held.flatMap(({ instrument, quantity }) => {
    const { option, multiplier } = instrument
    return option === null ? [] : [{ contract: option.contract, quantity, multiplier, cashFlow: null }]
  })
  for (const { instrument, quantity } of held) if (instrument.option === null) shares += quantity
  const holding = { underlying, shares: Math.max(0, shares), cashFlow: null }
  const naked = nakedShorts({ options, shares: [holding], orders })
  const byThis = naked.some(({ contract, orderIds }) => contract.type === 'call' && orderIds.includes('new'))
  return byThis ? refusal('short_options_not_allowed') : null
}
