import { describe, expect, test } from 'vitest'
import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { DAY_MS, instant } from '../../../src/domain/calendar/instant.ts'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { fillEvidence } from '../../../src/engine/reconcile/fill-evidence.ts'
import { exitPrice, realizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import {
  enterAndFill,
  filledWorld,
  LONG,
  loseDebit,
  minutes,
  openedWorld,
  tradesOf,
  winDebit,
  work,
} from '../../support/engine/spread-world.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

const ordersOf = (world: TradingWorld) => world.venue.orders(VENUE_ACCOUNT).length
const isPositions = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'GET' && path.endsWith('/positions')
const flagsOf = (world: TradingWorld) =>
  world.read((tx) => tx.riskFlags(ACCOUNT, newYorkDayOf(instant(world.market.now))))

describe('what is not at the broker, or not yet', () => {
  test('B-05 a fill that the positions do not list for 90 s: stays OPEN, shown as unconfirmed, and no order is sent', async () => {
    const opened = await openedWorld()
    const { world, market } = opened
    world.faults = (call) => (isPositions(call) ? { kind: 'positions_lag', ms: 90_000 } : null)
    await enterAndFill(opened)
    const before = ordersOf(world)
    // Prices at which a trade that is really there would be closed at once.
    winDebit(market)
    await minutes(world, 1)
    const [unconfirmed] = await tradesOf(world)
    expect(unconfirmed!.trade).toMatchObject({ status: 'OPEN', flags: ['POSITION_UNCONFIRMED'] })
    expect(ordersOf(world)).toBe(before)
    await minutes(world, 2)
    const [seen] = await tradesOf(world)
    expect(seen!.trade.flags).toEqual([])
    expect(['OPEN', 'CLOSING_PENDING', 'CLOSED']).toContain(seen!.trade.status)
    await work(world, (status) => status === 'CLOSED')
    expect((await tradesOf(world))[0]!.trade.exitReason).toBe('PROFIT_TARGET')
  })

  test('B-05 one leg absent in reads that agree: a person is called, the trade stays OPEN and no spread order is sent', async () => {
    const { world, market } = await filledWorld()
    world.venue.control.closeByHand(VENUE_ACCOUNT, LONG, market)
    loseDebit(market)
    const before = ordersOf(world)
    await minutes(world, 5)
    const [open] = await tradesOf(world)
    expect(open!.trade).toMatchObject({ status: 'OPEN', flags: ['LEGS_OUT_OF_SYNC'] })
    expect(world.alerts.filter(({ severity }) => severity === 'critical').length).toBeGreaterThan(1)
    expect(ordersOf(world)).toBe(before)
  })

  test('B-05 a read of positions that failed, or came back empty once, is no evidence and stamps nothing fresh', async () => {
    const { world } = await filledWorld()
    const before = await world.read((tx) => tx.accountByName(ACCOUNT))
    world.faults = (call) => (isPositions(call) ? { kind: 'status', status: 502, after: false } : null)
    await minutes(world, 4)
    const [failed] = await tradesOf(world)
    expect(failed).toMatchObject({ trade: { status: 'OPEN', flags: [] }, absentSnapshots: 0 })
    const after = await world.read((tx) => tx.accountByName(ACCOUNT))
    expect(after!.snapshotId).toBe(before!.snapshotId)
    expect(await world.engine.freshSnapshot()).toBeNull()
    let empties = 0
    world.faults = (call) => (isPositions(call) && ++empties === 1 ? { kind: 'empty_list' } : null)
    await minutes(world, 3)
    expect(empties).toBeGreaterThan(1)
    expect((await tradesOf(world))[0]).toMatchObject({
      trade: { status: 'OPEN', flags: [] },
      absentSnapshots: 0,
      hand: null,
    })
    expect(await world.read((tx) => tx.positions(ACCOUNT))).toHaveLength(2)
  })

  test('B-06 an emergency exit counts once whoever sees it, the second of a day stops entries until a person releases it', async () => {
    const settings = {
      'exit.underlying_shock': '0.005',
      'exit.underlying_shock_window': '120',
      'risk.allow_adding': 'yes',
    }
    const opened = await openedWorld({ settings })
    const { world, market } = opened
    const shock = async (): Promise<void> => {
      market.set('SPY', 649.99, 650.01)
      await minutes(world, 4)
      market.set('SPY', 639.99, 640.01)
      await minutes(world, 1)
      await work(world, (status) => status === 'CLOSED')
      await minutes(world, 2)
    }
    await enterAndFill(opened)
    await shock()
    const [first] = await tradesOf(world)
    expect(first!.trade.exitReason).toBe('EMERGENCY')
    const counted = async () => (await flagsOf(world)).find(({ flag }) => flag === 'EMERGENCY_EXITS')?.counted
    expect(await counted()).toEqual([first!.trade.id])
    expect((await flagsOf(world)).map(({ flag }) => flag)).not.toContain('HARD_STOP')
    market.set('SPY', 649.99, 650.01)
    await enterAndFill(opened)
    await shock()
    expect(await counted()).toHaveLength(2)
    expect((await flagsOf(world)).map(({ flag }) => flag).sort()).toEqual(['EMERGENCY_EXITS', 'HARD_STOP'])
    world.pass(DAY_MS)
    expect((await flagsOf(world)).map(({ flag }) => flag)).toEqual(['HARD_STOP'])
  })

  test('B-06 a trigger while the market is closed: no order and no failed attempt, the decision is kept for the open', async () => {
    const { world, market } = await filledWorld({ settings: { 'exit.time_dte': '30' } })
    market.advanceTo(Date.UTC(2026, 8, 22, 20, 16))
    const before = ordersOf(world)
    winDebit(market)
    const report = await runMonitor(world.engine)
    expect(report.exits.map(({ outcome }) => outcome)).toEqual([
      { kind: 'not_sent', code: 'market_is_closed' },
    ])
    expect(ordersOf(world)).toBe(before)
    const [kept] = await tradesOf(world)
    expect(kept!.trade).toMatchObject({ status: 'OPEN', exitAttempts: 0, exitOrders: [] })
    const decisions = await world.read((tx) => tx.decisionsOfTrade(kept!.trade.id))
    expect(
      decisions.some(
        ({ kind, outcome }) => kind === 'monitor' && JSON.stringify(outcome).includes('PROFIT_TARGET'),
      ),
    ).toBe(true)
    market.advanceTo(Date.UTC(2026, 8, 23, 13, 31))
    await minutes(world, 1)
    await work(world, (status) => status === 'CLOSED')
  })

  test('B-08 contracts that are gone without an order of ours: closed flat with nulls, and priced only by evidence', async () => {
    const { world, market } = await filledWorld()
    const [open] = await tradesOf(world)
    const { broker } = world.context
    const legs = open!.spread.legs.map((leg) => ({
      ...leg,
      action: leg.action === 'buy_to_open' ? ('sell_to_close' as const) : ('buy_to_close' as const),
    }))
    const ticket = {
      kind: 'spread',
      underlying: 'SPY',
      legs,
      quantity: 1,
      limit: null,
      timeInForce: 'day',
    } as const
    expect(await broker.place(ticket, 'by-hand', 'exit', market.now + 10_000)).toMatchObject({
      kind: 'accepted',
    })
    await minutes(world, 1)
    expect((await tradesOf(world))[0]!.trade).toMatchObject({ status: 'OPEN', exitReason: null })
    await minutes(world, 2)
    const [closed] = await tradesOf(world)
    expect(closed!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'BROKER_ALREADY_FLAT' })
    expect([exitPrice(closed!.trade), realizedPnl(closed!.trade)]).toEqual([null, null])
    const { username, account, clock, log, store } = world.context
    const today = newYorkDayOf(clock.now())
    await fillEvidence({ username, account, work: store, desk: broker, clock, log }, today, today)
    const [priced] = await tradesOf(world)
    expect(priced!.trade.exitReason).toBe('BROKER_ALREADY_FLAT')
    const sold = (await world.read((tx) => tx.recentOrders(ACCOUNT, 10))).find(
      ({ intentId }) => intentId === null,
    )
    // Cents of one spread of 100 shares are as many units of a price per share.
    expect(exitPrice(priced!.trade)?.amount).toBe(sold!.order.cashFlow)
    expect(realizedPnl(priced!.trade)).not.toBeNull()
  })
})
