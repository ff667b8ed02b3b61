import { addCents, type Cents, cents, negateCents, subtractCents } from '../../domain/money/cents.ts'
import { premiumCentsHalfEven } from '../../domain/money/premium.ts'
import type { Price } from '../../domain/money/price.ts'
import type { AccountBooks } from './account-books.ts'
import { changeHolding, type PositionIds } from './change-holding.ts'
import type { Instrument } from './instrument.ts'
import type { HistoryEvent } from './venue-event.ts'
import type { MarketTime } from './venue-types.ts'

/** A trade of one instrument. */
export interface Fill {
  readonly instrument: Instrument
  /** Bought +, sold -. */
  readonly quantity: number
  readonly price: Price
  /** Commissions and fees, never negative. */
  readonly fees: Cents
  readonly at: MarketTime
}

/** The money of a fill without fees: + paid, - received. Whole cents for options; shares round half to even. */
export function fillValue({
  instrument,
  quantity,
  price,
}: Pick<Fill, 'instrument' | 'quantity' | 'price'>): Cents {
  return premiumCentsHalfEven(price, quantity, instrument.multiplier)
}

/**
 * Books a trade: the holding changes, cash pays or receives its value and pays the fees, the history has a line.
 *
 * @returns the profit of what it closed, without fees
 */
export function applyFill(books: AccountBooks, fill: Fill, ids: PositionIds): Cents {
  const { instrument, quantity, price, fees, at } = fill
  const value = fillValue(fill)
  const realized = changeHolding(books, { symbol: instrument.symbol, quantity, value, at }, ids)
  const amount = subtractCents(negateCents(value), fees)
  books.cash = addCents(books.cash, amount)
  books.feesPaid = addCents(books.feesPaid, fees)
  books.history.push({
    at,
    amount,
    type: 'trade',
    symbol: instrument.symbol,
    description: instrument.underlying,
    quantity,
    price,
    commission: fees,
    optionType: null,
    tradeType: instrument.option === null ? 'equity' : 'option',
  })
  return realized
}

/** How contracts or shares move by what is no trade: expiration, exercise, assignment, a split, a person. */
export interface Transfer {
  readonly instrument: Instrument
  /** Comes in +, leaves -. */
  readonly quantity: number
  /** What is given for them, which cash pays: + paid, - received; 0 for an option that expires. */
  readonly value: Cents
  readonly at: MarketTime
  /** The line of the history; its amount and quantity are those of the transfer. */
  readonly history: Pick<HistoryEvent, 'type' | 'description' | 'optionType'>
}

/**
 * Books a transfer: the holding changes, cash pays its value, the history has a line. The shares of an
 * exercise are one transfer (strike times shares as value), the option that ends another (value 0).
 *
 * @returns the profit of what it closed
 */
export function applyTransfer(books: AccountBooks, transfer: Transfer, ids: PositionIds): Cents {
  const { instrument, quantity, value, at, history } = transfer
  const realized = changeHolding(books, { symbol: instrument.symbol, quantity, value, at }, ids)
  const amount = negateCents(value)
  books.cash = addCents(books.cash, amount)
  books.history.push({
    ...history,
    at,
    amount,
    symbol: instrument.symbol,
    quantity,
    price: null,
    commission: cents(0),
    tradeType: instrument.option === null ? 'equity' : 'option',
  })
  return realized
}

/** The cost basis of what is held of a symbol: long +, short -, 0 when nothing is. */
export function costBasis(books: AccountBooks, symbol: string): Cents {
  const lots = books.holdings.get(symbol)?.lots ?? []
  return lots.reduce((sum, { cost }) => addCents(sum, cost), cents(0))
}
