import type { Price } from '../../domain/money/price.ts'
import { checkAccount } from './account-invariants.ts'
import { excessOf } from './buying-power.ts'
import { checkOrders } from './order-invariants.ts'
import { checkSettlements } from './settlement-invariants.ts'
import { booksOf, type VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'
import type { Violation } from './violation.ts'

/**
 * Every invariant of the venue that does not hold, with its evidence; empty when all do. It reads the venue's own
 * truth: books, orders and log, each against the others, so that what one of them forgets the others tell. Cost:
 * the whole log, so a simulation asks now and then, not at every step.
 *
 * @param settlementOf the official settlement price of a contract, null while there is none
 */
export function checkInvariants(
  room: VenueRoom,
  settlementOf: (optionSymbol: string) => Price | null,
): readonly Violation[] {
  const { accounts, events } = room.state
  return [
    ...[...accounts].flatMap(([id, books]) => checkAccount(room, id, books, events)),
    ...checkOrders(room, events),
    ...checkSettlements(room, events, settlementOf),
  ]
}

/** Checks, right after an order that holds buying power was taken in, that the account had it. */
export function checkBuyingPower(
  room: VenueRoom,
  accountId: string,
  orderId: number,
  market: MarketView,
): readonly Violation[] {
  const ticket = room.state.orders.get(orderId)
  if (ticket === undefined || ticket.hold === 0) return []
  const books = booksOf(room, accountId)
  const left = excessOf(books, room.instruments, market) - books.held
  if (left >= 0) return []
  const evidence = `after an order that holds ${ticket.hold} cents, ${left} are left`
  return [{ rule: 'buying_power_is_not_overdrawn', subject: `${orderId}`, evidence }]
}
