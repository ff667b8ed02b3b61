import { describe, expect, test } from 'vitest'
import { intentFor, orderFor } from '../../../test/support/engine/broker-orders.ts'
import { ACCOUNT, occ, pendingTrade, rows, TEN, TODAY } from '../../../test/support/engine/spread-trades.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { cents } from '../../domain/money/cents.ts'
import type { BrokerPosition } from '../../ports/broker-positions.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import { classifyChange } from './classify-change.ts'
import { type UnexplainedChange, unexplainedChanges } from './position-change.ts'
import { suspectWipe } from './suspect-wipe.ts'

const short = occ('put', 290)
const long = occ('put', 285)
const trade = pendingTrade('T1', 'BULL_PUT_CREDIT', [285, 290], { quantity: 2 })
const intent = intentFor(trade, 'a', 'ENTRY')

function positions(signed: Readonly<Record<string, number>>): BrokerPosition[] {
  return Object.entries(signed).map(([symbol, quantity]) => ({
    symbol,
    contract: null,
    quantity,
    costBasis: cents(0),
    acquiredAt: TEN,
  }))
}

const known = (order: ReturnType<typeof orderFor>): OrderRecord => ({
  account: ACCOUNT,
  epoch: 1,
  order,
  intentId: intent.id,
  tradeId: 'T1',
  role: 'ENTRY',
  seenBy: 'S0',
})

describe('unexplainedChanges', () => {
  test('fills since the last snapshot explain the change', () => {
    const before = known(orderFor(intent, '11', { status: 'partially_filled', filled: 1 }))
    const now = orderFor(intent, '11', { status: 'filled', filled: 2 })
    const input = { before: rows({ [short]: -1, [long]: 1 }), ordersBefore: [before], ordersAfter: [now] }
    expect(unexplainedChanges({ ...input, after: positions({ [short]: -2, [long]: 2 }) })).toEqual([])
  })

  test('a fill that the positions do not show, and a position that no fill made, are differences', () => {
    const now = orderFor(intent, '11', { status: 'filled', filled: 2 })
    const input = { before: [], after: positions({ AAPL: 100 }), ordersBefore: [], ordersAfter: [now] }
    expect(unexplainedChanges(input)).toEqual([
      { symbol: 'AAPL', before: 0, after: 100, filled: 0, difference: 100 },
      { symbol: long, before: 0, after: 0, filled: 2, difference: -2 },
      { symbol: short, before: 0, after: 0, filled: -2, difference: 2 },
    ])
  })
})

describe('shares in parts', () => {
  const change = (before: number, after: number) =>
    unexplainedChanges({
      before: rows({ AAPL: before }),
      after: positions({ AAPL: after }),
      ordersBefore: [],
      ordersAfter: [],
    })

  test('a reinvested dividend is a difference, to the part; the error of doubles is none', () => {
    expect(change(12.345678, 12.376912)).toEqual([
      { symbol: 'AAPL', before: 12.345678, after: 12.376912, filled: 0, difference: 0.031234 },
    ])
    expect(change(0.8, 0.1 + 0.7)).toEqual([])
    expect(change(0.000001, 0.000002)).toMatchObject([{ difference: 0.000001 }])
  })

  test('a hundred more is a hundred, whatever parts stand beside them', () => {
    expect(change(1000.1, 1100.1)).toMatchObject([{ difference: 100 }])
  })
})

describe('classifyChange', () => {
  const gone = (symbol: string, before: number): UnexplainedChange => ({
    symbol,
    before,
    after: 0,
    filled: 0,
    difference: -before,
  })
  const cause = (change: UnexplainedChange, ...others: UnexplainedChange[]) =>
    classifyChange(change, [change, ...others], TODAY)

  test('shares that came by their hundreds while a short put left: assignment, of both', () => {
    const shares = { symbol: 'AAPL', before: 0, after: 100, filled: 0, difference: 100 }
    expect([cause(gone(short, -1), shares), cause(shares, gone(short, -1))]).toEqual([
      'assignment',
      'assignment',
    ])
    expect(cause(gone(long, 1), { ...shares, after: -100, difference: -100 })).toBe('exercise')
  })

  test('parts of shares beside the hundreds of an assignment hide nothing; parts alone are a corporate action', () => {
    const shares = { symbol: 'AAPL', before: 1.5, after: 101.53, filled: 0, difference: 100.03 }
    expect([cause(gone(short, -1), shares), cause(shares, gone(short, -1))]).toEqual([
      'assignment',
      'assignment',
    ])
    const reinvested = { ...shares, after: 1.53, difference: 0.03 }
    expect([
      cause(reinvested),
      cause(reinvested, gone(short, -1)),
      cause(gone(short, -1), reinvested),
    ]).toEqual(['corporate_action', 'corporate_action', 'hand_trade'])
    expect(cause({ ...shares, before: 1.5, after: 0, difference: -1.5 })).toBe('unexplained')
  })

  test('a contract that left on its last day has expired; earlier it was closed by another hand', () => {
    const today = occ('put', 290, 'AAPL', tradingDay('2026-09-22'))
    expect([cause(gone(today, -1)), cause(gone(short, -1))]).toEqual(['expiry', 'hand_trade'])
  })

  test('an adjusted root beside it is a corporate action; what appears from nowhere is unexplained', () => {
    const adjusted = { symbol: occ('put', 145, 'AAPL1'), before: 0, after: -1, filled: 0, difference: -1 }
    expect(cause(gone(short, -1), adjusted)).toBe('corporate_action')
    expect(cause({ symbol: short, before: 0, after: 1, filled: 0, difference: 1 })).toBe('unexplained')
  })
})

describe('suspectWipe', () => {
  const quiet = {
    unknownOrders: [],
    reusedIds: [],
    ordersOfToday: [],
    listed: [],
    positionsBefore: 2,
    positionsAfter: 0,
    changes: [{ symbol: short, before: -1, after: 0, filled: 0, difference: 1 }],
    equityBefore: cents(10_000_000),
    equityAfter: cents(10_002_000),
    costGone: cents(24_000),
  }

  test('C-31 everything gone and the equity jumped is a wipe; everything closed at the market is not', () => {
    expect(suspectWipe({ ...quiet, equityAfter: cents(9_000_000) })).toContain('equity jumped')
    expect(suspectWipe(quiet)).toBeNull()
    expect(suspectWipe({ ...quiet, costGone: cents(1_000_000), equityAfter: cents(9_800_000) })).toBeNull()
  })

  test('an order of today that is no longer listed, or is not known by its id, is a wipe', () => {
    const order = known(orderFor(intent, '11', { status: 'open' }))
    expect(suspectWipe({ ...quiet, ordersOfToday: [order] })).toContain('no longer listed')
    expect(suspectWipe({ ...quiet, unknownOrders: ['11'] })).toContain('does not know')
    expect(suspectWipe({ ...quiet, ordersOfToday: [order], listed: [order.order] })).toBeNull()
  })
})
