import { describe, expect, test } from 'vitest'
import { intentFor, orderFor } from '../../../test/support/engine/broker-orders.ts'
import {
  ACCOUNT,
  openTrade,
  pendingTrade,
  proof,
  TEN,
  told,
} from '../../../test/support/engine/spread-trades.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { price } from '../../domain/money/price.ts'
import { realizedPnl } from '../../domain/trade/trade-figures.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import { NO_CONTEXT } from '../../ports/store/hand-terms.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { decideOrders, type OrderSyncDecision } from './decide-orders.ts'

interface World {
  readonly trades: readonly TradeRecord[]
  readonly intents: readonly OrderIntent[]
  readonly orders: readonly BrokerOrder[]
  readonly now?: number
  readonly complete?: boolean
}

function sync({ trades, intents, orders, now = TEN + 60_000, complete = true }: World): OrderSyncDecision {
  return decideOrders({
    account: ACCOUNT,
    epoch: 1,
    seenBy: 'S2',
    sequence: 7,
    now: instant(now),
    listedAt: instant(now - 1_000),
    complete,
    orders,
    intents,
    trades,
    attemptsAllowed: 3,
    evidence: (reference) => proof(reference, now),
    marketOf: () => ({ iv: 0.25, underlying: 2_900_000 }),
  })
}

const entry = pendingTrade('T1', 'BULL_PUT_CREDIT', [285, 290], { quantity: 2 })
const live = (record: TradeRecord, more: Partial<OrderIntent> = {}) =>
  intentFor(record, 'a', 'ENTRY', { state: 'live', brokerOrderId: '11', sentAt: TEN, ...more })
const statusOf = (decision: OrderSyncDecision, at = 0) => decision.trades[at]?.record.trade.status

describe('entries', () => {
  test('a fill opens the trade with its price, the volatility and the most it can make and lose', () => {
    const intent = live(entry)
    const decision = sync({
      trades: [entry],
      intents: [intent],
      orders: [orderFor(intent, '11', { status: 'filled', filled: 2, cashEach: 8_000 })],
    })
    const { record } = decision.trades[0]!
    expect(record.trade.status).toBe('OPEN')
    expect([record.maxProfit, record.maxLoss]).toEqual([16_000, 84_000])
    expect([record.ivEntry, record.underlyingEntry, record.lastFillSequence]).toEqual([0.25, 2_900_000, 7])
    expect(decision.intents[0]).toMatchObject({ state: 'done', resolution: 'filled', filledQuantity: 2 })
  })

  test('half filled and cancelled is OPEN at what filled, never CANCELLED', () => {
    const intent = live(entry)
    const orders = [orderFor(intent, '11', { status: 'cancelled', filled: 1, cashEach: 8_000 })]
    const decision = sync({ trades: [entry], intents: [intent], orders })
    expect(decision.trades[0]!.record.trade).toMatchObject({ status: 'OPEN', quantity: 1 })
  })

  test('C-07 an entry that expired unfilled is CANCELLED', () => {
    const intent = live(entry)
    const decision = sync({
      trades: [entry],
      intents: [intent],
      orders: [orderFor(intent, '11', { status: 'expired' })],
    })
    expect(statusOf(decision)).toBe('CANCELLED')
  })

  test('C-10 an entry that was rejected after it was accepted is CANCELLED', () => {
    const intent = live(entry)
    const decision = sync({
      trades: [entry],
      intents: [intent],
      orders: [orderFor(intent, '11', { status: 'rejected' })],
    })
    expect(statusOf(decision)).toBe('CANCELLED')
  })

  test('an order of unknown outcome is found by its tag and adopted, its flag cleared', () => {
    const flagged = told(entry, { type: 'flag_raised', flag: 'UNKNOWN_OUTCOME', evidence: proof() })
    const intent = intentFor(entry, 'a', 'ENTRY', { state: 'unknown', sentAt: TEN })
    const decision = sync({
      trades: [flagged],
      intents: [intent],
      orders: [orderFor(intent, '11', { status: 'open' })],
    })
    expect(decision.intents[0]).toMatchObject({ state: 'live', brokerOrderId: '11' })
    expect(decision.trades[0]!.record.trade.flags).toEqual([])
  })

  test('an unknown one is given up after three complete lists and two minutes, and its trade CANCELLED', () => {
    let intent = intentFor(entry, 'a', 'ENTRY', { state: 'unknown', sentAt: TEN })
    for (const [second, state] of [
      [30, 'unknown'],
      [60, 'unknown'],
      [119, 'unknown'],
      [125, 'tombstoned'],
    ] as const) {
      const decision = sync({ trades: [entry], intents: [intent], orders: [], now: TEN + second * 1_000 })
      intent = decision.intents[0]!
      expect([second, intent.state]).toEqual([second, state])
      expect(statusOf(decision)).toBe(state === 'tombstoned' ? 'CANCELLED' : 'ENTRY_PENDING')
    }
  })

  test('one that was begun by hand keeps the stop and the take profit that were asked for with it', () => {
    const hand = { stopLoss: price(40_000), takeProfit: price(80_000), overrideCount: 0, context: NO_CONTEXT }
    const intent = intentFor(entry, 'a', 'ENTRY', { state: 'tombstoned', sentAt: TEN })
    const dead = { type: 'entry_died', cause: 'never_arrived', filledQuantity: 0, evidence: proof() } as const
    const orders = [orderFor(intent, '11', { status: 'filled', filled: 2, cashEach: 8_000 })]
    const decision = sync({ trades: [told({ ...entry, hand }, dead)], intents: [intent], orders })
    expect(decision.lateTrades[0]!.hand).toEqual(hand)
  })

  test('a list that is not complete, or was read before the order left, is no evidence of absence', () => {
    const intent = intentFor(entry, 'a', 'ENTRY', { state: 'unknown', sentAt: TEN })
    const partial = sync({ trades: [entry], intents: [intent], orders: [], complete: false })
    const early = sync({ trades: [entry], intents: [intent], orders: [], now: TEN + 500 })
    expect([partial.intents, early.intents]).toEqual([[], []])
  })

  test('a list that leaves out the tag of an order of ours that is known is no evidence of absence', () => {
    const known = live(entry, { id: 'I-known', tag: 'lw1-I-known' })
    const unknown = intentFor(entry, 'b', 'ENTRY', { state: 'unknown', sentAt: TEN })
    const list = (tag: string | null) =>
      sync({
        trades: [entry],
        intents: [known, unknown],
        orders: [orderFor(known, '11', { status: 'open', tag })],
      })
    const scansAfter = (tag: string | null) =>
      list(tag).intents.find(({ id }) => id === unknown.id)?.cleanScans
    expect([scansAfter(known.tag), scansAfter(null)]).toEqual([1, undefined])
  })

  test('a tombstoned entry that fills after all begins a trade of its own, linked to the cancelled one', () => {
    const intent = intentFor(entry, 'a', 'ENTRY', { state: 'tombstoned', sentAt: TEN })
    const cancelled = told(entry, {
      type: 'entry_died',
      cause: 'never_arrived',
      filledQuantity: 0,
      evidence: proof(),
    })
    const orders = [orderFor(intent, '11', { status: 'filled', filled: 2, cashEach: 8_000 })]
    const decision = sync({ trades: [cancelled], intents: [intent], orders })
    expect(decision.trades).toEqual([])
    expect(decision.lateTrades[0]!.trade).toMatchObject({
      status: 'OPEN',
      linkedTo: 'T1',
      quantity: 2,
      version: 1,
    })
    expect(decision.intents[0]).toMatchObject({ state: 'done', tradeId: decision.lateTrades[0]!.trade.id })
  })

  test('a tombstoned entry that works after all is to be cancelled, and begins nothing', () => {
    const intent = intentFor(entry, 'a', 'ENTRY', { state: 'tombstoned', sentAt: TEN })
    const cancelled = told(entry, {
      type: 'entry_died',
      cause: 'never_arrived',
      filledQuantity: 0,
      evidence: proof(),
    })
    const decision = sync({
      trades: [cancelled],
      intents: [intent],
      orders: [orderFor(intent, '11', { status: 'open' })],
    })
    expect([decision.lateOrders, decision.lateTrades]).toEqual([['11'], []])
  })

  test('a price of the walk that was cancelled for the next one ends nothing while the walk goes on', () => {
    const walking = { ...entry, memo: { entryUntil: TEN + 90_000 } }
    const intent = live(walking, { resolution: 'repriced' })
    const orders = [orderFor(intent, '11', { status: 'cancelled' })]
    expect(sync({ trades: [walking], intents: [intent], orders }).trades).toEqual([])
    const late = sync({ trades: [walking], intents: [intent], orders, now: TEN + 90_000 })
    expect(statusOf(late)).toBe('CANCELLED')
  })

  test('B-22 legs that filled unequally make no price: a person is called', () => {
    const intent = live(entry)
    const order = {
      ...orderFor(intent, '11', { status: 'partially_filled', filled: 1, cashEach: 8_000 }),
      unbalanced: true,
    }
    const decision = sync({ trades: [entry], intents: [intent], orders: [order] })
    expect(decision.trades[0]!.record.trade).toMatchObject({
      status: 'ENTRY_PENDING',
      entries: [],
      flags: ['NEEDS_REVIEW'],
    })
  })
})

describe('exits', () => {
  const open = openTrade('T1', 'BULL_PUT_CREDIT', [285, 290], 8_000)
  const closing = told(open, {
    type: 'exit_requested',
    orderId: 'I-x',
    quantity: 1,
    reason: 'PROFIT_TARGET',
    evidence: proof(),
  })
  const exit = intentFor(open, 'x', 'EXIT', { state: 'live', brokerOrderId: '12', sentAt: TEN })
  const afterOrder = (facts: Parameters<typeof orderFor>[2], intent = exit) =>
    sync({ trades: [closing], intents: [intent], orders: [orderFor(intent, '12', facts)] })

  test('B-23 a fill closes the trade for the reason that was decided, with its profit', () => {
    const { record } = afterOrder({ status: 'filled', filled: 1, cashEach: -3_000 }).trades[0]!
    expect(record.trade).toMatchObject({ status: 'CLOSED', exitReason: 'PROFIT_TARGET' })
    expect(realizedPnl(record.trade)).toBe(5_000)
  })

  test('B-07 an exit that expired, was cancelled or rejected closes nothing: the trade is OPEN again', () => {
    for (const status of ['expired', 'cancelled', 'rejected'] as const) {
      expect(statusOf(afterOrder({ status }))).toBe('OPEN')
    }
  })

  test('B-07 a fill without a price waits in CLOSING_PENDING, and closes when the price comes', () => {
    const waiting = afterOrder({ status: 'filled', filled: 1, cashEach: null })
    expect(waiting.trades[0]!.record.trade).toMatchObject({ status: 'CLOSING_PENDING', exitReason: null })
    expect(waiting.intents[0]!.state).toBe('live')
    const [intent] = waiting.intents
    const priced = sync({
      trades: [waiting.trades[0]!.record],
      intents: [intent!],
      orders: [orderFor(exit, '12', { status: 'filled', filled: 1, cashEach: -3_000 })],
    })
    expect(statusOf(priced)).toBe('CLOSED')
  })

  test('B-12 the third failed exit makes EXIT_ERROR, which stays unfinished', () => {
    let record = open
    for (const [i, expected] of (['OPEN', 'OPEN', 'EXIT_ERROR'] as const).entries()) {
      const id = `I-x${i}`
      record = told(record, {
        type: 'exit_requested',
        orderId: id,
        quantity: 1,
        reason: 'STOP_LOSS',
        evidence: proof(),
      })
      const intent = { ...exit, id, tag: `lw1-${id}`, brokerOrderId: `2${i}` }
      const decision = sync({
        trades: [record],
        intents: [intent],
        orders: [orderFor(intent, `2${i}`, { status: 'expired' })],
      })
      record = decision.trades[0]!.record
      expect(record.trade.status).toBe(expected)
    }
  })

  test('a step of the ladder that was cancelled for the next one leaves the trade CLOSING_PENDING', () => {
    const repriced = { ...exit, resolution: 'repriced' }
    expect(afterOrder({ status: 'cancelled' }, repriced).trades).toEqual([])
  })

  test('a cancel that lost to the fill closes the trade by the fill', () => {
    const repriced = { ...exit, resolution: 'repriced' }
    expect(statusOf(afterOrder({ status: 'filled', filled: 1, cashEach: -3_000 }, repriced))).toBe('CLOSED')
  })
})

describe('everything else at the broker', () => {
  test('an order with a tag of ours that nothing explains is a stray; one of another program is not', () => {
    const ghost = intentFor(entry, 'ghost', 'ENTRY')
    const decision = sync({
      trades: [],
      intents: [],
      orders: [
        orderFor(ghost, '91', { status: 'open' }),
        orderFor(ghost, '92', { status: 'open', tag: 'my-own' }),
      ],
    })
    expect(decision.strays.map(({ id }) => id)).toEqual(['91'])
    expect(decision.orders.map(({ intentId }) => intentId)).toEqual([null, null])
  })

  test('two orders with one tag: the first is ours, the second a stray', () => {
    const intent = live(entry)
    const orders = [orderFor(intent, '11', { status: 'open' }), orderFor(intent, '13', { status: 'open' })]
    expect(sync({ trades: [entry], intents: [intent], orders }).strays.map(({ id }) => id)).toEqual(['13'])
  })

  test('an answer of before, in which an order works that is over, brings nothing back to life', () => {
    const done = live(entry, { state: 'done', resolution: 'repriced', cancelRequestedAt: TEN })
    const next = live(entry, { id: 'I-b', tag: 'lw1-b', brokerOrderId: '12' })
    const orders = [orderFor(done, '11', { status: 'open' }), orderFor(next, '12', { status: 'open' })]
    const decision = sync({ trades: [entry], intents: [done, next], orders })
    expect(decision.intents.map(({ id }) => id)).not.toContain(done.id)
    expect([decision.trades, decision.orders.map(({ order }) => order.id)]).toEqual([[], ['12']])
  })

  test('B-16 the same orders again change nothing', () => {
    const intent = live(entry)
    const orders = [orderFor(intent, '11', { status: 'filled', filled: 2, cashEach: 8_000 })]
    const first = sync({ trades: [entry], intents: [intent], orders })
    const again = sync({ trades: first.trades.map(({ record }) => record), intents: first.intents, orders })
    expect([again.trades, again.intents]).toEqual([[], []])
  })
})
