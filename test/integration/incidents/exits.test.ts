import { describe, expect, test } from 'vitest'
import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { exitDepsOf } from '../../../src/cycles/exit-deps-of.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { price } from '../../../src/domain/money/price.ts'
import { entryPrice, exitPrice, openQuantity, realizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { executeExitForTrade } from '../../../src/engine/exits/execute-exit.ts'
import { planExit } from '../../../src/engine/exits/plan-exit.ts'
import { enterSpread, type WantedSpread } from '../../support/engine/enter-spread.ts'
import {
  DEBIT,
  enterAndFill,
  filledWorld,
  LONG,
  loseDebit,
  minutes,
  openedWorld,
  SHORT,
  type SpreadWorld,
  TEN,
  tradesOf,
  winDebit,
  work,
} from '../../support/engine/spread-world.ts'
import { occ, openTrade } from '../../support/engine/spread-trades.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

const HOUR_MS = 60 * MINUTE_MS
const EXIT_SETTINGS = { 'exit.stop_debit_max_loss': '1', 'exit.trail_arm': 'off' }

/** The closing orders that the exchange ever had, oldest first: limits in dollars, type and status. */
function closingOrders(world: TradingWorld) {
  const truth = world.venue.control.truth(VENUE_ACCOUNT, world.market)
  if (!truth.ok) throw new Error(truth.message)
  return truth.value.orders.flatMap((order) => {
    if (order.class !== 'multileg') return []
    if (!order.request.legs.every(({ side }) => side.endsWith('close'))) return []
    const { type } = order.request
    return [
      {
        type,
        limit: (order.limit ?? 0) / 10_000,
        status: order.status,
        quantity: order.request.legs[0]!.quantity,
      },
    ]
  })
}

/** The spread's quotes so far from any limit that no closing order fills. */
function nobodyBuys(market: SpreadWorld['market']): void {
  market.set(LONG, 2.0, 2.1)
  market.set(SHORT, 1.9, 2.0)
}

async function exitNow(world: TradingWorld, tradeId: string) {
  return executeExitForTrade(exitDepsOf(world.engine), tradeId, 'MANUAL_CLOSE', 'person')
}

describe('exits, through monitor, API and exchange', () => {
  test('B-07 a close order that expires unfilled leaves the trade OPEN with its reason, and exits go on', async () => {
    const { world, market } = await openedWorld({}, TEN + 5.9 * HOUR_MS)
    await enterAndFill({ world, market })
    const [record] = await tradesOf(world)
    await minutes(world, 3)
    // 15:57 and after: the last close order of the day works unfilled into the close.
    market.advanceTo(TEN + 6 * HOUR_MS + 14 * MINUTE_MS)
    await world.engine.syncTradierSnapshot('sync')
    expect(await exitNow(world, record!.trade.id)).toMatchObject({ kind: 'sent' })
    nobodyBuys(market)
    world.pass(5 * MINUTE_MS)
    await world.engine.syncTradierSnapshot('sync')
    const [after] = await tradesOf(world)
    expect(closingOrders(world).at(-1)).toMatchObject({ status: 'expired' })
    expect(after!.trade).toMatchObject({ status: 'OPEN', exitReason: null, exitAttempts: 1 })
    expect(after!.trade.exitOrders.at(-1)).toMatchObject({ reason: 'MANUAL_CLOSE', state: 'died' })
    const events = await world.read((tx) => tx.eventsOfTrade(after!.trade.id))
    expect(events.some(({ event }) => event.type === 'status_changed' && event.to === 'CLOSED')).toBe(false)
    market.advanceTo(TEN + 24 * HOUR_MS)
    winDebit(market)
    await minutes(world, 2)
    await work(world, (status) => status === 'CLOSED')
    expect((await tradesOf(world))[0]!.trade.exitReason).toBe('PROFIT_TARGET')
  })

  test('B-07 a close that filled without a price waits in CLOSING_PENDING, then closes at the price', async () => {
    const { world, market } = await filledWorld()
    world.faults = ({ method, path }) =>
      method === 'GET' && path.includes('/orders') ? { kind: 'no_average_price', legs: true } : null
    winDebit(market)
    await minutes(world, 1)
    for (let i = 0; i < 24; i += 1) {
      world.pass(5_000)
      await workOrders(world.engine)
      await world.engine.syncTradierSnapshot('sync', true)
      const [record] = await tradesOf(world)
      expect(record!.trade.status).not.toBe('CLOSED')
    }
    expect(closingOrders(world).at(-1)).toMatchObject({ status: 'filled' })
    expect((await tradesOf(world))[0]!.trade).toMatchObject({ status: 'CLOSING_PENDING' })
    world.faults = () => null
    await minutes(world, 1)
    const [closed] = await tradesOf(world)
    expect(closed!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'PROFIT_TARGET' })
    expect(exitPrice(closed!.trade)!.amount).toBeGreaterThan(0)
    expect(realizedPnl(closed!.trade)).not.toBeNull()
  })

  const FOUR: readonly WantedSpread[] = [
    { strategy: 'BULL_PUT_CREDIT', root: 'SPY', expiration: '2026-10-16', strikes: [640, 650] },
    { strategy: 'BEAR_CALL_CREDIT', root: 'SPY', expiration: '2026-10-16', strikes: [650, 660] },
    { strategy: 'BULL_CALL_DEBIT', root: 'SPY', expiration: '2026-10-16', strikes: [650, 660] },
    { strategy: 'BEAR_PUT_DEBIT', root: 'SPY', expiration: '2026-10-16', strikes: [640, 650] },
  ]
  test.each(FOUR)(
    'B-09 the exit of a $strategy is its mirror image, and the broker’s preview takes it',
    async (wanted) => {
      const { world } = await filledWorld({ settings: EXIT_SETTINGS }, wanted)
      const [record] = await tradesOf(world)
      const deps = exitDepsOf(world.engine)
      const quotes = await deps.quotes(
        (await world.read((tx) => tx.positions(ACCOUNT))).map(({ symbol }) => symbol),
      )
      const plan = planExit(record!.spread, 1, 0, quotes!, null, deps.settings)
      if (plan?.ticket.kind !== 'spread') throw new Error('a spread is closed by a spread')
      const entry = entryPrice(record!.trade)!.effect
      expect(plan.ticket.limit?.effect).toBe(entry === 'credit' ? 'debit' : 'credit')
      const mirrored = { buy_to_open: 'sell_to_close', sell_to_open: 'buy_to_close' } as Record<
        string,
        string
      >
      expect(plan.ticket.legs.map(({ action }) => action)).toEqual(
        record!.spread.legs.map(({ action }) => mirrored[action]),
      )
      expect(await world.context.broker.preview(plan.ticket, 'exit')).toMatchObject({ ok: true })
      expect(await exitNow(world, record!.trade.id)).toMatchObject({ kind: 'sent' })
      await work(world, (status) => status === 'CLOSED')
      expect(closingOrders(world).at(-1)!.type).toBe(entry === 'credit' ? 'debit' : 'credit')
    },
  )

  test('B-10 the limits of a debit spread’s exit only fall, those of a credit spread’s only rise, up to its width', async () => {
    const debit = await filledWorld({ settings: EXIT_SETTINGS })
    const id = (await tradesOf(debit.world))[0]!.trade.id
    await exitNow(debit.world, id)
    nobodyBuys(debit.market)
    for (let i = 0; i < 20; i += 1) {
      debit.world.pass(5_000)
      await workOrders(debit.world.engine)
    }
    const sells = closingOrders(debit.world)
    expect(sells.length).toBeGreaterThan(3)
    expect(sells.every(({ type }) => type === 'credit')).toBe(true)
    expect(sells.map(({ limit }) => limit)).toEqual(sells.map(({ limit }) => limit).toSorted((a, b) => b - a))

    const wanted = FOUR[1]!
    const credit = await filledWorld({ settings: EXIT_SETTINGS }, wanted)
    await exitNow(credit.world, (await tradesOf(credit.world))[0]!.trade.id)
    credit.market.set(LONG, 30, 31)
    for (let i = 0; i < 20; i += 1) {
      credit.world.pass(5_000)
      await workOrders(credit.world.engine)
    }
    const buys = closingOrders(credit.world)
    expect(buys.length).toBeGreaterThan(3)
    expect(buys.every(({ type }) => type === 'debit')).toBe(true)
    expect(buys.map(({ limit }) => limit)).toEqual(buys.map(({ limit }) => limit).toSorted((a, b) => a - b))
    expect(Math.max(...buys.map(({ limit }) => limit))).toBe(10)
  })

  test('B-11 three trades of 1, 1 and 2 on the same contracts: the first exits with 1, and 3 remain', async () => {
    const opened = await openedWorld({ settings: EXIT_SETTINGS })
    const { world } = opened
    const ids = []
    for (const quantity of [1, 1, 2]) ids.push(await enterAndFill(opened, { ...DEBIT, quantity }))
    await minutes(world, 4)
    const before = await world.read((tx) => tx.positions(ACCOUNT))
    expect(before.map(({ quantity }) => quantity)).toEqual([4, 4])
    expect(await exitNow(world, ids[0]!)).toMatchObject({ kind: 'sent', spreads: 1 })
    for (let i = 0; i < 40; i += 1) {
      world.pass(5_000)
      await workOrders(world.engine)
    }
    expect(closingOrders(world).at(-1)).toMatchObject({ status: 'filled', quantity: 1 })
    await minutes(world, 4)
    const after = await world.read((tx) => tx.positions(ACCOUNT))
    expect(after.map(({ quantity }) => quantity)).toEqual([3, 3])
    const left = await world.read((tx) => tx.unfinishedTrades(ACCOUNT))
    expect(left.map(({ trade }) => [openQuantity(trade), trade.status, trade.flags])).toEqual([
      [1, 'OPEN', []],
      [2, 'OPEN', []],
    ])
  })

  test('B-11 adjacent spreads that net at the strike they share: the lots explain the net, neither is flagged', async () => {
    const opened = await openedWorld({ settings: EXIT_SETTINGS })
    const { world, market } = opened
    const terms = { root: 'SPY', expiration: tradingDay('2026-09-25') }
    await enterAndFill(opened, { strategy: 'BULL_PUT_CREDIT', ...terms, strikes: [640, 645] })
    // The other one was entered in another program: it is long where this one is short, so the broker shows neither.
    const at = { createdAt: market.now, ...terms }
    await world.read((tx) => tx.insertTrade(openTrade('other', 'BULL_PUT_CREDIT', [645, 650], 12_500, at)))
    for (const [strike, quantity] of [
      [645, 1],
      [650, -1],
    ] as const) {
      const symbol = occ('put', strike, terms.root, terms.expiration)
      expect(world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol, quantity }, market)).toMatchObject({
        ok: true,
      })
    }
    await minutes(world, 5)
    const held = await world.read((tx) => tx.positions(ACCOUNT))
    expect(held.map(({ symbol, side }) => [symbol, side])).toEqual([
      ['SPY260925P00640000', 'long'],
      ['SPY260925P00650000', 'short'],
    ])
    const left = await world.read((tx) => tx.unfinishedTrades(ACCOUNT))
    expect(left.map(({ trade }) => [trade.status, trade.flags])).toEqual([
      ['OPEN', []],
      ['OPEN', []],
    ])
  })

  test('B-12 failed exits make EXIT_ERROR with a critical alarm, and the engine tries again after a pause', async () => {
    const { world, market } = await filledWorld({
      settings: { 'exit.attempts_before_error': '3', 'exit.ladder': 'mid' },
    })
    for (const symbol of [LONG, SHORT]) {
      world.venue.control.plan({ kind: 'reject_symbol', symbol, reason: 'Halted' })
    }
    winDebit(market)
    for (let i = 0; i < 12; i += 1) {
      await minutes(world, 1)
      const { trade } = (await tradesOf(world))[0]!
      expect(['OPEN', 'CLOSING_PENDING', 'EXIT_ERROR']).toContain(trade.status)
    }
    const [stuck] = await tradesOf(world)
    expect(stuck!.trade.status).toBe('EXIT_ERROR')
    expect(stuck!.trade.exitAttempts).toBeGreaterThanOrEqual(3)
    expect(world.alerts.find(({ key }) => key === `exit-error:${stuck!.trade.id}`)).toMatchObject({
      severity: 'critical',
    })
    const tried = closingOrders(world).length
    expect(tried).toBeGreaterThan(3)
    world.venue.control.clearFaults()
    for (let i = 0; i < 20; i += 1) await minutes(world, 1)
    const [closed] = await tradesOf(world)
    expect(closed!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'PROFIT_TARGET' })
  })

  test('B-13 while one exit works no other trigger makes a second, and none replaces it before its cancel is proven', async () => {
    const { world, market } = await filledWorld()
    const [record] = await tradesOf(world)
    const { id } = record!.trade
    await world.engine.syncTradierSnapshot('sync')
    // The market moves away from the prices that the exit is about to be made of: its order works unfilled.
    nobodyBuys(market)
    const outcomes = await Promise.all([exitNow(world, id), exitNow(world, id), runMonitor(world.engine)])
    expect(outcomes.slice(0, 2).filter((one) => 'kind' in one && one.kind === 'sent')).toHaveLength(1)
    expect(closingOrders(world)).toMatchObject([{ status: 'open' }])
    // Cancels are acknowledged and lost, and the order cannot be read back: a second one could sell twice.
    world.faults = ({ method, path }) => {
      if (method === 'DELETE') return { kind: 'cancel_lost' }
      return /\/orders\/\d+$/.test(path) ? { kind: 'status', status: 502, after: false } : null
    }
    const posts = () => world.requests.filter(({ method }) => method === 'POST').length
    const before = posts()
    for (let i = 0; i < 20; i += 1) {
      world.pass(5_000)
      await workOrders(world.engine)
    }
    expect(world.requests.some(({ method }) => method === 'DELETE')).toBe(true)
    expect(posts()).toBe(before)
    expect(closingOrders(world)).toMatchObject([{ status: 'open' }])
  })

  test('B-14 after the close no exit is sent; ten minutes before it exits by time go and entries do not', async () => {
    const { world, market } = await openedWorld({ settings: { 'exit.time_dte': '30' } }, TEN + 5 * HOUR_MS)
    await enterAndFill({ world, market })
    await minutes(world, 4)
    market.advanceTo(TEN + 5 * HOUR_MS + 51 * MINUTE_MS)
    await world.engine.syncTradierSnapshot('sync')
    expect(await enterSpread(world, DEBIT)).toMatchObject({ kind: 'sent' })
    await work(world, (status) => status === 'OPEN')
    market.advanceTo(TEN + 6 * HOUR_MS + 6 * MINUTE_MS)
    await world.engine.syncTradierSnapshot('sync')
    expect(await enterSpread(world, DEBIT)).toMatchObject({ code: 'outside_the_entry_window' })
    const report = await runMonitor(world.engine)
    expect(report.exits.map(({ trigger, outcome }) => [trigger.reason, outcome.kind])).toContainEqual([
      'TIME_EXIT',
      'sent',
    ])
    const sent = closingOrders(world).length
    market.advanceTo(TEN + 6 * HOUR_MS + 16 * MINUTE_MS)
    const late = await runMonitor(world.engine)
    expect(late.exits.every(({ outcome }) => outcome.kind === 'not_sent')).toBe(true)
    expect(closingOrders(world)).toHaveLength(sent)
  })

  test('B-23 the reason that an exit was decided for stays through every price of its ladder', async () => {
    const { world, market } = await filledWorld({
      settings: {
        'exit.trail_arm': '0.25',
        'exit.trail_giveback': '0.10',
        'exit.profit_target_debit': 'off',
      },
    })
    market.set(LONG, 7.0, 7.1)
    market.set(SHORT, 1.0, 1.1)
    await minutes(world, 2)
    market.set(LONG, 5.6, 5.7)
    market.set(SHORT, 1.5, 1.6)
    await minutes(world, 1)
    const [closing] = await tradesOf(world)
    expect(closing!.trade.exitOrders.map(({ reason }) => reason)).toEqual(['TRAILING_STOP'])
    loseDebit(market)
    await work(world, (status) => status === 'CLOSED')
    const [closed] = await tradesOf(world)
    expect(closed!.trade.exitOrders.length).toBeGreaterThan(1)
    expect(new Set(closed!.trade.exitOrders.map(({ reason }) => reason))).toEqual(new Set(['TRAILING_STOP']))
    expect(closed!.trade.exitReason).toBe('TRAILING_STOP')
    expect(price(exitPrice(closed!.trade)!.amount)).toBeGreaterThan(0)
  })
})
