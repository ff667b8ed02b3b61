import { describe, expect, test } from 'vitest'
import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { price } from '../../../src/domain/money/price.ts'
import { realizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import { adoptSpread } from '../../../src/service/engine/adopt-spread.ts'
import { closeTrade } from '../../../src/service/engine/close-trade.ts'
import { coverShort } from '../../../src/service/engine/cover-short.ts'
import { examineEngine } from '../../../src/service/engine/examine-engine.ts'
import { explainTrade } from '../../../src/service/engine/explain-trade.ts'
import { flatten } from '../../../src/service/engine/flatten.ts'
import { listPositions, listTrades } from '../../../src/service/engine/list-books.ts'
import { readStatus } from '../../../src/service/engine/read-status.ts'
import { listBreaks, resolveBreak } from '../../../src/service/engine/resolve-break.ts'
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
import { handOf } from '../../support/engine/hand-of.ts'
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

  test('adopts a spread that was opened at the broker by hand: IMPORTED, as it was typed, and the engine exits it', async () => {
    const { world, market, hand } = await opened()
    const [low, high] = ['SPY261016P00640000', 'SPY261016P00650000']
    market.set(low, 1.0, 1.02)
    market.set(high, 3.0, 3.02)
    world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol: low, quantity: 2 }, market)
    world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol: high, quantity: -2 }, market)
    await minutes(world, 1)
    expect((await listBreaks(hand.view)).map(({ symbol, difference }) => [symbol, difference])).toEqual([
      [low, 2],
      [high, -2],
    ])
    const terms = {
      strategy: 'BULL_PUT_CREDIT',
      root: 'SPY',
      expiration: tradingDay('2026-10-16'),
      strikes: [price(6_400_000), price(6_500_000)],
      quantity: 2,
      entry: { effect: 'credit', amount: price(19_800) },
      managed: true,
    } as const
    expect(await adoptSpread(hand.view, hand.ids, { ...terms, quantity: 3 })).toMatchObject({
      code: 'positions_must_hold_the_spread',
    })
    const adopted = await adoptSpread(hand.view, hand.ids, terms)
    if (!adopted.ok) throw new Error(adopted.message)
    expect(adopted.value).toMatchObject({
      status: 'OPEN',
      origin: 'IMPORTED',
      managed: true,
      openQuantity: 2,
      entry: terms.entry,
      maxProfitCents: 39_600,
    })
    expect(await listBreaks(hand.view)).toEqual([])
    // Bought back for a fifth of the credit, the target of profit is reached.
    market.set(low, 0.1, 0.11)
    market.set(high, 0.48, 0.49)
    const read = () => world.read((tx) => tx.tradeById(adopted.value.id))
    for (let i = 0; i < 60 && (await read())!.trade.status !== 'CLOSED'; i += 1) {
      await minutes(world, 1)
    }
    const { trade } = (await read())!
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'PROFIT_TARGET' })
    expect(realizedPnl(trade)).toBeGreaterThan(2 * 100 * 1)
    expect((await listPositions(hand.view)).map(({ symbol }) => symbol)).toEqual([LONG, SHORT])
  })

  test('what is adopted unmanaged stays in the hands of its person', async () => {
    const { world, market, hand } = await opened()
    const symbol = 'SPY261016P00640000'
    market.set(symbol, 1.0, 1.02)
    world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol, quantity: 1 }, market)
    await minutes(world, 1)
    const terms = {
      strategy: 'LONG_PUT',
      root: 'SPY',
      expiration: tradingDay('2026-10-16'),
      strikes: [price(6_400_000)],
      quantity: 1,
      entry: null,
      managed: false,
    } as const
    const adopted = await adoptSpread(hand.view, hand.ids, terms)
    if (!adopted.ok) throw new Error(adopted.message)
    expect(adopted.value).toMatchObject({ origin: 'IMPORTED', managed: false, entry: null })
    market.set(symbol, 9.0, 9.1)
    await minutes(world, 3)
    expect((await world.read((tx) => tx.tradeById(adopted.value.id)))!.trade.status).toBe('OPEN')
    expect(await closeTrade(hand, adopted.value.id)).toMatchObject({ ok: true, value: { spreads: 1 } })
  })

  test('resolves a difference by hand with a note: entries go on, its evidence stays', async () => {
    const { world, market, hand } = await opened()
    const symbol = 'SPY261016P00640000'
    market.set(symbol, 1.0, 1.02)
    world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol, quantity: 1 }, market)
    await minutes(world, 1)
    const [found] = await listBreaks(hand.view)
    expect(found).toMatchObject({ symbol, cause: 'unexplained', difference: 1 })
    const spread = { ...DEBIT, strategy: 'BULL_CALL_DEBIT', strikes: [640, 650], limits: true } as const
    market.set('SPY261016C00640000', 11.0, 11.2)
    expect(await enterSpread(world, spread)).toMatchObject({ code: 'break_must_be_resolved' })
    const seen = await examineEngine(hand.view, null)
    expect(seen.findings.map(({ message }) => message).join('\n')).toContain(found!.endedBy)
    expect((await readStatus(hand.view, null)).openBreaks).toMatchObject([{ endedBy: found!.endedBy }])
    expect(await resolveBreak(hand.view, found!.id, '  ')).toMatchObject({ code: 'note_must_say_why' })
    expect(await resolveBreak(hand.view, 'nothing', 'mine')).toMatchObject({ code: 'break_must_be_open' })
    const resolved = await resolveBreak(hand.view, found!.id.slice(-8), 'bought in the app')
    expect(resolved).toMatchObject({
      ok: true,
      value: { id: found!.id, evidence: found!.evidence, resolution: 'by a person: bought in the app' },
    })
    expect(await listBreaks(hand.view)).toEqual([])
    const after = await enterSpread(world, spread)
    expect(after).not.toMatchObject({ code: 'break_must_be_resolved' })
    await minutes(world, 2)
    expect(await listBreaks(hand.view)).toEqual([])
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
