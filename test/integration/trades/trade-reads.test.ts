import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { HOUR_MS } from '../../../src/service/trades/hold-time.ts'
import { instant, MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import { TRADE_STATUSES } from '../../../src/domain/trade/trade-status.ts'
import type { PriceSnapshotRecord } from '../../../src/ports/store/price-snapshot-store.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import { accountSummary } from '../../../src/service/trades/account-summary.ts'
import { exportCsv, exportJson, exportPiece } from '../../../src/service/trades/export-trades.ts'
import { listTradePage, type TradePage, tradesVersion } from '../../../src/service/trades/list-trades.ts'
import { placeTrade } from '../../../src/service/trades/place-trade.ts'
import { previewTrade } from '../../../src/service/trades/preview-trade.ts'
import { tradeDetail } from '../../../src/service/trades/trade-detail.ts'
import { EVERY_TRADE, type TradeFilter } from '../../../src/service/trades/trade-filter.ts'
import { putPersonSettings, readPersonSettings } from '../../../src/service/settings/person-settings.ts'
import { recordPrices } from '../../../src/cycles/price-snapshots.ts'
import { ACCOUNT, OPEN } from '../../conformance/store/sample-records.ts'
import { callWish, handWorld } from '../../support/trades/hand-world.ts'
import { live, longCall, newYork, USER, viewOf, withAccount } from '../../support/trades/closed-trades.ts'

const opened = () => withAccount(memoryStore())

async function pageOf(store: Store, filter: Partial<TradeFilter> = {}): Promise<TradePage> {
  const page = await listTradePage(viewOf(store), { ...EVERY_TRADE, ...filter }, null, 500)
  if (!page.ok) throw new Error(page.message)
  return page.value
}

function mark(tradeId: string, at: number, perShare: number): PriceSnapshotRecord {
  return {
    tradeId,
    at: instant(at),
    kind: 'PERIODIC',
    mark: price(perShare * 10_000),
    bid: null,
    ask: null,
    delta: 0.5,
    iv: 0.2,
    underlying: null,
    unrealizedPnl: cents(0),
    source: 'broker',
  }
}

async function textOf(chunks: AsyncIterable<string>): Promise<readonly string[]> {
  const texts: string[] = []
  for await (const chunk of chunks) texts.push(chunk)
  return texts
}

describe('lists of trades', () => {
  test('C-24: a trade closed at 19:30 in New York is of that day, and the last day of a period is in it', async () => {
    const store = await opened()
    await live(store, longCall('evening'), 500_00, { at: newYork(22, 19, 30), cash: 600_00 })
    await live(store, longCall('next'), 500_00, { at: newYork(23, 0, 0), cash: 600_00 })
    const on = async (from: string, to: string) =>
      (await pageOf(store, { from: tradingDay(from), to: tradingDay(to) })).trades.map(({ id }) => id)
    expect(await on('2026-09-22', '2026-09-22')).toEqual(['evening'])
    expect(await on('2026-09-20', '2026-09-23')).toEqual(['next', 'evening'])
    expect(await on('2026-09-23', '2026-09-30')).toEqual(['next'])
    const view = viewOf(store, newYork(22, 23, 59))
    expect(await accountSummary(view)).toMatchObject({ ok: true, value: { todaysCents: 100_00, wins: 2 } })
    await live(store, longCall('hour'), 500_00, { at: OPEN + HOUR_MS, cash: 1_00 })
    expect(await tradeDetail(view, 'hour')).toMatchObject({ value: { holdWords: '1 hour', holdHours: 1 } })
  })

  test('C-25: the sums of any period are those of its trades, and a store that fails is never an empty answer', async () => {
    const trade = fc.record({
      minute: fc.integer({ min: 0, max: 10 * 24 * 60 }),
      cash: fc.option(fc.integer({ min: 0, max: 1_000_00 }), { nil: null }),
    })
    const day = fc.integer({ min: 18, max: 30 })
    await fc.assert(
      fc.asyncProperty(fc.array(trade, { maxLength: 20 }), day, day, async (trades, a, b) => {
        const store = await opened()
        for (const [i, { minute, cash }] of trades.entries()) {
          await live(store, longCall(`t${i}`), 500_00, { at: newYork(19, 12) + minute * MINUTE_MS, cash })
        }
        const from = tradingDay(`2026-09-${Math.min(a, b)}`)
        const to = tradingDay(`2026-09-${Math.max(a, b)}`)
        const page = await pageOf(store, { list: 'closed', from, to })
        const inside = trades.filter(({ minute }) => {
          const closed = newYorkDayOf(instant(newYork(19, 12) + minute * MINUTE_MS))
          return closed >= from && closed <= to
        })
        const known = inside.flatMap(({ cash }) => (cash === null ? [] : [cash - 500_00]))
        expect(page.trades).toHaveLength(inside.length)
        expect(page.totals).toMatchObject({
          count: inside.length,
          unpriced: inside.length - known.length,
          realized: known.reduce((sum, profit) => sum + profit, 0),
          wins: known.filter((profit) => profit > 0).length,
          losses: known.filter((profit) => profit < 0).length,
        })
      }),
      { numRuns: 40 },
    )
    const store = await opened()
    await store.close()
    await expect(listTradePage(viewOf(store), EVERY_TRADE, null)).rejects.toThrow()
    await expect(accountSummary(viewOf(store))).rejects.toThrow()
    const csv = exportCsv(viewOf(store), EVERY_TRADE)
    if (!csv.ok) throw new Error(csv.message)
    await expect(textOf(csv.value)).rejects.toThrow()
  })

  test('C-39: of one trade in each status, each appears in exactly one list', async () => {
    const store = await opened()
    for (const status of TRADE_STATUSES) {
      const record = longCall(status)
      const closed = status === 'CLOSED' || status === 'CANCELLED'
      const trade = {
        ...record.trade,
        status,
        closedAt: closed ? OPEN : null,
        exitReason: status === 'CLOSED' ? 'UNKNOWN' : null,
      } as const
      await store.transact(USER, (tx) => tx.insertTrade({ ...record, trade }))
    }
    const seen: string[] = []
    for (const list of ['active', 'closed', 'cancelled'] as const) {
      seen.push(...(await pageOf(store, { list })).trades.map(({ id }) => id))
    }
    expect(seen.toSorted()).toEqual([...TRADE_STATUSES].sort())
  })

  test('C-41: 600 trades are paged and exported whole, and no cell is a formula', async () => {
    const store = await opened()
    const texts = ['=cmd|calc', '+1', '-1+2', '@SUM(A1)', '\tx', '\rx', 'a "quoted", text', 'plain']
    for (let i = 0; i < 603; i += 1) {
      const record = longCall(`t${String(i).padStart(3, '0')}`, 1, { strategy: texts[i % texts.length]! })
      await live(store, record, 500_00, { at: OPEN + (i % 7), cash: 400_00 + i })
    }
    const ids: string[] = []
    let cursor: string | null = null
    do {
      const page = await listTradePage(viewOf(store), EVERY_TRADE, cursor)
      if (!page.ok) throw new Error(page.message)
      ids.push(...page.value.trades.map(({ id }) => id))
      expect(page.value.totals.count).toBe(603)
      cursor = page.value.cursor
    } while (cursor !== null)
    expect(ids).toHaveLength(603)
    expect(new Set(ids).size).toBe(603)
    const csv = exportCsv(viewOf(store), EVERY_TRADE)
    if (!csv.ok) throw new Error(csv.message)
    const chunks = await textOf(csv.value)
    expect(chunks.length).toBeGreaterThan(3)
    const rows = parseCsv(chunks.join(''))
    expect(rows).toHaveLength(604)
    expect(rows.map((row) => row.length)).toEqual(Array(604).fill(rows[0]!.length))
    expect(rows.slice(1).map(([id]) => id)).toEqual(ids)
    const cells = rows.slice(1).flat()
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell))).toEqual([])
    const own = rows[0]!.indexOf('strategy')
    expect(new Set(rows.slice(1).map((row) => row[own]!.replace(/^'/, '')))).toEqual(new Set(texts))
    const json = exportJson(viewOf(store), EVERY_TRADE)
    if (!json.ok) throw new Error(json.message)
    expect(JSON.parse((await textOf(json.value)).join(''))).toHaveLength(603)
    let pieces = ''
    let piece: string | null = null
    do {
      const answer = await exportPiece(viewOf(store), EVERY_TRADE, 'csv', piece)
      if (!answer.ok) throw new Error(answer.message)
      pieces += answer.value.text
      piece = answer.value.cursor
    } while (piece !== null)
    expect(pieces).toBe(chunks.join(''))
  })

  test('a filter that cannot be meant is refused by name', async () => {
    const view = viewOf(await opened())
    const list = (filter: Partial<TradeFilter>, cursor: string | null = null, rows = 10) =>
      listTradePage(view, { ...EVERY_TRADE, ...filter }, cursor, rows)
    expect(await list({ symbol: 'MSTRAAPL' })).toMatchObject({ code: 'ticker_must_be_plausible' })
    const [later, earlier] = [tradingDay('2026-09-23'), tradingDay('2026-09-22')]
    expect(await list({ from: later, to: earlier })).toMatchObject({
      code: 'period_must_not_end_before_it_begins',
    })
    expect(await list({}, "1'; drop")).toMatchObject({ code: 'cursor_must_be_one_that_was_given' })
    expect(await list({}, null, 501)).toMatchObject({ code: 'page_must_have_1_to_500_rows' })
    expect(await tradeDetail(view, 'nobody')).toMatchObject({ code: 'trade_must_exist' })
  })

  test('an empty export has its head, and an empty list', async () => {
    const view = viewOf(await opened())
    const [csv, json] = [exportCsv(view, EVERY_TRADE), exportJson(view, EVERY_TRADE)]
    if (!csv.ok || !json.ok) throw new Error('not refused')
    expect((await textOf(csv.value)).join('')).toMatch(/^id,account,[a-z_,]+\r\n$/)
    expect(JSON.parse((await textOf(json.value)).join(''))).toEqual([])
  })
})

describe('one trade', () => {
  test('C-26: its extremes are dollars over all contracts', async () => {
    const store = await opened()
    await live(store, longCall('t1', 2), 1_000_00)
    await store.transact(USER, (tx) =>
      tx.insertPriceSnapshots([mark('t1', OPEN + 1, 4.5), mark('t1', OPEN + 2, 7), mark('t1', OPEN + 3, 6)]),
    )
    expect(await tradeDetail(viewOf(store), 't1')).toMatchObject({
      value: { maxGainCents: 400_00, maxDrawdownCents: -100_00, hindsight: null },
    })
    await live(store, longCall('t2', 2), 1_000_00, { at: OPEN + 4, cash: 1_200_00 })
    await store.transact(USER, (tx) =>
      tx.insertPriceSnapshots([mark('t2', OPEN + 1, 4.5), mark('t2', OPEN + 2, 7)]),
    )
    expect(await tradeDetail(viewOf(store), 't2')).toMatchObject({
      value: {
        maxGainCents: 400_00,
        maxDrawdownCents: -100_00,
        hindsight: 'LEFT_MONEY',
        trade: { realizedCents: 200_00, realizedBasisPoints: 2_000, locked: true },
      },
    })
  })

  test('C-27: its horizons are read by the time of the marks, and are unknown in a gap', async () => {
    const store = await opened()
    await live(store, longCall('t1'), 500_00)
    const at = (minutes: number) => OPEN + minutes * MINUTE_MS
    const marks = [
      mark('t1', at(0.7), 9),
      mark('t1', at(14.8), 5.5),
      mark('t1', at(15.4), 9),
      mark('t1', at(28), 9),
      mark('t1', at(60), 4),
    ]
    await store.transact(USER, (tx) => tx.insertPriceSnapshots(marks))
    expect(await tradeDetail(viewOf(store), 't1')).toMatchObject({
      value: {
        horizons: [
          { minutes: 15, profitCents: 50_00 },
          { minutes: 30, profitCents: null },
          { minutes: 60, profitCents: -100_00 },
        ],
      },
    })
  })

  test('shows every field of a trade by hand, from the click to the mark', async () => {
    const at = await handWorld()
    const before = await tradesVersion(at.hand.view)
    const context = {
      strategy: 'LEAP',
      cardScore: 55,
      aiScore: 61,
      technicalScore: 70,
      sentimentScore: 40,
      aiVerdict: 'CAUTION',
      gateVerdict: null,
      deltaAtEntry: 0.52,
      ivAtEntry: 0.21,
    }
    const placed = await placeTrade(at.hand, 'k1', callWish({ context }))
    if (!placed.ok) throw new Error(placed.message)
    at.world.pass(MINUTE_MS)
    await recordPrices(at.world.engine, 'PERIODIC')
    const detail = await tradeDetail(at.hand.view, placed.value.value.trade.id)
    expect(detail).toMatchObject({
      ok: true,
      value: {
        trade: {
          brokerMode: 'exchange',
          account: ACCOUNT_OF_WORLD,
          version: 2,
          locked: false,
          stopLoss: 40_000,
          takeProfit: 80_000,
          mark: 51_000,
          unrealizedCents: -10_00,
          context: { ...context, gateVerdict: 'PASS' },
        },
        legs: [{ action: 'buy_to_open' }],
        entryOrderId: placed.value.value.orderId,
        stopLossOrderId: null,
        takeProfitOrderId: null,
        brokerFillPrice: 52_000,
        deltaAtEntry: 0.52,
        ivAtEntry: 0.21,
        maxDrawdownCents: -10_00,
        maxGainCents: 0,
        triggerPrecision: null,
        decisions: [{ kind: 'entry', rules: 'hand-entry-1' }],
        intents: [{ role: 'ENTRY', state: 'done' }],
        prices: [{ kind: 'PERIODIC' }],
      },
    })
    expect(await tradesVersion(at.hand.view)).toBeGreaterThan(before)
  })
})

describe('the account at a glance', () => {
  test('C-28: the heat of the summary is the heat of the gate, until the stops', async () => {
    const at = await handWorld()
    await placeTrade(at.hand, 'k1', callWish())
    const summary = await accountSummary(at.hand.view)
    expect(summary).toMatchObject({
      value: {
        heat: { atRisk: 120_00, balance: 5_000_00, basisPoints: 240 },
        openPositions: 1,
        usedPositions: 1,
      },
    })
    const preview = await previewTrade(at.hand, callWish({ stopLoss: null }))
    expect(preview).toMatchObject({ value: { heatAfter: { atRisk: 120_00 + 520_00, balance: 5_000_00 } } })
  })

  test('a profit factor without losses is unknown, and so is a win rate without trades', async () => {
    const store = await opened()
    const read = async () => {
      const summary = await accountSummary(viewOf(store))
      if (!summary.ok) throw new Error(summary.message)
      return summary.value
    }
    expect(await read()).toMatchObject({
      profitFactor: null,
      winRateBasisPoints: null,
      portfolioValueCents: null,
    })
    await live(store, longCall('a'), 500_00, { at: OPEN, cash: 600_00 })
    expect(await read()).toMatchObject({
      profitFactor: null,
      winRateBasisPoints: 10_000,
      consecutiveLosses: 0,
    })
    await live(store, longCall('b'), 500_00, { at: OPEN + 1, cash: 450_00 })
    expect(await read()).toMatchObject({ profitFactor: 2, winRateBasisPoints: 5_000, consecutiveLosses: 1 })
  })
})

describe('settings of a person', () => {
  test('C-21: 150, 0 and 5 come back to another session as they were written, and never as a default', async () => {
    const store = await opened()
    const first = await readPersonSettings(viewOf(store))
    const wanted = {
      'user.daily_loss_limit': '150.00',
      'exit.time_dte': '0',
      'user.max_positions': '5',
      'entry.width': '10.00',
    }
    const written = await putPersonSettings(viewOf(store), {
      version: first.version,
      values: { ...first.values, ...wanted },
    })
    expect(written).toMatchObject({ ok: true })
    const second = await readPersonSettings(viewOf(store, OPEN + 1))
    expect(second.values).toEqual({ ...first.values, ...wanted })
    expect(await store.transact(USER, (tx) => tx.settings(ACCOUNT))).toHaveLength(2)
    const zero = { ...second.values, 'user.daily_loss_limit': '0' }
    expect(await putPersonSettings(viewOf(store), { version: second.version, values: zero })).toMatchObject({
      code: 'setting_must_be_within_its_range',
      message: expect.stringContaining('user.daily_loss_limit'),
    })
    expect(await readPersonSettings(viewOf(store))).toEqual(second)
  })

  test('a version of before, a part of the whole and a name that is none are refused', async () => {
    const store = await opened()
    const { version, values } = await readPersonSettings(viewOf(store))
    const put = (more: Record<string, string>, at = version) =>
      putPersonSettings(viewOf(store), { version: at, values: { ...values, ...more } })
    expect(await put({ 'user.max_positions': '4' })).toMatchObject({ ok: true })
    expect(await put({ 'user.max_positions': '3' })).toMatchObject({ code: 'version_must_be_current' })
    const now = (await readPersonSettings(viewOf(store))).version
    expect(await put({ 'user.max_position': '3' }, now)).toMatchObject({ code: 'setting_must_be_known' })
    expect(
      await putPersonSettings(viewOf(store), { version: now, values: { 'user.theme': 'dark' } }),
    ).toMatchObject({
      code: 'settings_must_be_complete',
    })
    const both = await Promise.all([
      put({ 'user.max_positions': '6' }, now),
      put({ 'user.max_positions': '7' }, now),
    ])
    expect(both.map((one) => (one.ok ? 'written' : one.code)).toSorted()).toEqual([
      'version_must_be_current',
      'written',
    ])
  })
})

const ACCOUNT_OF_WORLD = 'exchange:VA00000001'

/** Reads RFC 4180 as its grammar says, so that what a spreadsheet would see is what is tested. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let i = 0
  while (i < text.length) {
    let cell = ''
    if (text[i] === '"') {
      for (i += 1; text[i] !== '"' || text[i + 1] === '"'; i += 1) {
        if (text[i] === '"') i += 1
        cell += text[i]
      }
      i += 1
    } else
      while (i < text.length && text[i] !== ',' && text[i] !== '\r') {
        cell += text[i]
        i += 1
      }
    rows.at(-1)!.push(cell)
    if (text[i] === ',') i += 1
    else {
      i += 2
      if (i < text.length) rows.push([])
    }
  }
  return rows
}
