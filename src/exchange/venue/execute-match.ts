import { invariant } from '../../domain/invariant.ts'
import { addCents, type Cents, cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import { divideCeil } from '../../domain/money/rounding.ts'
import type { AccountBooks } from './account-books.ts'
import { planTask } from './due-task.ts'
import { feesOf } from './fees.ts'
import { filledGroupOrder } from './group-life.ts'
import { takeLiquidity } from './leg-quote.ts'
import { endUnit, groupOf, retireUnit, setHold, showChildren } from './order-life.ts'
import type { UnitTicket } from './order-ticket.ts'
import { refusedFill } from './refused-fill.ts'
import { signedLimit, unitValue } from './unit-leg.ts'
import type { UnitMatch } from './unit-match.ts'
import { booksOf, tell, type VenueRoom } from './venue-state.ts'
import type { Execution, MarketView } from './venue-types.ts'

const FAULT_CANCEL_MS = 100

function executed(before: Execution, quantity: number, at: Price): Execution {
  return {
    executedQuantity: before.executedQuantity + quantity,
    remainingQuantity: before.remainingQuantity - quantity,
    executedValue: before.executedValue + at * quantity,
    lastFillPrice: at,
    lastFillQuantity: quantity,
  }
}

/** Books the fills of a match, leg by leg; the order's fees are paid with its first leg. Returns all fees. */
function bookFills(
  room: VenueRoom,
  books: AccountBooks,
  ticket: UnitTicket,
  match: UnitMatch,
  at: number,
): Cents {
  const { legs } = ticket.shape
  let paid = cents(0)
  const isFirst = ticket.unitsLeft === ticket.shape.units
  for (const [i, leg] of legs.entries()) {
    const alone = { ...ticket.shape, legs: [leg] }
    const withoutOrder = feesOf(room.config.fees, alone, match.units, false)
    const once = i === 0 && isFirst ? orderFee(room, ticket) : cents(0)
    const fees = addCents(withoutOrder, once)
    paid = addCents(paid, fees)
    room.parts.applyFill(
      books,
      {
        instrument: room.instruments.of(leg.symbol),
        quantity: leg.sign * leg.ratio * match.units,
        price: match.prices[i]!,
        fees,
        at,
      },
      room.state,
    )
    if (match.takes) takeLiquidity(room.state.taken, leg, match.quotes[i]!.book, leg.ratio * match.units)
  }
  return paid
}

function orderFee({ config }: VenueRoom, { shape }: UnitTicket): Cents {
  return feesOf(config.fees, shape, 0, true)
}

function showFill(ticket: UnitTicket, match: UnitMatch, at: number): void {
  const { order, shape } = ticket
  const { units, prices } = match
  const status = ticket.unitsLeft === 0 ? 'filled' : 'partially_filled'
  const row = { status, changedAt: at } as const
  if ('legs' in order) {
    const legs = order.legs.map((leg, i) => ({
      ...leg,
      execution: executed(leg.execution, shape.legs[i]!.ratio * units, prices[i]!),
    }))
    ticket.order = { ...order, ...row, legs, lastFillUnits: units }
  } else ticket.order = { ...order, ...row, execution: executed(order.execution, units, prices[0]!) }
}

/**
 * Carries a match out: every leg is booked in one go, or the order is rejected because the account cannot bear
 * it. Then the order's picture, its hold, and what its group does about it.
 *
 * @throws {InvariantViolation} when the prices are outside the order's limit
 */
export function executeMatch(
  room: VenueRoom,
  ticket: UnitTicket,
  match: UnitMatch,
  market: MarketView,
): void {
  const { order, shape } = ticket
  const limit = signedLimit(order)
  const value = unitValue(shape.legs, match.prices)
  invariant(
    limit === null || value <= limit * shape.priceWeight,
    `order ${order.id} would fill outside its limit`,
  )
  const books = booksOf(room, order.accountId)
  const at = market.now
  const refused = refusedFill(room, books, ticket, match, market)
  if (refused !== null) {
    endUnit(room, ticket, 'rejected', at, refused.message)
    return
  }
  const fees = bookFills(room, books, ticket, match, at)
  const left = ticket.unitsLeft - match.units
  setHold(room, ticket, cents(divideCeil(ticket.hold * left, ticket.unitsLeft)))
  ticket.unitsLeft = left
  showFill(ticket, match, at)
  if (left === 0) retireUnit(room, ticket)
  const groupId = 'legs' in order ? null : order.groupId
  const fills = shape.legs.map(({ symbol, side, sign, ratio }, i) => ({
    symbol,
    side,
    quantity: sign * ratio * match.units,
    price: match.prices[i]!,
  }))
  const fact = { kind: 'order_filled', orderId: order.id, groupId, fills, fees, limit } as const
  tell(room, order.accountId, at, fact)
  countDown(room, ticket, match.units, at)
  const group = groupOf(room, ticket)
  if (group === null) return
  showChildren(room, group)
  filledGroupOrder(room, group, ticket, at)
}

/** A planned fault lets so many units fill and then cancels the rest. */
function countDown(room: VenueRoom, ticket: UnitTicket, units: number, at: number): void {
  if (ticket.unitsUntilCancel === null) return
  ticket.unitsUntilCancel -= units
  if (ticket.unitsUntilCancel > 0 || ticket.unitsLeft === 0) return
  ticket.locked = true
  const { id } = ticket.order
  planTask(room.state.tasks, { at: at + FAULT_CANCEL_MS, kind: 'cancel', orderId: id, reason: null })
}
