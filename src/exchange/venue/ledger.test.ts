import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cents } from '../../domain/money/cents.ts'
import { price } from '../../domain/money/price.ts'
import { type AccountBooks, openBooks } from './account-books.ts'
import { InstrumentTable } from './instrument.ts'
import { applyFill, applyTransfer, costBasis } from './ledger.ts'

const instruments = new InstrumentTable()
const CALL = 'SPXW260925C06500000'
const NOON = Date.UTC(2026, 8, 22, 16)

function fresh(): AccountBooks {
  return openBooks({ id: 'A', type: 'margin', optionLevel: 6, openingCash: cents(1_000_000) })
}

function trade(books: AccountBooks, quantity: number, dollars: number, symbol = CALL, at = NOON): number {
  const fill = {
    instrument: instruments.of(symbol),
    quantity,
    price: price(dollars * 10_000),
    fees: cents(35),
    at,
  }
  return applyFill(books, fill, ids)
}
let ids = { nextPositionId: 1 }

test('a short has a negative quantity and cost basis, and its proceeds are in cash', () => {
  const books = fresh()
  trade(books, -8, 17.68)
  expect(books.holdings.get(CALL)).toMatchObject({ quantity: -8 })
  expect(costBasis(books, CALL)).toBe(-1_414_400)
  expect(books.cash).toBe(1_000_000 + 1_414_400 - 35)
  expect(books.history).toMatchObject([
    { amount: 1_414_365, quantity: -8, commission: 35, tradeType: 'option' },
  ])
})

test('lots close first in, first out, each with its row', () => {
  const books = fresh()
  trade(books, 1, 1)
  trade(books, 2, 2, CALL, NOON + 1)
  expect(trade(books, -2, 3, CALL, NOON + 2)).toBe(20_000 + 10_000)
  expect(books.closedLots).toEqual([
    { symbol: CALL, quantity: 1, cost: 10_000, proceeds: 30_000, openedAt: NOON, closedAt: NOON + 2 },
    { symbol: CALL, quantity: 1, cost: 20_000, proceeds: 30_000, openedAt: NOON + 1, closedAt: NOON + 2 },
  ])
  expect([costBasis(books, CALL), books.closedToday]).toEqual([20_000, { day: '2026-09-22', amount: 30_000 }])
})

test('a short that is bought back: cost is what closing it cost, proceeds what opening it brought', () => {
  const books = fresh()
  trade(books, -1, 2.29)
  trade(books, 1, 1.7)
  expect(books.closedLots).toMatchObject([{ cost: 17_000, proceeds: 22_900, quantity: 1 }])
  expect(books.holdings.size).toBe(0)
})

test('a trade through zero closes what is held and opens the rest under a new id', () => {
  ids = { nextPositionId: 7 }
  const books = fresh()
  trade(books, 1, 1)
  trade(books, -3, 2)
  expect(books.holdings.get(CALL)).toMatchObject({ id: 8, quantity: -2 })
  expect(costBasis(books, CALL)).toBe(-40_000)
})

test('an option that expires leaves at no value, and the history says so', () => {
  const books = fresh()
  trade(books, 2, 1)
  const history = { type: 'option', description: 'Expired', optionType: 'expired' } as const
  const instrument = instruments.of(CALL)
  const realized = applyTransfer(books, { instrument, quantity: -2, value: cents(0), at: NOON, history }, ids)
  expect([realized, books.cash]).toEqual([-20_000, 1_000_000 - 20_000 - 35])
  expect(books.history.at(-1)).toMatchObject({
    type: 'option',
    optionType: 'expired',
    quantity: -2,
    amount: 0,
  })
})

test('cash is never lost: what was paid is the basis held plus what was realized', () => {
  const move = fc.record({
    quantity: fc.integer({ min: -5, max: 5 }).filter((n) => n !== 0),
    units: fc.integer({ min: 0, max: 99_999 }),
    symbol: fc.constantFrom(CALL, 'SPY'),
  })
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      const books = fresh()
      let realized = 0
      for (const { quantity, units, symbol } of moves) {
        const instrument = instruments.of(symbol)
        const fill = { instrument, quantity, price: price(units), fees: cents(0), at: NOON }
        realized += applyFill(books, fill, ids)
      }
      const basis = costBasis(books, CALL) + costBasis(books, 'SPY')
      expect(books.cash).toBe(1_000_000 - basis + realized)
      const rows = books.closedLots.reduce((sum, { proceeds, cost }) => sum + proceeds - cost, 0)
      expect(rows).toBe(realized)
      for (const { quantity, lots } of books.holdings.values()) {
        expect(lots.reduce((sum, lot) => sum + lot.quantity, 0)).toBe(quantity)
        expect(lots.every((lot) => lot.quantity > 0 === quantity > 0)).toBe(true)
      }
    }),
  )
})
