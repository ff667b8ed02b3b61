import { describe, expect, test } from 'vitest'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import type { Market } from '../../../src/exchange/market/market.ts'
import { createRecordedMarket } from '../../../src/exchange/market/recorded-market.ts'
import { type ChainRow, chainOfRows } from '../../support/chain-of-rows.ts'

const calendar = buildMarketCalendar(2022, 2026)
const at = (day: string, time: string) => instantOf(tradingDay(day), timeOfDay(time))
const index = { underlying: 'SPX', american: false, expiration: '2023-09-15' } as const

const ROWS: ChainRow[] = [
  {
    ...index,
    day: '2023-09-13',
    minute: 960,
    spot: 4467,
    root: 'SPX',
    strike: 4450,
    type: 'C',
    bid: 22,
    ask: 22.6,
    last: 22.2,
    volume: 10,
    openInterest: 900,
  },
  {
    ...index,
    day: '2023-09-13',
    minute: 960,
    spot: 4467,
    root: 'SPXW',
    strike: 4400,
    type: 'P',
    bid: 1.1,
    ask: 1.2,
  },
  {
    ...index,
    day: '2023-09-14',
    minute: 960,
    spot: 4505.1,
    root: 'SPXW',
    strike: 4500,
    type: 'P',
    bid: 8,
    ask: 7.5,
    last: 0,
    volume: 0,
    openInterest: 12,
  },
  {
    ...index,
    day: '2023-09-14',
    minute: 960,
    spot: 4505.1,
    root: 'SPX',
    strike: 4500,
    type: 'P',
    bid: 5,
    ask: 5.2,
    last: 5.1,
    volume: 33,
  },
  {
    ...index,
    day: '2023-09-14',
    minute: 960,
    spot: 4505.1,
    root: 'SPX',
    strike: 4500,
    type: 'C',
    bid: 12,
    ask: 12.4,
  },
  {
    ...index,
    day: '2023-09-14',
    minute: 960,
    spot: 4505.1,
    root: 'SPX',
    strike: 4450,
    type: 'C',
    bid: 55,
    ask: 56,
    last: 54,
    volume: 4,
    openInterest: 910,
  },
  {
    ...index,
    day: '2023-09-14',
    minute: 960,
    spot: 4505.1,
    root: 'SPX',
    strike: 4450,
    type: 'P',
    bid: 0,
    ask: 0.05,
  },
  {
    ...index,
    day: '2023-09-15',
    minute: 575,
    spot: 4490,
    root: 'SPXW',
    strike: 4500,
    type: 'P',
    bid: 11,
    ask: 11.4,
  },
  { ...index, day: '2023-09-15', spot: 4450.3, root: 'SPXW', strike: 4500, type: 'P', ask: 50 },
]
const market = () => createRecordedMarket({ chain: chainOfRows(ROWS), calendar })

describe('a recorded market', () => {
  test('begins at its first instant and goes from one to the next', () => {
    const recorded = market()
    expect([recorded.begins, recorded.now]).toEqual([at('2023-09-13', '16:00'), at('2023-09-13', '16:00')])
    expect(recorded.book('SPX')!.last).toBe(44_670_000)
    expect(recorded.book('SPXW230915P04500000')).toBeUndefined()
    recorded.advanceTo(at('2023-09-14', '15:59'))
    expect(recorded.book('SPX')!.quotedAt).toBe(at('2023-09-13', '16:00'))
    recorded.advanceTo(at('2023-09-14', '16:00'))
    expect(recorded.book('SPX')).toMatchObject({ last: 45_051_000, quotedAt: at('2023-09-14', '16:00') })
    expect(recorded.quote('SPX')).toMatchObject({ previousClose: 44_670_000, close: 45_051_000 })
    expect(recorded.asOf(at('2023-09-13', '20:00')).book('SPX')!.last).toBe(44_670_000)
    expect(() => recorded.advanceTo(at('2023-09-14', '10:00'))).toThrow(/forward/)
  })

  test('looking back from the beginning finds every underlying, also one that was recorded last', () => {
    const later: ChainRow = {
      ...ROWS[0]!,
      underlying: 'SPY',
      root: 'SPY',
      american: true,
      minute: 975,
      strike: 445,
    }
    const recorded = createRecordedMarket({
      chain: chainOfRows([...ROWS, { ...later, spot: 446 }]),
      calendar,
    })
    expect(recorded.now).toBe(at('2023-09-13', '16:15'))
    const delayed = recorded.asOf(recorded.now - 900_000)
    expect(['SPX', 'SPY'].map((symbol) => delayed.book(symbol)?.last)).toEqual([44_670_000, 4_460_000])
  })

  test('says the same however it was brought to a time, and whatever it was asked on the way', () => {
    const days = ['2023-09-15', '2023-09-18'].map(tradingDay)
    const said = (recorded: Market) =>
      days.map((day) => {
        const chain = recorded.chain('SPX', day)
        const symbols = ['SPX230915P04500000', 'SPXW230915P04500000', ...chain.map(({ symbol }) => symbol)]
        const rows = symbols.map((symbol) => [recorded.quote(symbol), recorded.greeksOf(symbol)])
        return [chain, rows, recorded.expirations('SPX')]
      })
    const stepping = market()
    const times = ['2023-09-13 16:00', '2023-09-14 09:30', '2023-09-14 16:00', '2023-09-15 00:00']
    for (const time of [...times, '2023-09-15 16:00', '2023-09-16 00:00']) {
      const now = at(time.slice(0, 10), time.slice(11))
      stepping.advanceTo(now)
      const leaping = market()
      leaping.advanceTo(now)
      expect(said(stepping)).toEqual(said(leaping))
    }
  })

  test('has the underlyings of the roots, whatever the recording calls them', () => {
    const named = ROWS.map((row) => ({ ...row, underlying: row.root === 'SPXW' ? 'SPXW' : 'SPX' }))
    const recorded = createRecordedMarket({ chain: chainOfRows(named), calendar })
    recorded.advanceTo(at('2023-09-14', '16:00'))
    expect(recorded.underlyings().map(({ symbol }) => symbol)).toEqual(['SPX'])
    const chain = recorded.chain('SPX', tradingDay('2023-09-15'))
    expect(chain.map(({ symbol, underlying }) => [symbol, underlying])).toContainEqual([
      'SPXW230915P04500000',
      'SPX',
    ])
    expect(recorded.quote('SPXW230915P04500000')).toMatchObject({ bid: 80_000, ask: 75_000 })
  })

  test('keeps zero bids, crossed quotes and missing sides as they were', () => {
    const recorded = market()
    recorded.advanceTo(at('2023-09-14', '16:00'))
    expect(recorded.book('SPX230915P04450000')).toMatchObject({
      bid: 0,
      ask: 500,
      bidSize: 0,
      askSize: 50,
      last: null,
    })
    expect(recorded.book('SPXW230915P04500000')).toMatchObject({ bid: 80_000, ask: 75_000, last: null })
    recorded.advanceTo(at('2023-09-15', '16:00'))
    expect(recorded.book('SPXW230915P04500000')).toMatchObject({ bid: null, ask: 500_000, bidSize: 0 })
  })

  test('a row that the latest chain lacks stays, and is old', () => {
    const recorded = market()
    recorded.advanceTo(at('2023-09-15', '12:00'))
    expect(recorded.book('SPXW230915P04400000')).toMatchObject({
      bid: 11_000,
      quotedAt: at('2023-09-13', '16:00'),
    })
    recorded.advanceTo(at('2023-09-16', '00:00'))
    expect(recorded.book('SPXW230915P04400000')).toBeUndefined()
    expect(recorded.expirations('SPX')).toEqual([])
  })

  test('serves every root of a day, by strike, the call first', () => {
    const recorded = market()
    recorded.advanceTo(at('2023-09-14', '16:00'))
    expect(recorded.expirations('SPX')).toEqual([
      { day: '2023-09-15', root: 'SPX', type: 'standard', multiplier: 100 },
      { day: '2023-09-15', root: 'SPXW', type: 'weeklys', multiplier: 100 },
    ])
    expect(recorded.chain('SPX', tradingDay('2023-09-15')).map(({ symbol }) => symbol)).toEqual([
      'SPX230915C04450000',
      'SPX230915P04450000',
      'SPX230915C04500000',
      'SPX230915P04500000',
      'SPXW230915P04500000',
    ])
    expect(recorded.quote('SPX230915C04450000')).toMatchObject({
      volume: 4,
      previousClose: 222_000,
      close: 540_000,
      option: { openInterest: 910, underlying: 'SPX' },
    })
    expect(recorded.underlyings()).toMatchObject([{ symbol: 'SPX', kind: 'index', roots: ['SPX', 'SPXW'] }])
  })

  test('implies greeks where quotes allow it', () => {
    const recorded = market()
    recorded.advanceTo(at('2023-09-14', '16:00'))
    const call = recorded.greeksOf('SPX230915C04500000')!
    const put = recorded.greeksOf('SPX230915P04500000')!
    expect([put.gamma, put.smvVol]).toEqual([call.gamma, call.smvVol])
    expect(call.delta).toBeGreaterThan(0.4)
    expect(put.delta).toBeCloseTo(call.delta - 1, 3)
    expect(call.bidIv).toBeLessThan(call.askIv)
    expect(recorded.greeksOf('SPXW230915P04500000')).toBeNull()
    expect(recorded.greeksOf('SPX')).toBeNull()
  })

  test('settles at the prices of the day, and not before', () => {
    const recorded = market()
    recorded.advanceTo(at('2023-09-15', '09:30'))
    expect(recorded.settlementOf('SPX230915C04500000')).toBeNull()
    recorded.advanceTo(at('2023-09-15', '09:40'))
    expect(recorded.settlementOf('SPX230915C04500000')).toBe(44_900_000)
    expect(recorded.settlementOf('SPXW230915C04500000')).toBeNull()
    recorded.advanceTo(at('2023-09-15', '16:00'))
    expect(recorded.settlementOf('SPXW230915C04500000')).toBe(44_503_000)
    expect(recorded.settlementOf('SPXW230922C04500000')).toBeNull()
  })

  test('an empty recording is no market', () => {
    expect(() => createRecordedMarket({ chain: chainOfRows([]), calendar })).toThrow(/has rows/)
  })
})
