import { describe, expect, it } from 'vitest'
import { exitPrice } from '../../../src/domain/trade/trade-figures.ts'
import { protectionOf } from '../../../src/engine/brackets/wanted-protection.ts'
import { confirmOrders } from '../../../src/engine/order-sync/confirm-orders.ts'
import type { Fault } from '../../../src/exchange/tradier-api/fault.ts'
import { adjustProtection } from '../../../src/service/trades/adjust-protection.ts'
import { closeByHand } from '../../../src/service/trades/close-by-hand.ts'
import { closeTrade } from '../../../src/service/engine/close-trade.ts'
import { flatten, flattenPhrase } from '../../../src/service/engine/flatten.ts'
import {
  type BracketWorld,
  CALL,
  dollars,
  handOn,
  heldWorld,
  live,
  tradeOf,
} from '../../support/engine/bracket-world.ts'
import { type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

type Held = BracketWorld & { readonly id: string }

/** Class, kind and status of each order at the venue, the oldest first. */
function ordersOf(world: TradingWorld): readonly string[] {
  return world.venue.orders(VENUE_ACCOUNT).map((order) => {
    const kind = 'type' in order ? order.type : order.children[0]!.request.quantity
    return `${order.class} ${kind} ${order.status}`
  })
}

const ENTRY = 'option limit filled'

async function versionOf({ world, id }: Held): Promise<number> {
  return (await tradeOf(world, id)).trade.version
}

async function close(held: Held, more: { kind?: 'market' | 'limit'; limit?: number; version?: number } = {}) {
  const { kind = 'market', limit, version = await versionOf(held) } = more
  const price = limit === undefined ? null : dollars(limit)
  return closeByHand(handOn(held.world, held.world.engine), { trade: held.id, version, kind, limit: price })
}

async function adjust(held: Held, stop: number | null, target: number | null, version?: number) {
  return adjustProtection(handOn(held.world, held.world.engine), {
    trade: held.id,
    version: version ?? (await versionOf(held)),
    stopLoss: stop === null ? null : dollars(stop),
    takeProfit: target === null ? null : dollars(target),
  })
}

/** Faults for orders that are placed from now on, one each, and then none. */
function onPlacing(world: TradingWorld, ...faults: readonly Fault[]): void {
  let i = 0
  world.faults = ({ tag }) => (tag === null ? null : (faults[i++] ?? null))
}

function onCancelling(world: TradingWorld, fault: Fault): void {
  world.faults = ({ method }) => (method === 'DELETE' ? fault : null)
}

describe('scenario B: a person closes', () => {
  it('C-16: the bracket is cancelled and read back first, then the order goes; CLOSED comes with the fill only', async () => {
    const held = await heldWorld()
    const { world, market, id } = held
    const answer = await close(held, { kind: 'limit', limit: 5.5 })
    expect(answer).toMatchObject({
      ok: true,
      value: { outcome: 'sent', state: 'live', trade: { status: 'CLOSING_PENDING' } },
    })
    expect(ordersOf(world)).toEqual([ENTRY, 'oco 1 canceled', 'option limit open'])
    const cancelled = world.requests.findIndex(({ method }) => method === 'DELETE')
    const sent = world.requests.findLastIndex(({ tag }) => tag !== null)
    expect(
      world.requests
        .slice(cancelled, sent)
        .some(({ method, path }) => method === 'GET' && path.includes('/orders/')),
    ).toBe(true)
    await live(world, 120)
    expect((await tradeOf(world, id)).trade.status).toBe('CLOSING_PENDING')
    market.set(CALL, 5.6, 5.8)
    await live(world, 60)
    const { trade } = await tradeOf(world, id)
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'MANUAL_CLOSE' })
    expect(exitPrice(trade)).toEqual({ effect: 'credit', amount: dollars(5.6) })
    expect(ordersOf(world)).toEqual([ENTRY, 'oco 1 canceled', 'option limit filled'])
  })

  it('C-16: a fill that is found while cancelling is used, and no order is sent', async () => {
    const held = await heldWorld()
    onCancelling(held.world, { kind: 'venue', action: { kind: 'fill_on_cancel' } })
    expect(await close(held)).toMatchObject({
      ok: true,
      value: { outcome: 'closed_by_bracket', trade: { status: 'CLOSED' } },
    })
    expect(ordersOf(held.world)).toEqual([ENTRY, 'oco 1 filled'])
    expect(held.world.venue.positions(VENUE_ACCOUNT)).toEqual([])
  })

  it('waits while the cancel is not proven, sends nothing beside it, and goes on by itself', async () => {
    const held = await heldWorld()
    const { world, id } = held
    onCancelling(world, { kind: 'cancel_lost' })
    expect(await close(held)).toMatchObject({ ok: true, value: { outcome: 'waits', orderId: null } })
    expect(await close(held)).toMatchObject({ code: 'close_is_under_way' })
    await live(world, 20)
    expect(ordersOf(world)).toEqual([ENTRY, 'oco 1 open'])
    world.faults = () => null
    await live(world, 15)
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'CLOSED', exitReason: 'MANUAL_CLOSE' })
    expect(ordersOf(world)).toEqual([ENTRY, 'oco 1 canceled', 'option market filled'])
  })

  it('a limit that rests is left to the ladder when the market comes to the stop', async () => {
    const held = await heldWorld()
    const { world, market, id } = held
    await close(held, { kind: 'limit', limit: 6 })
    market.set(CALL, 3.2, 3.4)
    await live(world, 180)
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'CLOSED', exitReason: 'MANUAL_CLOSE' })
    expect(world.venue.positions(VENUE_ACCOUNT)).toEqual([])
  })

  it('at the market is refused where that is switched off, and a limit must be one', async () => {
    const held = await heldWorld({}, { settings: { 'bracket.market_close': 'no' } })
    expect(await close(held)).toMatchObject({ code: 'market_close_is_not_allowed' })
    expect(await close(held, { kind: 'limit' })).toMatchObject({ code: 'limit_must_be_given' })
    expect(await close(held, { kind: 'limit', limit: 5.503 })).toMatchObject({
      code: 'limit_must_be_on_an_increment',
    })
    expect(ordersOf(held.world)).toEqual([ENTRY, 'oco 1 open'])
  })

  it('C-17: the second of two browsers gets the present trade, and no order', async () => {
    const held = await heldWorld()
    const version = await versionOf(held)
    expect((await close(held, { kind: 'limit', limit: 5.5, version })).ok).toBe(true)
    const orders = ordersOf(held.world)
    expect(await close(held, { version })).toMatchObject({
      ok: false,
      code: 'version_must_be_current',
      present: { id: held.id, status: 'CLOSING_PENDING' },
    })
    expect(ordersOf(held.world)).toEqual(orders)
  })

  it('C-15: a close and a fill of the bracket at the same instant sell once, and the trade follows the fill', async () => {
    const held = await heldWorld()
    const { world, market, id } = held
    const version = await versionOf(held)
    market.set(CALL, 8.2, 8.4)
    world.pass(1_000)
    const answers = await Promise.all([close(held, { version }), close(held, { version })])
    expect(answers.map((answer) => (answer.ok ? answer.value.outcome : answer.code))).toEqual([
      'version_must_be_current',
      'version_must_be_current',
    ])
    expect((await tradeOf(world, id)).trade).toMatchObject({
      status: 'CLOSED',
      exitReason: 'TAKE_PROFIT_FILLED',
    })
    expect(ordersOf(world)).toEqual([ENTRY, 'oco 1 filled'])
  })

  it('C-15: of two closes at once one order goes out', async () => {
    const held = await heldWorld()
    const version = await versionOf(held)
    await Promise.all([close(held, { version }), close(held, { version }), close(held, { version })])
    await live(held.world, 60)
    expect((await tradeOf(held.world, held.id)).trade.status).toBe('CLOSED')
    expect(ordersOf(held.world)).toEqual([ENTRY, 'oco 1 canceled', 'option market filled'])
    expect(held.world.venue.positions(VENUE_ACCOUNT)).toEqual([])
  })

  it('by the command line and by flattening goes the same way', async () => {
    const first = await heldWorld()
    expect(await closeTrade(handOn(first.world, first.world.engine), first.id)).toMatchObject({
      ok: true,
      value: { spreads: 1 },
    })
    expect(ordersOf(first.world).slice(0, 2)).toEqual([ENTRY, 'oco 1 canceled'])
    const second = await heldWorld()
    const hand = handOn(second.world, second.world.engine)
    expect(await flatten(hand, flattenPhrase(hand.view))).toMatchObject({
      ok: true,
      value: { closing: [{ spreads: 1 }] },
    })
    expect(ordersOf(second.world).slice(0, 2)).toEqual([ENTRY, 'oco 1 canceled'])
  })
})

describe('scenarios C and D: a person adjusts', () => {
  it('C-11: (a) the old OCO is cancelled, the new one stands with ids of its own, and its prices are stored', async () => {
    const held = await heldWorld()
    const answer = await adjust(held, 4, 9)
    const inForce = { stopLoss: dollars(4), takeProfit: dollars(9), heldBy: 'broker' }
    expect(answer).toMatchObject({ ok: true, value: { protection: inForce } })
    expect(ordersOf(held.world)).toEqual([ENTRY, 'oco 1 canceled', 'oco 1 open'])
    const record = await tradeOf(held.world, held.id)
    expect(record.hand).toMatchObject({ stopLoss: dollars(4), takeProfit: dollars(9), overrideCount: 1 })
    const intents = await held.world.read((tx) => tx.intentsOfTrades([held.id]))
    expect(intents.map(({ role, state, brokerOrderId }) => [role, state, brokerOrderId])).toEqual([
      ['ENTRY', 'done', '10000001'],
      ['BRACKET', 'done', '10000002'],
      ['BRACKET', 'live', '10000005'],
    ])
  })

  it('C-11: (b) when the cancel fails nothing changes, and the person is told', async () => {
    const held = await heldWorld()
    onCancelling(held.world, { kind: 'cancel_lost' })
    expect(await adjust(held, 4, 9)).toMatchObject({ code: 'bracket_could_not_be_cancelled' })
    held.world.faults = () => null
    await live(held.world, 60)
    expect(ordersOf(held.world)).toEqual([ENTRY, 'oco 1 open'])
    const record = await tradeOf(held.world, held.id)
    expect(record.hand).toMatchObject({ stopLoss: dollars(3.5), takeProfit: dollars(8), overrideCount: 0 })
  })

  it('C-12: when the broker refuses the new bracket the stored prices stay, the answer is an error, and they are placed anew', async () => {
    const held = await heldWorld()
    let count = 0
    held.world.faults = ({ tag }) =>
      tag !== null && count++ === 0 ? { kind: 'status', status: 400, after: false } : null
    const answer = await adjust(held, 4, 9)
    expect(answer.ok).toBe(false)
    await live(held.world, 240)
    const record = await tradeOf(held.world, held.id)
    expect(record.hand).toMatchObject({ stopLoss: dollars(3.5), takeProfit: dollars(8), overrideCount: 0 })
    expect(protectionOf(record)).toEqual({ stopLoss: dollars(3.5), takeProfit: dollars(8), heldBy: 'broker' })
  })

  it('C-11: (c) cancelled, and every new one fails: tried again, then UNPROTECTED, and the software stop takes over', async () => {
    const held = await heldWorld()
    const { world, market, id } = held
    const quota: Fault = { kind: 'quota' }
    onPlacing(world, ...Array.from({ length: 20 }, () => quota))
    expect(await adjust(held, 4, 9)).toMatchObject({ ok: false })
    await live(world, 55)
    expect(world.alerts.map(({ key }) => key)).toContain(`unprotected:${id}`)
    await live(world, 60)
    const record = await tradeOf(world, id)
    expect(protectionOf(record)).toEqual({ stopLoss: dollars(3.5), takeProfit: dollars(8), heldBy: 'engine' })
    expect(record.trade.flags).toEqual([])
    world.faults = () => null
    market.set(CALL, 3.3, 3.5)
    await live(world, 40)
    expect((await tradeOf(world, id)).trade.exitOrders[0]?.reason).toBe('STOP_LOSS')
    await live(world, 80)
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'CLOSED', exitReason: 'STOP_LOSS' })
  })

  it('C-11: (d) the old one fills while it is cancelled: the trade closes by that fill, and no new one is placed', async () => {
    const held = await heldWorld()
    onCancelling(held.world, { kind: 'venue', action: { kind: 'fill_on_cancel' } })
    expect(await adjust(held, 4, 9)).toMatchObject({
      code: 'bracket_has_filled',
      present: { status: 'CLOSED' },
    })
    expect(ordersOf(held.world)).toEqual([ENTRY, 'oco 1 filled'])
    expect((await tradeOf(held.world, held.id)).trade.exitReason).toBe('TAKE_PROFIT_FILLED')
  })

  it('C-11: the answer to the new one is lost: it is looked for, and its prices hold once it is found', async () => {
    const held = await heldWorld()
    onPlacing(held.world, { kind: 'timeout', after: true })
    const answer = await adjust(held, 4, 9)
    await live(held.world, 65)
    expect(answer.ok || answer.code).toBe(true)
    expect(ordersOf(held.world)).toEqual([ENTRY, 'oco 1 canceled', 'oco 1 open'])
    expect((await tradeOf(held.world, held.id)).hand).toMatchObject({
      stopLoss: dollars(4),
      takeProfit: dollars(9),
    })
  })

  it('C-11: a stop at or above the mark, a take profit at or below it, and no quote at all are refused', async () => {
    const held = await heldWorld()
    expect(await adjust(held, 5.1, 9)).toMatchObject({ code: 'stop_must_be_below_mark' })
    expect(await adjust(held, 3, 5.1)).toMatchObject({ code: 'take_profit_must_be_above_mark' })
    expect(await adjust(held, 5.05, 5.1)).toMatchObject({ code: 'stop_must_be_below_take_profit' })
    expect(await adjust(held, 0, 9)).toMatchObject({ code: 'prices_must_be_positive' })
    held.market.set(CALL, null, null)
    held.world.pass(15_000)
    expect(await adjust(held, 4, 9)).toMatchObject({ code: 'quote_must_be_usable' })
    expect(ordersOf(held.world)).toEqual([ENTRY, 'oco 1 open'])
  })

  it('C-17: with the version of another browser it is refused, with the present trade, and nothing is cancelled', async () => {
    const held = await heldWorld()
    const version = await versionOf(held)
    expect((await adjust(held, 4, 9, version)).ok).toBe(true)
    const orders = ordersOf(held.world)
    expect(await adjust(held, 3, 7, version)).toMatchObject({
      code: 'version_must_be_current',
      present: { id: held.id, status: 'OPEN' },
    })
    expect(ordersOf(held.world)).toEqual(orders)
  })

  it('takes a bracket away when nothing is wanted any more', async () => {
    const held = await heldWorld()
    expect(await adjust(held, null, null)).toMatchObject({
      ok: true,
      value: { protection: { stopLoss: null, heldBy: null } },
    })
    await live(held.world, 120)
    expect(ordersOf(held.world)).toEqual([ENTRY, 'oco 1 canceled'])
    expect((await tradeOf(held.world, held.id)).trade.flags).toEqual([])
  })

  it('of a spread is held by the watch at once, and says so', async () => {
    const held = await heldWorld({ strategy: 'BULL_CALL_DEBIT', stop: 1.5, target: 4.5 })
    const version = await versionOf(held)
    expect(await adjust(held, 2, 4, version)).toMatchObject({
      ok: true,
      value: { protection: { stopLoss: dollars(2), takeProfit: dollars(4), heldBy: 'engine' } },
    })
    expect(await adjust(held, 1, 4, version)).toMatchObject({ code: 'version_must_be_current' })
  })

  it('C-15: with stop and take profit both met by a stale mark the stop has precedence', async () => {
    const held = await heldWorld({ strategy: 'BULL_CALL_DEBIT', stop: 1.5, target: 4.5 })
    const record = await tradeOf(held.world, held.id)
    // A person's prices that cross each other can only come of a stale view; nothing stores them so.
    const crossed = { ...record, hand: { ...record.hand!, stopLoss: dollars(2.7), takeProfit: dollars(2.5) } }
    await held.world.read((tx) => tx.saveTrades([{ record: crossed, events: [] }]))
    await live(held.world, 150)
    expect((await tradeOf(held.world, held.id)).trade.exitOrders[0]?.reason).toBe('STOP_LOSS')
  })
})

describe('what comes after the end', () => {
  it('C-22: a bracket that fills after its trade was closed calls a person: the account is short', async () => {
    const held = await heldWorld()
    const { world, market, id } = held
    // Closed by another hand at the broker; the list that shows it hides the bracket, which fills.
    world.venue.control.closeByHand(VENUE_ACCOUNT, CALL, market)
    onCancelling(world, { kind: 'cancel_lost' })
    await live(world, 180)
    expect((await tradeOf(world, id)).trade.status).toBe('CLOSED')
    const order = (await world.read((tx) => tx.ordersOfTrade(id))).find(({ role }) => role === 'BRACKET')!
    const [target, stop] = order.order.children
    const filled = { ...target!, status: 'filled', filledQuantity: 1, cashFlow: 80_000 } as const
    const seen = {
      ...order.order,
      status: 'filled',
      children: [filled, { ...stop!, status: 'cancelled' }],
    } as never
    const { username, account, clock, ids, store } = world.context
    const marketOf = () => ({ iv: null, underlying: null })
    const desk = { readOrder: async () => ({ ok: true, value: seen }) as never }
    await confirmOrders(
      { username, account, desk, clock, ids, work: store, attemptsAllowed: 3, marketOf },
      ['1'],
      'exit',
    )
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'CLOSED', flags: ['NEEDS_REVIEW'] })
  })
})
