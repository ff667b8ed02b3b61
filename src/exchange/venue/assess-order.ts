import { type Cents, cents, subtractCents } from '../../domain/money/cents.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { AccountBooks } from './account-books.ts'
import { excessOf, markOf, type Signed } from './buying-power.ts'
import { checkCover } from './check-cover.ts'
import { checkHours, checkListing } from './check-listing.ts'
import { checkRequest, needsLimit } from './check-request.ts'
import { checkSides } from './check-sides.ts'
import { checkLevel } from './option-level.ts'
import { changesOf, type OrderEffect, orderEffect } from './order-effect.ts'
import { signedLimit, type UnitShape, unitShape } from './unit-leg.ts'
import { refusal, type VenueRefusal, type VenueRefusalCode } from './venue-refusal.ts'
import type { VenueRoom } from './venue-state.ts'
import type {
  MarketView,
  NetOrderRequest,
  OrderRequest,
  SimpleOrder,
  SimpleOrderRequest,
} from './venue-types.ts'

/** An order that was found good, and what it does. Of a group one for each child. */
export interface AssessedUnit {
  readonly shape: UnitShape
  readonly effect: OrderEffect
}

/** What an order as a whole is found to do. */
export interface Assessment {
  readonly units: readonly AssessedUnit[]
  /** What the whole takes of the buying power: OCO orders the larger of them, triggered ones both. */
  readonly hold: Cents
}

type PricedOrder =
  | Pick<SimpleOrder, 'type' | 'limit' | 'stop'>
  | { type: string; limit: number | null; stop: null }

/** The worst value of a unit that is reckoned with: at the limit, or for want of one at the quotes of now. */
export function worstValue(
  order: PricedOrder,
  request: SimpleOrderRequest | NetOrderRequest,
  shape: UnitShape,
  market: MarketView,
): number {
  const limit = signedLimit({ ...order, request } as SimpleOrder)
  if (limit !== null) return limit * shape.priceWeight
  return shape.legs.reduce((sum, { symbol, sign, ratio, multiplier }) => {
    const book = market.book(symbol)
    const near = (sign > 0 ? (book?.ask ?? markOf(market, symbol)) : book?.bid) ?? 0
    const reckoned = sign > 0 ? Math.max(near, order.stop ?? 0) : near
    return sum + sign * ratio * multiplier * reckoned
  }, 0)
}

/** A stop must lie on the far side of the market, or it would be a market order. */
export function checkStop(
  order: Pick<SimpleOrder, 'stop'>,
  shape: UnitShape,
  market: MarketView,
): VenueRefusal | null {
  if (order.stop === null) return null
  const { symbol, sign } = shape.legs[0]!
  const book = market.book(symbol)
  if (sign > 0) {
    const isBelow = book?.ask !== null && book?.ask !== undefined && order.stop <= book.ask
    return isBelow ? refusal('buy_stop_must_be_above_ask') : null
  }
  const isAbove = book?.bid !== null && book?.bid !== undefined && order.stop >= book.bid
  return isAbove ? refusal('sell_stop_must_be_below_bid') : null
}

interface Context {
  readonly room: VenueRoom
  readonly books: AccountBooks
  readonly market: MarketView
}

function assessUnit(
  { room, books, market }: Context,
  request: SimpleOrderRequest | NetOrderRequest,
  entry: AssessedUnit | null,
): Result<AssessedUnit, VenueRefusalCode> {
  const legs = 'legs' in request ? request.legs : [request]
  const listing = checkListing(room, legs, request.symbol, market)
  if (listing !== null) return listing
  const shape = unitShape(room.instruments, request)
  const hours = checkHours(room, shape, request.duration, market)
  if (hours !== null) return hours
  const stop = 'stop' in request ? (request.stop ?? null) : null
  const order = { type: request.type, limit: request.limit ?? null, stop } as PricedOrder
  if (entry === null) {
    const stopped = checkStop({ stop }, shape, market)
    if (stopped !== null) return stopped
  }
  const sides = checkSides(room, books, shape, entry?.shape ?? null)
  if (sides !== null) return sides
  const isSame = entry !== null && entry.shape.legs[0]!.underlying === shape.legs[0]!.underlying
  const first: readonly Signed[] = isSame ? changesOf(room, entry.shape, entry.shape.units) : []
  const value = worstValue(order, request, shape, market)
  const effect = orderEffect(room, books, shape, shape.units, value, market, first)
  const level = checkLevel(books.terms, room.instruments, shape, effect)
  if (level !== null) return level
  const cover = entry === null ? checkCover(room, books, shape) : null
  return cover ?? ok({ shape, effect })
}

function wholeHold(request: OrderRequest, units: readonly AssessedUnit[]): Cents {
  const holds = units.map(({ effect }) => effect.hold)
  if (!('children' in request) || request.class === 'oco') return cents(Math.max(...holds))
  return cents(holds[0]! + Math.max(...holds.slice(1)))
}

/**
 * Looks at an order from every side: its words, its instruments, its time, what is held and working, the
 * account's level, cover, and the buying power. Nothing is changed.
 */
export function assessOrder(
  room: VenueRoom,
  books: AccountBooks,
  request: OrderRequest,
  market: MarketView,
): Result<Assessment, VenueRefusalCode> {
  const words = checkRequest(request, room.config)
  if (words !== null) return words
  const context = { room, books, market }
  const units: AssessedUnit[] = []
  for (const one of 'children' in request ? request.children : [request]) {
    const waitsFor = 'children' in request && request.class !== 'oco' ? (units[0] ?? null) : null
    const found = assessUnit(context, one, waitsFor)
    if (!found.ok) return found
    units.push(found.value)
  }
  const hold = wholeHold(request, units)
  if (hold > 0) {
    const free = subtractCents(excessOf(books, room.instruments, market), books.held)
    if (hold > free) return refusal('buying_power_too_low')
  }
  return ok({ units, hold })
}

/** A symbol that an order cannot be priced by: nothing is quoted, or not the side that a market order needs. */
export function pricelessSymbol(shape: UnitShape, type: string, market: MarketView): string | null {
  const isMarket = !needsLimit(type) && type !== 'even'
  for (const { symbol, sign } of shape.legs) {
    const book = market.book(symbol)
    const near = sign > 0 ? book?.ask : book?.bid
    const hasNone = (book?.bid ?? null) === null && (book?.ask ?? null) === null
    if (hasNone || (isMarket && (near ?? null) === null)) return symbol
  }
  return null
}
