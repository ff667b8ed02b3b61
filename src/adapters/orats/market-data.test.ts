import { describe, expect, test } from 'vitest'
import { oratsStandIn, STAND_IN_TOKEN, type StandInRows } from '../../../test/support/orats-stand-in.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { OratsClient } from './client.ts'
import { OratsMarketData, type OratsPlan } from './market-data.ts'
import { readSummary } from './summaries.ts'

const NOW = instant(Date.UTC(2026, 8, 22, 18, 50))
const calendar = buildMarketCalendar(2025, 2028)
const clock = { now: () => NOW, sleep: async () => {} }
const EXPIRATION = tradingDay('2026-10-16')

const STRIKE = {
  ticker: 'SPY',
  tradeDate: '2026-09-22',
  expirDate: '2026-10-16',
  strike: 750,
  callVolume: 812,
  callOpenInterest: 10_422,
  callBidSize: 33,
  callAskSize: 51,
  putVolume: 655,
  putOpenInterest: 15_877,
  putBidSize: 20,
  putAskSize: 18,
  callBidPrice: 16.42,
  callAskPrice: 16.51,
  putBidPrice: 7.21,
  putAskPrice: 7.28,
  callMidIv: 0.1319,
  putMidIv: 0.1316,
  delta: 0.6441,
  gamma: 0.0121,
  theta: -0.2148,
  vega: 0.7311,
  quoteDate: '2026-09-22T18:49:30Z',
  updatedAt: '2026-09-22 18:49:36',
}
const OPTION = {
  ticker: 'SPY',
  optionSymbol: 'SPY261016P00750000',
  bidPrice: 7.21,
  askPrice: 7.28,
  quoteDate: '2026-09-22T18:49:30Z',
}
const UNDERLYING = { ticker: 'SPY', stockPrice: 758.12, bid: 758.11, ask: 758.13, bidSize: 6, askSize: 4 }
const DAILY = {
  ticker: 'SPY',
  tradeDate: '2026-09-21',
  open: 756.4,
  hiPx: 758.9,
  loPx: 754.2,
  clsPx: 757.05,
  stockVolume: 68_010_233,
}

function setUp(rows: StandInRows, plan: OratsPlan = 'live') {
  const standIn = oratsStandIn(rows)
  const client = new OratsClient({ token: STAND_IN_TOKEN, fetch: standIn.fetch, clock })
  return { standIn, client, market: new OratsMarketData(client, plan, calendar) }
}

describe('a chain', () => {
  const read = async (...strikes: object[]) => {
    const { market } = setUp({ 'live/strikes/monthly': strikes as never })
    return market.readChain('SPY', EXPIRATION, 'scan')
  }

  test('has call and put of each strike, the delta of the put one less', async () => {
    const chain = await read({ ...STRIKE, strike: 755 }, STRIKE)
    if (!chain.ok) throw new Error(chain.message)
    expect(chain.value.options.map(({ symbol }) => symbol)).toEqual([
      'SPY261016C00750000',
      'SPY261016P00750000',
      'SPY261016C00755000',
      'SPY261016P00755000',
    ])
    const [call, put] = chain.value.options
    expect(call).toMatchObject({
      bid: 164_200,
      ask: 165_100,
      bidSize: 33,
      openInterest: 10_422,
      volume: 812,
      multiplier: 100,
      quotedAt: Date.UTC(2026, 8, 22, 18, 49, 30),
      greeks: { source: 'orats', delta: 0.6441, midIv: 0.1319, theta: -0.2148 },
    })
    expect(put).toMatchObject({
      bid: 72_100,
      ask: 72_800,
      askSize: 18,
      greeks: { midIv: 0.1316, vega: 0.7311 },
    })
    expect(put!.greeks!.delta).toBeCloseTo(-0.3559, 12)
    expect(put!.greeks!.asOf).toBe(Date.UTC(2026, 8, 22, 18, 49, 36))
    expect(chain.value.readAt).toBe(NOW)
  })

  test('has nulls where the feed has nothing: absent, null, NaN, text, below zero', async () => {
    const empty = {
      ticker: 'SPY',
      expirDate: '2026-10-16',
      strike: '750.0',
      callBidPrice: 0,
      callAskPrice: null,
      putBidPrice: 'NaN',
      putAskPrice: -1,
      callBidSize: null,
      callMidIv: 0,
      quoteDate: 'yesterday',
    }
    const chain = await read(empty)
    if (!chain.ok) throw new Error(chain.message)
    const [call, put] = chain.value.options
    const nothing = { delta: null, gamma: null, theta: null, vega: null, midIv: null, asOf: null }
    expect(call).toMatchObject({ bid: 0, ask: null, bidSize: 0, openInterest: null, quotedAt: null })
    expect(put).toMatchObject({ bid: null, ask: null, volume: null, greeks: nothing })
  })

  test('with a row that cannot be read is malformed, not shorter', async () => {
    for (const broken of [{ strike: null }, { strike: 0 }, { expirDate: '2026-02-30' }]) {
      const code = `wrong_${Object.keys(broken)[0]}`
      expect(await read(STRIKE, { ...STRIKE, ...broken })).toMatchObject({
        ok: false,
        kind: 'malformed',
        code,
      })
    }
  })

  test('of an index on a third Friday is not told apart from the weekly one', async () => {
    const rows = [{ ...STRIKE, ticker: 'SPX', expirDate: '2026-10-15' }]
    const { market, standIn } = setUp({ 'live/strikes/monthly': rows })
    expect(await market.readChain('SPX', EXPIRATION, 'scan')).toMatchObject({
      kind: 'rejected',
      code: 'root_is_ambiguous',
    })
    expect(standIn.asked).toEqual([])
    const weekly = await market.readChain('SPX', tradingDay('2026-10-15'), 'scan')
    expect(weekly).toMatchObject({ value: { options: [{ symbol: 'SPXW261015C00750000' }, {}] } })
    expect(await market.readChain('VIX', tradingDay('2026-10-21'), 'scan')).toMatchObject({ ok: true })
  })

  test('of the delayed family is asked by days, and others are passed over', async () => {
    const { market, standIn } = setUp(
      { strikes: [STRIKE, { ...STRIKE, expirDate: '2026-10-15' }] },
      'delayed',
    )
    const chain = await market.readChain('SPY', EXPIRATION, 'scan')
    expect(chain.ok && chain.value.options).toHaveLength(2)
    expect(standIn.asked).toEqual(['strikes?ticker=SPY&dte=24,26'])
    expect(market.declaredDelayMs).toBe(900_000)
  })
})

describe('quotes', () => {
  test('are of options and underlyings, and what is not answered is unmatched', async () => {
    const padded = { ...OPTION, optionSymbol: 'SPY   261016C00750000', bidPrice: null }
    const rows = [OPTION, UNDERLYING]
    const { market, standIn } = setUp({ 'live/strikes/options': rows })
    const board = await market.readQuotes(['SPY', OPTION.optionSymbol, 'SPY261016C00750000', 'SPY'], 'exit')
    if (!board.ok) throw new Error(board.message)
    expect(board.value.quotes.get(OPTION.optionSymbol)).toMatchObject({
      bid: 72_100,
      ask: 72_800,
      last: null,
    })
    expect(board.value.quotes.get('SPY')).toMatchObject({ bid: 7_581_100, last: 7_581_200, bidSize: 6 })
    expect(board.value.unmatched).toEqual(['SPY261016C00750000'])
    standIn.answerWith({
      body: JSON.stringify({ data: [padded, { ...OPTION, optionSymbol: 'SPY2026-10-16P750' }] }),
    })
    const other = await market.readQuotes(['SPY261016C00750000', OPTION.optionSymbol], 'exit')
    expect(other.ok && [...other.value.quotes.keys()]).toEqual(['SPY261016C00750000'])
  })

  test('are read ten at a time, and one failed call fails them all', async () => {
    const symbols = Array.from({ length: 95 }, (_, i) => `SPY261016P00${700 + i}000`)
    const rows = symbols.map((optionSymbol) => ({ ...OPTION, optionSymbol }))
    const { market, standIn } = setUp({ 'live/strikes/options': rows })
    const board = await market.readQuotes(symbols, 'sync')
    expect(board.ok && [board.value.quotes.size, board.value.unmatched]).toEqual([95, []])
    expect(standIn.asked).toHaveLength(10)
    standIn.answerWith({}, { status: 400, body: '{"error":"no"}' })
    expect(await market.readQuotes(symbols, 'sync')).toMatchObject({ ok: false })
    expect(await market.readQuotes([], 'sync')).toMatchObject({ value: { unmatched: [] } })
  })
})

describe('expirations, bars and summaries', () => {
  test('expirations come as days or as objects, ascending and once', async () => {
    const days = await setUp({ 'live/expirations': ['2026-10-02', '2026-09-25'] }).market.readExpirations(
      'SPY',
      'scan',
    )
    expect(days).toEqual({ ok: true, value: ['2026-09-25', '2026-10-02'] })
    const delayed = setUp({ strikes: [STRIKE, STRIKE] }, 'delayed').market
    expect(await delayed.readExpirations('SPY', 'scan')).toEqual({ ok: true, value: ['2026-10-16'] })
    expect(await delayed.readExpirations('NOPE', 'scan')).toMatchObject({ kind: 'rejected', code: 'no_rows' })
  })

  test('bars are whole, within the days asked for and ascending', async () => {
    const rows = [
      DAILY,
      { ...DAILY, tradeDate: '2026-09-18', hiPx: null },
      { ...DAILY, tradeDate: '2026-09-17' },
      { ...DAILY, tradeDate: '2026-09-01' },
    ]
    const { market } = setUp({ 'hist/dailies': rows })
    const bars = await market.readDailyBars('SPY', tradingDay('2026-09-15'), tradingDay('2026-09-30'), 'scan')
    if (!bars.ok) throw new Error(bars.message)
    expect(bars.value.map(({ day }) => day)).toEqual(['2026-09-17', '2026-09-21'])
    expect(bars.value[1]).toEqual({
      day: '2026-09-21',
      open: 7_564_000,
      high: 7_589_000,
      low: 7_542_000,
      close: 7_570_500,
      volume: 68_010_233,
    })
    const none = await market.readDailyBars(
      'NOPE',
      tradingDay('2026-09-15'),
      tradingDay('2026-09-30'),
      'scan',
    )
    expect(none).toMatchObject({ kind: 'rejected', code: 'no_rows' })
  })

  test('a summary has fractions, and nulls for what is missing', async () => {
    const row = {
      ticker: 'SPY',
      tradeDate: '2026-09-22',
      stockPrice: 758.12,
      iv30d: 0.138,
      iv60d: 0,
      contango: 0.24,
    }
    const { client } = setUp({ 'live/summaries': [row] })
    expect(await readSummary(client, 'live', 'SPY', 'scan')).toMatchObject({
      value: { stockPrice: 7_581_200, iv: { d30: 0.138, d60: null, y1: null }, contango: 0.24, asOf: null },
    })
    expect(await readSummary(client, 'live', 'NOPE', 'scan')).toMatchObject({ code: 'no_rows' })
  })
})
