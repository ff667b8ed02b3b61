import { beforeAll, expect, test } from 'vitest'
import type { OrderIntent } from '../../../src/ports/store/intent-store.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { type BookedOrder, type Books, readBooks } from './books.ts'
import { enterSpread } from './enter-spread.ts'
import { checkBooks, checkProgress } from './invariants.ts'
import { DEBIT, openedWorld, work } from './spread-world.ts'

let books: Books

beforeAll(async () => {
  const { world } = await openedWorld()
  await enterSpread(world, DEBIT)
  await work(world, (status) => status === 'OPEN')
  const read = await readBooks(world)
  // The prices that were walked before the one that filled would only make the plants longer to tell.
  const intents = read.intents.filter(({ filledQuantity }) => filledQuantity > 0)
  const tags = new Set(intents.map(({ tag }) => tag))
  books = {
    ...read,
    intents,
    orders: read.orders.filter(({ tag }) => tags.has(tag)),
    posted: read.posted.filter((tag) => tags.has(tag)),
  }
})

const order = (): BookedOrder => books.orders[0]!
const intent = (): OrderIntent => books.intents[0]!
const record = (): TradeRecord => books.trades[0]!
const withIntent = (change: Partial<OrderIntent>): Books => ({
  ...books,
  intents: [{ ...intent(), ...change }],
})
const withOrder = (change: Partial<BookedOrder>): Books => ({ ...books, orders: [{ ...order(), ...change }] })
const withTrade = (change: Partial<TradeRecord['trade']>): Books => ({
  ...books,
  trades: [{ ...record(), trade: { ...record().trade, ...change } }],
})
const legs = (change: (leg: BookedOrder['legs'][number]) => Partial<BookedOrder['legs'][number]>) =>
  order().legs.map((leg) => ({ ...leg, ...change(leg) }))

test('books that are in order break nothing', () => {
  expect(checkBooks(books, 'settled')).toEqual([])
  expect(checkProgress(books, books)).toEqual([])
})

const PLANTS: readonly (readonly [rule: string, plant: string, planted: () => Books])[] = [
  ['I1', 'two orders with one tag', () => ({ ...books, orders: [order(), { ...order(), id: '99' }] })],
  ['I1', 'an order that was sent again', () => ({ ...books, posted: [...books.posted, ...books.posted] })],
  [
    'I2',
    'a second entry of the proposal that fills as well',
    () => ({
      ...books,
      intents: [intent(), { ...intent(), id: 'again', tag: 'lw1-again', brokerOrderId: '99' }],
      orders: [order(), { ...order(), id: '99', tag: 'lw1-again' }],
    }),
  ],
  ['I3', 'an order that was sent before its intent was claimed', () => withIntent({ attempt: 0 })],
  ['I4', 'an order that no intent knows', () => withOrder({ tag: 'lw1-nobody' })],
  ['I5', 'more filled than ordered', () => withIntent({ filledQuantity: 2 })],
  ['I6', 'a position that no trade has', () => ({ ...books, positions: books.positions.slice(1) })],
  ['I6', 'a fill that its trade does not hold', () => withTrade({ entries: [] })],
  [
    'I7',
    'a cent that moved and is not booked',
    () => withOrder({ legs: legs(({ cash }) => ({ cash: cash + 1 })) }),
  ],
  [
    'I8',
    'a short contract without its long one',
    () => ({ ...books, positions: books.positions.filter(({ quantity }) => quantity < 0) }),
  ],
  [
    'I8',
    'an order that takes a leg off',
    () => withOrder({ live: true, legs: legs(({ filled }) => ({ remaining: filled > 0 ? -1 : 0 })) }),
  ],
  [
    'I9',
    'two exits that work at once',
    () => {
      const exit = { ...intent(), role: 'EXIT' as const }
      const closing = {
        ...order(),
        live: true,
        legs: legs(({ filled }) => ({ opens: false, remaining: -filled })),
      }
      return {
        ...books,
        intents: [exit, { ...exit, id: 'again', tag: 'lw1-again' }],
        orders: [closing, { ...closing, id: '99', tag: 'lw1-again' }],
      }
    },
  ],
  ['I10', 'an exit that opens', () => withIntent({ role: 'EXIT' })],
  [
    'I10',
    'a position that has turned',
    () => ({ ...books, positions: books.positions.map((row) => ({ ...row, quantity: -row.quantity })) }),
  ],
  ['I11', 'an order that left too late', () => withIntent({ sentAt: intent().notAfter })],
  ['I12', 'an outcome that stays unknown', () => withIntent({ state: 'unknown' })],
  ['I12', 'a trade that waits for ever', () => withTrade({ status: 'CLOSING_PENDING' })],
]

test.each(PLANTS)('%s is broken by %s', (rule, _, planted) => {
  expect(checkBooks(planted(), 'settled').map((found) => found.rule)).toContain(rule)
})

test.each([
  ['an intent that was done works again', () => withIntent({ state: 'live' })],
  ['a fill that is taken back', () => withIntent({ filledQuantity: 0 })],
  ['an intent that is gone', () => ({ ...books, intents: [] })],
])('I5 is broken by %s', (_, planted) => {
  expect(checkProgress(books, planted()).map(({ rule }) => rule)).toEqual(['I5'])
})
