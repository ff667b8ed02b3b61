import { cents } from '../../domain/money/cents.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { openBooks } from './account-books.ts'
import { forgetOrders } from './forget-order.ts'
import { closeByHand, tradeByHand } from './hand-trade.ts'
import { costBasis } from './ledger.ts'
import { isFinal, type OrderTicket } from './order-ticket.ts'
import { venueBalances } from './venue-balances.ts'
import type { AccountTruth, VenueControl } from './venue-control.ts'
import { refusal, type VenueRefusalCode } from './venue-refusal.ts'
import { booksOf, tell, type VenueRoom } from './venue-state.ts'
import type { MarketView, VenuePosition } from './venue-types.ts'

/** What an account holds as the broker reports it, by symbol. */
export function positionsOf(room: VenueRoom, accountId: string): VenuePosition[] {
  const books = booksOf(room, accountId)
  return [...books.holdings.values()]
    .map(({ id, symbol, quantity, changedAt }) => ({
      id,
      symbol,
      quantity,
      costBasis: costBasis(books, symbol),
      acquiredAt: changedAt,
    }))
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
}

function wipe(room: VenueRoom, accountId: string, market: MarketView): { cash: number } {
  const { terms, cash, orderIds } = booksOf(room, accountId)
  forgetOrders(room, orderIds)
  room.state.accounts.set(accountId, openBooks(terms))
  const moved = cents(terms.openingCash - cash)
  tell(room, accountId, market.now, { kind: 'account_changed', cause: 'wipe', fills: [], cash: moved })
  return { cash: terms.openingCash }
}

/** Whether nothing of an order works any more: a group is filled a moment before its sibling is canceled. */
function isOver({ order }: OrderTicket): boolean {
  return isFinal(order) && (!('children' in order) || order.children.every(isFinal))
}

function resetOrderIds(room: VenueRoom, next: number): void {
  const { state } = room
  for (const [accountId, books] of state.accounts) {
    const isForgotten = (id: number): boolean => id >= next && isOver(state.orders.get(id)!)
    const gone = books.orderIds.filter(isForgotten)
    const kept = books.orderIds.filter((id) => !isForgotten(id))
    const forgotten = forgetOrders(room, gone)
    books.orderIds.splice(0, books.orderIds.length, ...kept)
    tell(room, accountId, state.now, { kind: 'order_ids_reset', next, forgotten })
  }
  state.nextOrderId = next
}

function truthOf(room: VenueRoom, accountId: string, market: MarketView): AccountTruth {
  const books = booksOf(room, accountId)
  const { orders, events, faults } = room.state
  return structuredCopy({
    terms: books.terms,
    balances: venueBalances(room, books, market),
    positions: positionsOf(room, accountId),
    orders: books.orderIds.map((id) => orders.get(id)!.order),
    closedLots: books.closedLots,
    history: books.history,
    events: events.filter((event) => event.accountId === accountId),
    faults: faults.filter((fault) => !('accountId' in fault) || fault.accountId === accountId),
  })
}

/** What is handed out must not change under the reader when the venue goes on. */
function structuredCopy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value
}

/**
 * The levers that move an account without the clearing house: hand trades, wipes, terms, faults, inspection.
 * An account that is not there is refused with `account_must_exist`.
 */
export function accountLevers(room: VenueRoom): Omit<VenueControl, 'assign' | 'split'> {
  const { state } = room
  const having = <Value>(
    accountId: string,
    use: () => Result<Value, VenueRefusalCode>,
  ): Result<Value, VenueRefusalCode> =>
    state.accounts.has(accountId) ? use() : refusal('account_must_exist', accountId)
  return {
    tradeByHand: (accountId, trade, market) =>
      having(accountId, () => tradeByHand(room, accountId, trade, market)),
    closeByHand: (accountId, symbol, market, quantity, price) =>
      having(accountId, () => closeByHand(room, accountId, symbol, market, quantity, price)),
    wipe: (accountId, market) => having(accountId, () => ok(wipe(room, accountId, market))),
    resetOrderIds: (next) => resetOrderIds(room, next),
    setTerms: (accountId, terms) =>
      having(accountId, () => {
        const books = booksOf(room, accountId)
        books.terms = { ...books.terms, ...terms }
        return ok(books.terms)
      }),
    plan: (fault) => {
      state.faults.push(fault)
    },
    clearFaults: (accountId) => {
      const kept = state.faults.filter(
        (fault) => accountId !== undefined && !('accountId' in fault && fault.accountId === accountId),
      )
      state.faults.splice(0, state.faults.length, ...kept)
    },
    truth: (accountId, market) => having(accountId, () => ok(truthOf(room, accountId, market))),
  }
}
