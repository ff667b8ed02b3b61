import { describe, expect, test } from 'vitest'
import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { exitDepsOf } from '../../../src/cycles/exit-deps-of.ts'
import { handDeskOf } from '../../../src/cycles/hand-desk-of.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { price } from '../../../src/domain/money/price.ts'
import { adoptSpread } from '../../../src/service/engine/adopt-spread.ts'
import { closeTrade } from '../../../src/service/engine/close-trade.ts'
import { coverShort } from '../../../src/service/engine/cover-short.ts'
import { examineEngine } from '../../../src/service/engine/examine-engine.ts'
import { explainTrade } from '../../../src/service/engine/explain-trade.ts'
import { flatten } from '../../../src/service/engine/flatten.ts'
import { listPositions, listTrades } from '../../../src/service/engine/list-books.ts'
import { setManaged } from '../../../src/service/engine/manage-trade.ts'
import type { PersonDesk } from '../../../src/service/engine/person-desk.ts'
import {
  hardStop,
  pauseEntries,
  releaseHardStop,
  resumeEntries,
} from '../../../src/service/engine/stop-entries.ts'
import { changeSetting, listSettings, unsetSetting } from '../../../src/service/engine/view-settings.ts'
import { type FixedMarket, fixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { enterSpread } from '../../support/engine/enter-spread.ts'
import {
  ACCOUNT,
  tradingWorld,
  type TradingWorld,
  VENUE_ACCOUNT,
} from '../../support/engine/trading-world.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
const TEN = Date.UTC(2026, 8, 22, 14)
const LONG = 'SPY261016C00650000'
const SHORT = 'SPY261016C00660000'
const DEBIT = {
  strategy: 'BULL_CALL_DEBIT',
  root: 'SPY',
  expiration: '2026-10-16',
  strikes: [650, 660],
} as const

function handOf({ engine, context }: TradingWorld): PersonDesk {
  const { username, account, mode, store, clock, calendar, preset, broker, ids, log } = context
  return {
    view: { username, account, mode, work: store, clock, calendar, preset },
    desk: broker,
    ids,
    log,
    exits: async () => exitDepsOf(engine),
    entries: async () => handDeskOf(engine),
    wall: clock,
    look: async () => (await engine.syncTradierSnapshot('exit', true)).state === 'complete',
    confirm: (orderIds) => engine.confirm(orderIds, 'exit'),
  }
}

async function minutes(world: TradingWorld, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    world.pass(MINUTE_MS)
    await runMonitor(world.engine)
  }
}

async function opened(): Promise<{ world: TradingWorld; market: FixedMarket; hand: PersonDesk; id: string }> {
  const market = fixedMarket(TEN)
  market.set(LONG, 5.0, 5.2)
  market.set(SHORT, 2.4, 2.6)
  const world = await tradingWorld(market, { settings: { 'exit.time_dte': '0' } })
  await world.engine.syncTradierSnapshot('sync')
  await enterSpread(world, DEBIT)
  for (let i = 0; i < 60 && (await statusOf(world)) !== 'OPEN'; i += 1) {
    world.pass(5_000)
    await workOrders(world.engine)
  }
  await minutes(world, 4)
  const [record] = await world.read((tx) => tx.recentTrades(ACCOUNT, 1))
  return { world, market, hand: handOf(world), id: record!.trade.id }
}

async function statusOf(world: TradingWorld): Promise<string> {
  return (await world.read((tx) => tx.recentTrades(ACCOUNT, 1)))[0]!.trade.status
}

describe('a person’s hand', () => {
  test('closes a trade that the engine does not manage, as MANUAL_CLOSE, and its story agrees', async () => {
    const { world, hand, id } = await opened()
    expect(await setManaged(hand.view, id, false)).toMatchObject({ ok: true, value: { managed: false } })
    const sent = await closeTrade(hand, id.slice(-6))
    expect(sent).toMatchObject({ ok: true, value: { tradeId: id, spreads: 1 } })
    for (let i = 0; i < 60 && (await statusOf(world)) !== 'CLOSED'; i += 1) {
      world.pass(5_000)
      await workOrders(world.engine)
    }
    const story = await explainTrade(hand.view, id)
    if (!story.ok) throw new Error(story.message)
    expect(story.value.trade).toMatchObject({ status: 'CLOSED', exitReason: 'MANUAL_CLOSE' })
    const verdicts = story.value.decisions.filter(({ rules }) => rules === 'exit-ladder-1')
    expect(verdicts.length).toBeGreaterThan(0)
    expect(new Set(verdicts.map(({ replay }) => replay.verdict))).toEqual(new Set(['agrees']))
    expect(await closeTrade(hand, id)).toMatchObject({ code: 'trade_must_not_be_over' })
  })

  test('flattens only when the account was typed', async () => {
    const { world, hand } = await opened()
    const before = world.venue.orders(VENUE_ACCOUNT).length
    expect(await flatten(hand, 'flatten')).toMatchObject({ ok: false, code: 'confirmation_must_be_typed' })
    expect(world.venue.orders(VENUE_ACCOUNT)).toHaveLength(before)
    const done = await flatten(hand, `flatten ${ACCOUNT}`)
    expect(done).toMatchObject({ ok: true, value: { closing: [{ spreads: 1 }], left: [] } })
    expect((await resumeEntries(hand.view)).open).toBe(true)
  })

  test('buys back an uncovered short once, and only that', async () => {
    const { world, market, hand, id } = await opened()
    expect(await coverShort(hand, id, SHORT)).toMatchObject({ code: 'short_must_be_uncovered' })
    expect(world.venue.control.closeByHand(VENUE_ACCOUNT, LONG, market).ok).toBe(true)
    expect(await coverShort(hand, id, null)).toMatchObject({ code: 'confirmation_must_be_typed' })
    const orders = world.venue.orders(VENUE_ACCOUNT).length
    const sent = await coverShort(hand, id, SHORT)
    expect(sent).toMatchObject({ ok: true, value: { symbol: SHORT, contracts: 1, outcome: 'accepted' } })
    expect(await coverShort(hand, id, SHORT)).toMatchObject({ ok: false })
    expect(world.venue.orders(VENUE_ACCOUNT)).toHaveLength(orders + 1)
  })

  test('adopts what the broker holds beyond the trades, and nothing else', async () => {
    const { hand } = await opened()
    const terms = {
      strategy: 'BULL_CALL_DEBIT',
      root: 'SPY',
      expiration: tradingDay('2026-10-16'),
      strikes: [price(6_500_000), price(6_600_000)],
      quantity: 1,
      entry: null,
      managed: false,
    } as const
    expect(await adoptSpread(hand.view, hand.ids, terms)).toMatchObject({
      code: 'positions_must_hold_the_spread',
    })
    expect((await listPositions(hand.view)).map(({ unclaimed }) => unclaimed)).toEqual([0, 0])
    expect(await listTrades(hand.view, { all: false, count: 1 })).toHaveLength(1)
  })

  test('stops and releases entries, and the examination names what stands', async () => {
    const { hand } = await opened()
    await pauseEntries(hand.view, 'a look')
    await hardStop(hand.view, 'by hand')
    expect(await resumeEntries(hand.view)).toMatchObject({ open: false, flags: [{ flag: 'HARD_STOP' }] })
    const seen = await examineEngine(hand.view, null)
    expect(seen.ready).toBe(false)
    expect(
      seen.findings.some(({ level, message }) => level === 'blocks' && message.includes('HARD_STOP')),
    ).toBe(true)
    expect(await releaseHardStop(hand.view, 'yes')).toMatchObject({ code: 'confirmation_must_be_typed' })
    expect(await releaseHardStop(hand.view, `release ${ACCOUNT}`)).toMatchObject({
      ok: true,
      value: { open: true },
    })
  })

  test('writes a setting only when all of them are right together', async () => {
    const { hand } = await opened()
    const write = { key: 'entry.dte_min', value: '99', everywhere: false }
    expect(await changeSetting(hand.view, write)).toMatchObject({
      ok: false,
      code: 'setting_min_must_not_exceed_max',
    })
    expect(await changeSetting(hand.view, { ...write, value: '30' })).toMatchObject({
      value: { value: '30', from: 'account' },
    })
    expect(await unsetSetting(hand.view, { key: write.key, everywhere: false })).toMatchObject({
      value: { value: '28' },
    })
    expect(await listSettings(hand.view, 'entry.dte_mn')).toMatchObject({ code: 'setting_must_be_known' })
  })
})
