import { nakedShorts } from '../../domain/risk/naked-short.ts'
import type { Exposure, RestingOrder } from '../../domain/risk/exposure.ts'
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

/** How many calls some subset of the orders would leave without a long call or shares. */
function uncoveredCalls(exposure: Exposure): number {
  return nakedShorts(exposure).reduce(
    (sum, { contract, uncovered }) => (contract.type === 'call' ? sum + uncovered : sum),
    0,
  )
}

interface Resting {
  readonly orders: readonly RestingOrder[]
  /** Shares that they may sell; of orders that exclude each other the larger counts. */
  readonly sharesSold: number
}

function restingOf(room: VenueRoom, books: AccountBooks, underlying: string): Resting {
  const orders: RestingOrder[] = []
  const soldByGroup = new Map<string, number>()
  for (const id of books.unitsOf.get(underlying) ?? []) {
    const { waiting, order, shape, unitsLeft } = unitOf(room, id)
    if (waiting) continue
    const groupId = 'legs' in order || order.groupId === null ? null : String(order.groupId)
    orders.push(restingOrder(room, shape, unitsLeft, String(id), groupId))
    const key = groupId ?? `alone ${id}`
    soldByGroup.set(key, Math.max(soldByGroup.get(key) ?? 0, sharesSold(shape, unitsLeft)))
  }
  return { orders, sharesSold: [...soldByGroup.values()].reduce((sum, sold) => sum + sold, 0) }
}

/**
 * Refuses an order when some subset of it and the working orders would leave more short calls without cover than
 * without it, in an account that may have none: each may be fine alone, as selling a call against shares and
 * selling the shares. Short puts without cover are a matter of cash.
 */
export function checkCover(room: VenueRoom, books: AccountBooks, shape: UnitShape): VenueRefusal | null {
  const { optionLevel, type } = books.terms
  if (type === 'margin' && optionLevel >= NAKED_CALL_LEVEL) return null
  if (shape.legs.every(({ sign }) => sign > 0)) return null
  const { underlying } = shape.legs[0]!
  const resting = restingOf(room, books, underlying)
  const held = holdingsOf(books, room.instruments, underlying)
  const options = held.flatMap(({ instrument, quantity }) => {
    const { option, multiplier } = instrument
    return option === null ? [] : [{ contract: option.contract, quantity, multiplier, cashFlow: null }]
  })
  const owned = held.reduce(
    (sum, { instrument, quantity }) => sum + (instrument.option === null ? quantity : 0),
    0,
  )
  const exposed = (orders: readonly RestingOrder[], shares: number): number =>
    uncoveredCalls({
      options,
      shares: [{ underlying, shares: Math.max(0, shares - resting.sharesSold), cashFlow: null }],
      orders,
    })
  const own = restingOrder(room, shape, shape.units, 'new', null)
  const after = exposed(
    [...resting.orders, own],
    owned + sharesBought(shape) - sharesSold(shape, shape.units),
  )
  if (after === 0) return null
  return after > exposed(resting.orders, owned) ? refusal('short_options_not_allowed') : null
}
