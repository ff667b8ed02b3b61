import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { AccountBooks, Holding } from './account-books.ts'
import { isGroupTicket } from './order-ticket.ts'
import { replayAccount } from './replay-account.ts'
import type { VenueEvent } from './venue-event.ts'
import type { VenueRoom } from './venue-state.ts'
import type { InvariantName, Violation } from './violation.ts'

function differs(
  rule: InvariantName,
  subject: string,
  what: string,
  found: number,
  wanted: number,
): Violation[] {
  return found === wanted ? [] : [{ rule, subject, evidence: `${what} is ${found}, not ${wanted}` }]
}

function checkHolding({ symbol, quantity, lots }: Holding): Violation[] {
  const sign = Math.sign(quantity)
  const rule = 'basis_has_the_sign_of_its_position'
  const wrong = lots
    .filter((lot) => lot.quantity * sign <= 0 || lot.cost * sign < 0)
    .map((lot) => `a lot of ${lot.quantity} at ${lot.cost} cents in a position of ${quantity}`)
    .map((evidence): Violation => ({ rule, subject: symbol, evidence }))
  const sum = lots.reduce((all, lot) => all + lot.quantity, 0)
  return [...wrong, ...differs(rule, symbol, 'the sum of lots', sum, quantity)]
}

/** What was paid for what is held, and what was gained on what is not, must be the cash that is missing or there. */
function checkGains(accountId: string, books: AccountBooks): Violation[] {
  const { terms, cash, feesPaid, holdings, closedLots, closedToday } = books
  const basis = [...holdings.values()].flatMap(({ lots }) => lots).reduce((sum, { cost }) => sum + cost, 0)
  const gained = closedLots.reduce((sum, { proceeds, cost }) => sum + proceeds - cost, 0)
  const wanted = terms.openingCash - basis + gained - feesPaid
  const found = differs('gains_tie_with_cash', accountId, 'cash', cash, wanted)
  if (closedToday === null) return found
  const today = closedLots
    .filter(({ closedAt }) => newYorkDayOf(instant(closedAt)) === closedToday.day)
    .reduce((sum, { proceeds, cost }) => sum + proceeds - cost, 0)
  found.push(
    ...differs('gains_tie_with_cash', accountId, `the gain of ${closedToday.day}`, closedToday.amount, today),
  )
  return found
}

function checkHolds(room: VenueRoom, accountId: string, books: AccountBooks): Violation[] {
  const rule = 'holds_add_up'
  const found: Violation[] = []
  let sum = 0
  for (const id of books.orderIds) {
    const ticket = room.state.orders.get(id)
    if (ticket === undefined) continue
    const parts = isGroupTicket(ticket)
      ? ticket.order.children.flatMap((child) => room.state.orders.get(child.id) ?? [])
      : []
    for (const { hold, order } of [ticket, ...parts]) {
      sum += hold
      const isOver = !books.working.has(id)
      if (hold < 0 || (isOver && hold !== 0)) {
        found.push({ rule, subject: `${order.id}`, evidence: `a ${order.status} order holds ${hold} cents` })
      }
    }
  }
  return [...found, ...differs(rule, accountId, 'what orders hold', books.held, sum)]
}

function checkPositions(books: AccountBooks, positions: ReadonlyMap<string, number>): Violation[] {
  const symbols = new Set([...books.holdings.keys(), ...positions.keys()])
  return [...symbols].flatMap((symbol) =>
    differs(
      'contracts_are_conserved',
      symbol,
      'the position',
      books.holdings.get(symbol)?.quantity ?? 0,
      positions.get(symbol) ?? 0,
    ),
  )
}

/** Checks the books of an account against the log, the history and themselves. */
export function checkAccount(
  room: VenueRoom,
  accountId: string,
  books: AccountBooks,
  events: readonly VenueEvent[],
): readonly Violation[] {
  const replay = replayAccount(room, accountId, books, events)
  const byHistory = books.history.reduce((sum, { amount }) => sum + amount, books.terms.openingCash as number)
  return [
    ...replay.violations,
    ...differs('cash_is_conserved', accountId, 'cash by the log', books.cash, replay.cash),
    ...differs('cash_is_conserved', accountId, 'cash by the history', books.cash, byHistory),
    ...differs('cash_is_conserved', accountId, 'what was paid in fees', books.feesPaid, replay.fees),
    ...checkPositions(books, replay.positions),
    ...[...books.holdings.values()].flatMap(checkHolding),
    ...checkGains(accountId, books),
    ...checkHolds(room, accountId, books),
  ]
}
