import { describe, expect, it } from 'vitest'
import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { instant, MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { signedPositions } from '../../../src/engine/exits/allocate-positions.ts'
import { decideReset } from '../../../src/engine/reconcile/decide-reset.ts'
import { adoptSpread } from '../../../src/service/engine/adopt-spread.ts'
import { adjustProtection } from '../../../src/service/trades/adjust-protection.ts'
import { placeTrade } from '../../../src/service/trades/place-trade.ts'
import { closeByHand } from '../../../src/service/trades/close-by-hand.ts'
import {
  bracketWorld,
  CALL,
  dollars,
  handOn,
  heldWorld,
  live,
  placeByHand,
  SHORT_CALL,
  TEN,
  tradeOf,
} from '../../support/engine/bracket-world.ts'
import { callWish, handWorld } from '../../support/trades/hand-world.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

/** Without a stop all of it may be lost, which is more than the usual share. */
const RICH = { 'user.account_balance': '100000' }

/** From ten o'clock in New York to that hour, milliseconds. */
const until = (hour: number, minute = 0) => ((hour - 10) * 60 + minute) * MINUTE_MS

function ordersOf(world: TradingWorld): readonly string[] {
  return world.venue.orders(VENUE_ACCOUNT).map((order) => {
    if ('children' in order) return `oco ${order.children[0]!.request.quantity} ${order.status}`
    return `${order.class} ${'type' in order ? order.type : ''} ${order.status}`
  })
}

const adjust = async (world: TradingWorld, id: string, stop: number | null, target: number | null) =>
  adjustProtection(handOn(world, world.engine), {
    trade: id,
    version: (await tradeOf(world, id)).trade.version,
    stopLoss: stop === null ? null : dollars(stop),
    takeProfit: target === null ? null : dollars(target),
  })

const close = async (world: TradingWorld, id: string, limit: number) =>
  closeByHand(handOn(world, world.engine), {
    trade: id,
    version: (await tradeOf(world, id)).trade.version,
    kind: 'limit',
    limit: dollars(limit),
  })

async function jumpTo(world: TradingWorld, at: number): Promise<void> {
  world.pass(at - world.market.now)
  await runMonitor(world.engine)
}

describe('a limit of a person that has not filled by the close', () => {
  it('is no failed exit: the trade is OPEN, protected again, and never sold at a price nobody asked for', async () => {
    const { world, market, id } = await heldWorld({}, { settings: { 'exit.attempts_before_error': '1' } })
    expect(await close(world, id, 7)).toMatchObject({ ok: true, value: { state: 'live' } })
    world.pass(TEN + until(16, 16) - world.market.now)
    await world.engine.syncTradierSnapshot('sync')
    expect((await tradeOf(world, id)).trade.status).toBe('OPEN')
    await jumpTo(world, TEN + 24 * 60 * MINUTE_MS)
    market.set(CALL, 5.0, 5.2)
    await live(world, 180)
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'OPEN', bracket: { heldBy: 'broker' } })
    expect(ordersOf(world).slice(2)).toEqual(['option limit expired', 'oco 1 open'])
  })
})

describe('a close that waits for its bracket', () => {
  it('is not forgotten in silence: its person is told that it did not come about', async () => {
    const { world, id } = await heldWorld()
    world.faults = ({ method }) => (method === 'DELETE' ? { kind: 'cancel_lost' } : null)
    expect(await close(world, id, 4.5)).toMatchObject({ ok: true, value: { outcome: 'waits' } })
    await live(world, 590)
    expect(world.alerts.map(({ key }) => key)).not.toContain(`close-forgotten:${id}`)
    await live(world, 60)
    expect(world.alerts.filter(({ key }) => key === `close-forgotten:${id}`)).toHaveLength(1)
    expect((await tradeOf(world, id)).trade.status).toBe('OPEN')
    world.faults = () => null
    await live(world, 60)
    expect(ordersOf(world)).toEqual(['option limit filled', 'oco 1 open'])
  })
})

describe('after the close', () => {
  it('a change is refused before the bracket is touched, which would leave the night without one', async () => {
    const { world, market, id } = await heldWorld()
    world.pass(TEN + until(16, 15) + 5_000 - world.market.now)
    market.set(CALL, 5.0, 5.2)
    expect(await adjust(world, id, 4, 9)).toMatchObject({ code: 'market_is_closed' })
    expect(ordersOf(world)).toEqual(['option limit filled', 'oco 1 open'])
  })

  it('a bracket that is too small stands until the open: less than all is protected, and more than nothing', async () => {
    const { world, market } = await bracketWorld()
    market.set(CALL, 5.0, 5.2, 2)
    world.pass(TEN + until(16, 14) - world.market.now)
    const id = await placeByHand(world, { quantity: 3 })
    await workOrders(world.engine)
    expect(ordersOf(world)).toEqual(['option limit partially_filled', 'oco 2 open'])
    market.set(CALL, 5.0, 5.2, 50)
    world.pass(59_000)
    world.pass(2_500)
    await world.engine.syncTradierSnapshot('sync')
    await workOrders(world.engine)
    await workOrders(world.engine)
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'OPEN', quantity: 3 })
    expect(ordersOf(world)).toEqual(['option limit filled', 'oco 2 open'])
  })
})

describe('a trade that was not protected from the beginning', () => {
  it('is in the hands of the watch from its first stop on: one that is leapt over is escalated', async () => {
    const { world, market, hand } = await handWorld({ settings: RICH })
    const placed = await placeTrade(hand, 'k1', callWish({ stopLoss: null, takeProfit: null }))
    expect(placed).toMatchObject({ value: { value: { outcome: 'filled' } } })
    const [{ trade }] = (await world.read((tx) => tx.unfinishedTrades(ACCOUNT))) as [TradeRecord]
    await live(world, 240)
    market.set(CALL, 5.0, 5.2)
    expect(await adjust(world, trade.id, 4, 9)).toMatchObject({ ok: true })
    market.set(CALL, 2.0, 2.2)
    await live(world, 180)
    expect((await tradeOf(world, trade.id)).trade).toMatchObject({
      status: 'CLOSED',
      exitReason: 'STOP_LOSS',
    })
  })

  it('is not protected by a bracket that nobody would go on with, when its person manages it alone', async () => {
    const { world, id } = await heldWorld({ stop: null, target: null })
    await world.read(async (tx) => {
      const record = (await tx.tradeById(id))!
      await tx.saveTrades([{ record: { ...record, trade: { ...record.trade, managed: false } }, events: [] }])
    })
    expect(await adjust(world, id, 4, 9)).toMatchObject({ code: 'trade_must_be_managed', present: { id } })
    expect(ordersOf(world)).toEqual(['option limit filled'])
  })

  it('adopted, it keeps the prices that the broker has accepted, and has its bracket anew when that is gone', async () => {
    const { world, market } = await bracketWorld()
    const bought = { class: 'option', symbol: 'SPY', optionSymbol: CALL, side: 'buy_to_open' } as const
    const atMarket = { ...bought, quantity: 1, type: 'market', duration: 'day' } as const
    expect(world.venue.submit(VENUE_ACCOUNT, atMarket, market)).toMatchObject({ ok: true })
    world.pass(5_000)
    await world.engine.syncTradierSnapshot('sync')
    const hand = handOn(world, world.engine)
    const adopted = await adoptSpread(hand.view, hand.ids, {
      strategy: 'LONG_CALL',
      root: 'SPY',
      expiration: tradingDay('2026-10-16'),
      strikes: [dollars(650)],
      quantity: 1,
      entry: null,
      managed: true,
    })
    if (!adopted.ok) throw new Error(adopted.message)
    const { id } = adopted.value
    expect(await adjust(world, id, 4, 9)).toMatchObject({ ok: true })
    expect((await tradeOf(world, id)).hand).toMatchObject({ stopLoss: dollars(4), takeProfit: dollars(9) })
    const oco = world.venue.orders(VENUE_ACCOUNT).at(-1)!
    expect(world.venue.cancel(VENUE_ACCOUNT, oco.id, market)).toMatchObject({ ok: true })
    await live(world, 60)
    expect(ordersOf(world)).toEqual(['option market filled', 'oco 1 canceled', 'oco 1 open'])
  })
})

describe('a limit of a person on the last day', () => {
  it.each([5, 8.5])('gives way to the exit before the option expires, at %s', async (bid) => {
    const { world, market } = await bracketWorld({ settings: RICH }, Date.UTC(2026, 8, 25, 14))
    const symbol = 'SPY260925C00650000'
    market.set(symbol, 5.0, 5.2)
    const hand = handOn(world, world.engine)
    const wish = { expiration: tradingDay('2026-09-25'), stopLoss: null, takeProfit: dollars(8) }
    expect(await placeTrade(hand, 'k1', callWish(wish))).toMatchObject({ ok: true })
    const [{ trade }] = (await world.read((tx) => tx.unfinishedTrades(ACCOUNT))) as [TradeRecord]
    await world.engine.syncTradierSnapshot('sync')
    expect(await close(world, trade.id, 9)).toMatchObject({ ok: true, value: { state: 'live' } })
    world.pass(355 * MINUTE_MS)
    for (let i = 0; i < 40; i += 1) {
      market.set(symbol, bid, bid + 0.2)
      world.pass(5_000)
      await (i % 12 === 0 ? runMonitor(world.engine) : workOrders(world.engine))
    }
    expect((await tradeOf(world, trade.id)).trade.status).toBe('CLOSED')
  })
})

describe('a spread of the engine with a limit of a person', () => {
  it('is stopped all the same', async () => {
    const { world, market } = await heldWorld({ strategy: 'BULL_CALL_DEBIT', stop: null, target: null })
    const [record] = await world.read((tx) => tx.unfinishedTrades(ACCOUNT))
    const { id } = record!.trade
    await world.read((tx) =>
      tx.saveTrades([
        { record: { ...record!, trade: { ...record!.trade, origin: 'ENGINE' }, hand: null }, events: [] },
      ]),
    )
    expect(await close(world, id, 4.5)).toMatchObject({ ok: true })
    market.set(CALL, 0.5, 0.6)
    market.set(SHORT_CALL, 0.3, 0.4)
    await live(world, 360)
    expect((await tradeOf(world, id)).trade.status).toBe('CLOSED')
  })
})

describe('a reset of the account', () => {
  it('ends the bracket of a trade that the broker still holds: its order is of the old epoch', async () => {
    const { world, id } = await heldWorld()
    const [trades, intents, positions] = await world.read(
      async (tx) =>
        [
          await tx.unfinishedTrades(ACCOUNT),
          await tx.intentsOfTrades([id]),
          await tx.positions(ACCOUNT),
        ] as const,
    )
    const now = instant(world.market.now)
    const evidence = { actor: 'person', at: now, snapshotId: 'S', reference: 'reset' } as const
    const decision = decideReset({
      trades,
      intents,
      positions: signedPositions(positions),
      epoch: 1,
      now,
      evidence,
    })
    expect(decision.kept.map(({ trade }) => trade.id)).toEqual([id])
    expect(decision.intents.find(({ role }) => role === 'BRACKET')).toMatchObject({ state: 'tombstoned' })
    expect(decision.saves.map(({ record }) => record.trade.bracket)).toEqual([null])
  })
})
