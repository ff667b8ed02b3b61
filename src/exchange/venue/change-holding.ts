import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { invariant } from '../../domain/invariant.ts'
import { addCents, type Cents, cents, negateCents, subtractCents } from '../../domain/money/cents.ts'
import { closedShareHalfEven } from '../../domain/money/closed-share.ts'
import type { AccountBooks, Holding, Lot } from './account-books.ts'
import type { MarketTime } from './venue-types.ts'

/** Shares or contracts that come into an account or leave it. */
export interface HoldingChange {
  readonly symbol: string
  /** Comes in +, leaves -. */
  readonly quantity: number
  /** What is given for them: + paid, - received; 0 for an option that expires. */
  readonly value: Cents
  readonly at: MarketTime
}

/** Where new holdings get their ids. */
export interface PositionIds {
  nextPositionId: number
}

interface Closing {
  /** Quantity and value of the change that nothing was left to be closed by. */
  readonly quantity: number
  readonly value: Cents
  readonly lots: readonly Lot[]
  readonly realized: Cents
}

function closeLots(books: AccountBooks, held: Holding, change: HoldingChange): Closing {
  let { quantity, value } = change
  let realized = cents(0)
  const lots: Lot[] = []
  for (const lot of held.lots) {
    const closed = Math.min(Math.abs(quantity), Math.abs(lot.quantity))
    if (closed === 0) {
      lots.push(lot)
      continue
    }
    const paid = closedShareHalfEven(value, closed, Math.abs(quantity))
    const entered = closedShareHalfEven(lot.cost, closed, Math.abs(lot.quantity))
    const [cost, proceeds] = lot.quantity > 0 ? [entered, negateCents(paid)] : [paid, negateCents(entered)]
    books.closedLots.push({
      symbol: change.symbol,
      quantity: closed,
      cost,
      proceeds,
      openedAt: lot.openedAt,
      closedAt: change.at,
    })
    realized = addCents(realized, subtractCents(proceeds, cost))
    const left = lot.quantity - Math.sign(lot.quantity) * closed
    if (left !== 0) lots.push({ ...lot, quantity: left, cost: subtractCents(lot.cost, entered) })
    quantity -= Math.sign(quantity) * closed
    value = subtractCents(value, paid)
  }
  return { quantity, value, lots, realized }
}

/** Adds to the profit of the New York day. */
export function addToday(books: AccountBooks, realized: Cents, at: MarketTime): void {
  const day = newYorkDayOf(instant(at))
  const before = books.closedToday?.day === day ? books.closedToday.amount : cents(0)
  books.closedToday = { day, amount: addCents(before, realized) }
}

/**
 * Changes what an account holds of a symbol, and nothing else: not cash, not history. A change against the
 * holding's sign closes its lots first in, first out, each with a row of gain and loss; what goes beyond opens
 * a new lot. The value is shared among them by quantity, to the cent, without losing one.
 *
 * @returns the profit of what was closed
 * @throws {InvariantViolation} when the quantity is 0 or no whole number
 */
export function changeHolding(books: AccountBooks, change: HoldingChange, ids: PositionIds): Cents {
  const { symbol, at } = change
  invariant(Number.isSafeInteger(change.quantity) && change.quantity !== 0, `no change of ${symbol}`)
  const held = books.holdings.get(symbol)
  const against = held !== undefined && held.quantity > 0 !== change.quantity > 0
  const closing = against
    ? closeLots(books, held, change)
    : { ...change, lots: held?.lots ?? [], realized: cents(0) }
  if (against) addToday(books, closing.realized, at)
  const opened = { quantity: closing.quantity, cost: closing.value, openedAt: at }
  const lots = closing.quantity === 0 ? closing.lots : [...closing.lots, opened]
  const quantity = (held?.quantity ?? 0) + change.quantity
  if (quantity === 0) books.holdings.delete(symbol)
  else if (held === undefined || held.quantity > 0 !== quantity > 0) {
    books.holdings.set(symbol, { id: ids.nextPositionId, symbol, quantity, lots, changedAt: at })
    ids.nextPositionId += 1
  } else {
    held.quantity = quantity
    held.lots = lots
    held.changedAt = at
  }
  return closing.realized
}
