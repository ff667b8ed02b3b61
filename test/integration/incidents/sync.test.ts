import { describe, expect, test } from 'vitest'
import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { MarketReader } from '../../../src/cycles/market-reader.ts'
import { runTradeCycle } from '../../../src/cycles/trade-cycle.ts'
import { DAY_MS } from '../../../src/domain/calendar/instant.ts'
import { realizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import { enterSpread } from '../../support/engine/enter-spread.ts'
import {
  DEBIT,
  enterAndFill,
  filledWorld,
  LONG,
  minutes,
  openedWorld,
  SHORT,
  tradesOf,
  winDebit,
  work,
} from '../../support/engine/spread-world.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

const reads = ({ method, path }: { method: string; path: string }, what: string): boolean =>
  method === 'GET' && path.endsWith(what)

/** The mirror with the snapshot that each row is of. */
const mirror = async (world: TradingWorld) =>
  (await world.read((tx) => tx.positions(ACCOUNT))).map(({ symbol, quantity, snapshotId }) => ({
    symbol,
    quantity,
    snapshotId,
  }))

describe('the mirror of the account', () => {
  test('B-15 a complete snapshot replaces the mirror whole; a read that fails in part changes nothing', async () => {
    const opened = await filledWorld()
    const { world, market } = opened
    const before = await mirror(world)
    expect(new Set(before.map(({ snapshotId }) => snapshotId)).size).toBe(1)
    world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol: 'SPY261016P00640000', quantity: 1 }, market)
    world.faults = (call) => (reads(call, '/balances') ? { kind: 'truncated' } : null)
    await minutes(world, 2)
    expect(await mirror(world)).toEqual(before)
    world.faults = () => null
    await minutes(world, 1)
    const after = await mirror(world)
    expect(after.map(({ symbol }) => symbol)).toEqual([LONG, SHORT, 'SPY261016P00640000'])
    // Rows that the broker reports as before are not written again; what changed is of the account's snapshot.
    const account = await world.read((tx) => tx.accountByName(ACCOUNT))
    expect(after.at(-1)!.snapshotId).toBe(account!.snapshotId)
    expect(after.slice(0, 2)).toEqual(before)
    world.venue.control.closeByHand(VENUE_ACCOUNT, 'SPY261016P00640000', market)
    await minutes(world, 1)
    expect((await mirror(world)).map(({ symbol }) => symbol)).toEqual([LONG, SHORT])
  })

  test('B-16 filled at the broker and working here: fill, position, trade and audit come in one snapshot, and once', async () => {
    const { world, market } = await openedWorld()
    expect(await enterSpread(world, DEBIT)).toMatchObject({ kind: 'sent' })
    expect((await tradesOf(world))[0]!.trade.status).toBe('ENTRY_PENDING')
    market.set(LONG, 4.8, 4.82)
    market.set(SHORT, 2.6, 2.62)
    world.pass(1_000)
    const outcome = await world.engine.syncTradierSnapshot('sync')
    const [open] = await tradesOf(world)
    expect(open!.trade.status).toBe('OPEN')
    const [order] = await world.read((tx) => tx.recentOrders(ACCOUNT, 5))
    expect(order).toMatchObject({
      tradeId: open!.trade.id,
      seenBy: outcome.snapshotId,
      order: { status: 'filled' },
    })
    expect((await mirror(world)).map(({ snapshotId }) => snapshotId)).toEqual([
      outcome.snapshotId,
      outcome.snapshotId,
    ])
    const events = await world.read((tx) => tx.eventsOfTrade(open!.trade.id))
    const opening = events.find(({ event }) => event.type === 'status_changed' && event.to === 'OPEN')
    expect(opening!.event.evidence).toMatchObject({
      snapshotId: outcome.snapshotId,
      reference: `order ${order!.order.id}`,
    })
    await world.engine.syncTradierSnapshot('sync')
    expect((await tradesOf(world))[0]).toEqual(open)
    expect(await world.read((tx) => tx.eventsOfTrade(open!.trade.id))).toHaveLength(events.length)
  })

  test.each(['/positions', '/orders', '/balances'])(
    'B-17 %s could not be read: exits go by what is fresh, entries are stopped and the reason is told',
    async (part) => {
      const { world, market } = await filledWorld()
      world.faults = (call) => (reads(call, part) ? { kind: 'html' } : null)
      winDebit(market)
      world.pass(60_000)
      const report = await runMonitor(world.engine)
      expect(report.snapshot.state).toBe('failed')
      expect(report.exits.map(({ outcome }) => outcome.kind)).toEqual(['sent'])
      const cycle = await runTradeCycle(world.engine, new MarketReader(world.context))
      expect(cycle.entries).toEqual([])
      expect(cycle.forbidden).toContain(part.slice(1))
      expect(
        world.log.some(
          ({ tag, facts }) => tag === '[tradeCycle]' && String(facts['why']).includes(part.slice(1)),
        ),
      ).toBe(true)
    },
  )

  test('B-18 500 orders of the past cost a cycle nothing: no read of a single one, few calls in all', async () => {
    const opened = await openedWorld({ cash: 10_000_000 })
    const { world, market } = opened
    const legs = [{ symbol: 'SPY', optionSymbol: LONG, side: 'buy_to_open', quantity: 1 }] as const
    for (let i = 0; i < 500; i += 1) {
      const [leg] = legs
      const placed = world.venue.submit(
        VENUE_ACCOUNT,
        { class: 'option', ...leg, type: 'limit', limit: 100 as never, duration: 'day' },
        market,
      )
      expect(placed.ok).toBe(true)
    }
    world.pass(DAY_MS)
    await world.engine.syncTradierSnapshot('sync')
    await enterAndFill(opened)
    const before = world.requests.length
    await minutes(world, 1)
    const made = world.requests.slice(before)
    expect(made.length).toBeLessThanOrEqual(5)
    expect(made.filter(({ path }) => /\/orders\/\d+$/.test(path))).toEqual([])
    const minute = world.requests.length
    await Promise.all([
      runMonitor(world.engine),
      world.engine.syncTradierSnapshot('sync'),
      world.engine.syncTradierSnapshot('sync'),
    ])
    expect(world.requests.length - minute).toBeLessThanOrEqual(5)
  })

  test('B-20 our realized profit and the broker’s agree to a dollar; what differs is listed', async () => {
    const { world, market } = await filledWorld()
    winDebit(market)
    await minutes(world, 1)
    await work(world, (status) => status === 'CLOSED')
    await minutes(world, 1)
    const profit = realizedPnl((await tradesOf(world))[0]!.trade)!
    const tied = await world.read((tx) => tx.latestAccountSnapshot(ACCOUNT))
    expect(tied).toMatchObject({ realizedToday: profit, unpricedToday: 0 })
    expect(Math.abs(tied!.brokerClosePl! - profit)).toBeLessThanOrEqual(100)
    const differences = () =>
      world.log.filter(({ tag, message }) => tag === '[accountSync]' && message.includes('differs'))
    expect(differences()).toEqual([])
    world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol: 'SPY261016P00640000', quantity: 1 }, market)
    world.venue.control.closeByHand(VENUE_ACCOUNT, 'SPY261016P00640000', market, 1, 10_000 as never)
    await minutes(world, 1)
    expect(differences().at(-1)?.facts).toMatchObject({ ours: profit })
  })

  test('B-36 one missed sync leaves entries possible and is logged, three in a row block them', async () => {
    const { world } = await openedWorld()
    world.faults = (call) => (reads(call, '/positions') ? { kind: 'html' } : null)
    await minutes(world, 1)
    expect(world.log.filter(({ level, tag }) => level === 'warn' && tag === '[snapshot]')).toHaveLength(1)
    expect(await world.engine.freshSnapshot()).not.toBeNull()
    await minutes(world, 3)
    expect(await world.engine.freshSnapshot()).toBeNull()
    expect(await enterSpread(world, DEBIT)).toMatchObject({ code: 'snapshot_is_not_fresh', stays: true })
  })
})
