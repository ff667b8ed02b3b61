import { invariant } from '../../domain/invariant.ts'
import { type Cents, cents, negateCents } from '../../domain/money/cents.ts'
import type { Instrument } from './instrument.ts'
import { applyFill, applyTransfer, fillValue } from './ledger.ts'
import { booksOf, tell, type VenueRoom } from './venue-state.ts'
import type { MarketTime } from './venue-types.ts'

/**
 * Exercises long contracts, or carries out the assignment of short ones, that deliver shares: the option leaves
 * the account at no value, so that its premium is realized, and the shares come or go at the strike, which is
 * their basis. Two lines of history, one event.
 *
 * @param contracts of those held, with their sign: exercised +, assigned -
 * @throws {InvariantViolation} when the instrument is no option
 */
export function deliverContracts(
  room: VenueRoom,
  accountId: string,
  instrument: Instrument,
  contracts: number,
  at: MarketTime,
): void {
  invariant(instrument.option !== null, `${instrument.symbol} delivers nothing`)
  const { type, strike } = instrument.option.contract
  const books = booksOf(room, accountId)
  const cause = contracts > 0 ? 'exercise' : 'assignment'
  const description = contracts > 0 ? 'Exercised' : 'Assigned'
  const history = { type: 'option', description, optionType: cause } as const
  applyTransfer(books, { instrument, quantity: -contracts, value: cents(0), at, history }, room.state)
  const shares = (type === 'call' ? contracts : -contracts) * instrument.multiplier
  const delivered = room.instruments.of(instrument.underlying)
  const fill = { instrument: delivered, quantity: shares, price: strike, fees: cents(0), at }
  applyFill(books, fill, room.state)
  tell(room, accountId, at, {
    kind: 'account_changed',
    cause,
    fills: [
      { symbol: instrument.symbol, quantity: -contracts, price: null },
      { symbol: delivered.symbol, quantity: shares, price: strike },
    ],
    cash: negateCents(fillValue(fill)),
  })
}

/**
 * Ends contracts at what they are worth in cash, which is nothing for those out of the money.
 *
 * @param contracts of those held, with their sign
 * @param value of all of them: + received, - paid
 */
export function settleInCash(
  room: VenueRoom,
  accountId: string,
  instrument: Instrument,
  contracts: number,
  value: Cents,
  at: MarketTime,
): void {
  const books = booksOf(room, accountId)
  const ended = value === 0 ? 'expired' : contracts > 0 ? 'exercise' : 'assignment'
  const history = { type: 'option', description: ENDED[ended], optionType: ended } as const
  const transfer = { instrument, quantity: -contracts, value: negateCents(value), at, history }
  applyTransfer(books, transfer, room.state)
  tell(room, accountId, at, {
    kind: 'account_changed',
    cause: ended === 'expired' ? 'expiration' : ended,
    fills: [{ symbol: instrument.symbol, quantity: -contracts, price: null }],
    cash: value,
  })
}

const ENDED = { expired: 'Expired', exercise: 'Exercised', assignment: 'Assigned' } as const
