import { describe, expect, test } from 'vitest'
import { AccountEngine } from '../../../src/cycles/account-engine.ts'
import { MarketReader } from '../../../src/cycles/market-reader.ts'
import { readExposureBook } from '../../../src/engine/risk-gate/read-exposure-book.ts'
import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { runPremarketCheck } from '../../../src/cycles/premarket-check.ts'
import { runTradeCycle } from '../../../src/cycles/trade-cycle.ts'
import { instant, MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { PROMOTION_ITEMS, PROMOTION_LIST } from '../../../src/domain/promotion/promotion-list.ts'
import { recordPromotionPass, requestLive } from '../../../src/service/promotion/request-live.ts'
import { ONLY_SYMBOL_COUNT } from '../../support/engine/concurrent-entries.ts'
import { enterSpread } from '../../support/engine/enter-spread.ts'
import { occ, openTrade } from '../../support/engine/spread-trades.ts'
import {
  DEBIT,
  filledWorld,
  minutes,
  openedWorld,
  tradesOf,
  winDebit,
} from '../../support/engine/spread-world.ts'
import { ACCOUNT, USER, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

describe('operation', () => {
  test.each([
    ['exit.trail_givback', '0.15'],
    ['exit.stop_debit_max_loss', '-0.5'],
    ['entry.dte_min', '9999'],
  ])('B-28 the engine does not start with %s = %s, and names the key', async (key, value) => {
    const { world } = await openedWorld()
    const preset = [{ key, value }]
    await expect(AccountEngine.start({ ...world.context, preset })).rejects.toThrow(key)
    await expect(AccountEngine.start({ ...world.context, preset: [] })).resolves.toBeDefined()
  })

  test('B-31 a minute in which nothing qualifies writes neither a warning nor an error', async () => {
    const { world } = await openedWorld({ settings: { 'entry.underlyings': 'SPY' } })
    const before = world.log.length
    const { run } = await runTradeCycle(world.engine, new MarketReader(world.context))
    await minutes(world, 1)
    expect(run.result).toBe('NO_TRADE')
    const levels = new Set(world.log.slice(before).map(({ level }) => level))
    expect([...levels].filter((level) => level !== 'info' && level !== 'debug')).toEqual([])
  })

  test('B-34 the trades and orders of another account and mode are touched by nothing', async () => {
    const { world, market } = await openedWorld()
    const sandbox = { environment: 'sandbox', accountId: VENUE_ACCOUNT } as const
    const account = `sandbox:${VENUE_ACCOUNT}`
    const foreign = {
      ...openTrade('T-sandbox', 'BULL_CALL_DEBIT', [650, 660], -26_000, { root: 'SPY' }),
      account,
    }
    await world.read(async (tx) => {
      const createdAt = instant(market.now)
      await tx.insertAccount({
        account,
        key: sandbox,
        epoch: 1,
        lastSequence: 0,
        snapshotId: null,
        createdAt,
      })
      await tx.insertTrade(foreign)
    })
    winDebit(market)
    await minutes(world, 6)
    expect(await world.read((tx) => tx.tradeById('T-sandbox'))).toEqual(foreign)
    expect(await tradesOf(world)).toEqual([])
    expect(world.venue.orders(VENUE_ACCOUNT)).toEqual([])
    expect(await enterSpread(world, { ...DEBIT, limits: true })).toMatchObject({ kind: 'sent' })
  })

  test('B-35 positions that we did not open: counted as exposure, never exited, and no emergency', async () => {
    const { world, market } = await openedWorld({ settings: ONLY_SYMBOL_COUNT })
    for (const strike of [640, 650]) {
      const symbol = occ('put', strike, 'SPY', tradingDay('2026-10-16'))
      world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol, quantity: strike === 640 ? 3 : -3 }, market)
    }
    await minutes(world, 1)
    market.set('SPY', 599.99, 600.01)
    market.set(occ('put', 650, 'SPY', tradingDay('2026-10-16')), 50, 51)
    await minutes(world, 5)
    expect(await world.read((tx) => tx.positions(ACCOUNT))).toHaveLength(2)
    expect(await tradesOf(world)).toEqual([])
    expect(world.venue.orders(VENUE_ACCOUNT)).toEqual([])
    const flags = await world.read((tx) => tx.riskFlags(ACCOUNT, newYorkDayOf(instant(market.now))))
    expect(flags.map(({ flag }) => flag)).not.toContain('EMERGENCY_EXITS')
    const report = await runMonitor(world.engine)
    expect(report.evaluations).toEqual([])
    const now = instant(market.now)
    const book = await world.read((tx) => readExposureBook(tx, ACCOUNT, now, now))
    expect(book.lines.map(({ underlying, quantity, strategy }) => [underlying, quantity, strategy])).toEqual([
      ['SPY', 3, null],
      ['SPY', 3, null],
    ])
  })

  test('B-35 a trade that is not managed is neither exited nor closed, whatever its prices and positions', async () => {
    const { world, market } = await filledWorld()
    const [open] = await tradesOf(world)
    const unmanaged = { ...open!, trade: { ...open!.trade, managed: false } }
    await world.read((tx) => tx.saveTrades([{ record: unmanaged, events: [] }]))
    const before = world.venue.orders(VENUE_ACCOUNT).length
    winDebit(market)
    await minutes(world, 3)
    for (const { symbol } of world.venue.positions(VENUE_ACCOUNT)) {
      world.venue.control.closeByHand(VENUE_ACCOUNT, symbol, market)
    }
    await minutes(world, 4)
    expect(world.venue.orders(VENUE_ACCOUNT)).toHaveLength(before)
    expect((await tradesOf(world))[0]!.trade).toMatchObject({ status: 'OPEN', flags: [] })
  })

  test('B-40 a check before the open that failed stops entries; a later one that passes lifts the stop and says so', async () => {
    const { world } = await openedWorld({}, Date.UTC(2026, 8, 22, 12))
    world.faults = () => ({ kind: 'refused' })
    const failed = await runPremarketCheck(world.engine)
    expect(failed.passed).toBe(false)
    expect(failed.findings.find(({ check }) => check === 'broker')?.trouble).toContain('could not be read')
    const stands = async () => {
      const flags = await world.read((tx) => tx.riskFlags(ACCOUNT, newYorkDayOf(instant(world.market.now))))
      return flags.map(({ flag }) => flag)
    }
    expect(await stands()).toContain('PREMARKET_CHECK_FAILED')
    expect(world.alerts.some(({ key }) => key.startsWith('premarket:'))).toBe(true)
    world.faults = () => null
    world.pass(95 * MINUTE_MS)
    await minutes(world, 1)
    expect(await enterSpread(world, { ...DEBIT, limits: true })).toMatchObject({ code: 'entries_stopped' })
    expect((await runPremarketCheck(world.engine)).passed).toBe(true)
    expect(await stands()).toEqual([])
    expect(
      world.log.some(({ tag, message }) => tag === '[premarket]' && message.includes('no longer stopped')),
    ).toBe(true)
    expect(await enterSpread(world, { ...DEBIT, limits: true })).toMatchObject({ kind: 'sent' })
  })

  test('B5 live trading is refused while any item of the list lacks a dated pass record', async () => {
    const { world } = await openedWorld()
    const deps = { username: USER, account: ACCOUNT, work: world.store, clock: world.context.clock }
    for (const [i, item] of PROMOTION_ITEMS.entries()) {
      const answer = await requestLive(deps)
      expect(answer).toMatchObject({ ok: false, code: 'promotion_item_must_be_passed' })
      for (const missing of PROMOTION_ITEMS.slice(i)) {
        expect(answer.ok ? '' : answer.message).toContain(PROMOTION_LIST[missing])
      }
      await recordPromotionPass(deps, item, i === PROMOTION_ITEMS.length - 1 ? '  ' : `report ${i}`)
    }
    expect(await requestLive(deps)).toMatchObject({ ok: false, code: 'promotion_item_must_be_passed' })
    await recordPromotionPass(deps, PROMOTION_ITEMS.at(-1)!, 'none is open')
    const granted = await requestLive(deps)
    expect(
      granted.ok ? granted.value.map(({ item, passedOn }) => [item, passedOn]) : granted.message,
    ).toEqual(PROMOTION_ITEMS.map((item) => [item, '2026-09-22']))
  })
})
