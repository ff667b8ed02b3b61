import { expect, test } from 'vitest'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { price } from '../../../src/domain/money/price.ts'
import { parseOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { createReplayMarket } from '../../../src/exchange/market/replay-market.ts'
import type {
  QuoteMinutes,
  RecordedDay,
  RecordedOption,
  TradeMinutes,
} from '../../../src/ports/recorded-minutes.ts'

const calendar = buildMarketCalendar(2014, 2017)
const DAY = tradingDay('2015-12-24')
const ms = (time: string) => timeOfDay(time) as number
const at = (time: string) => instantOf(DAY, timeOfDay(time))

type Quote = [
  time: string,
  bidOpen: number,
  bidClose: number,
  bidSize: number,
  askOpen: number,
  askClose: number,
  askSize: number,
]

function quotes(rows: readonly Quote[]): QuoteMinutes {
  const column = (index: 1 | 2 | 3 | 4 | 5 | 6) => Int32Array.from(rows, (row) => row[index])
  return {
    timeMs: Int32Array.from(rows, ([time]) => ms(time)),
    bidOpen: column(1),
    bidClose: column(2),
    bidSize: column(3),
    askOpen: column(4),
    askClose: column(5),
    askSize: column(6),
  }
}

function trades(rows: readonly [time: string, price: number, volume: number][]): TradeMinutes {
  const prices = Int32Array.from(rows, ([, price]) => price)
  return {
    timeMs: Int32Array.from(rows, ([time]) => ms(time)),
    open: prices,
    high: prices.map((price) => price + 100),
    low: prices.map((price) => price - 100),
    close: prices,
    volume: Int32Array.from(rows, ([, , volume]) => volume),
  }
}

function option(
  symbol: string,
  rows: readonly Quote[],
  traded: readonly [string, number, number][] = [],
): RecordedOption {
  const parsed = parseOccSymbol(symbol)
  if (!parsed.ok) throw new Error(parsed.message)
  return { contract: parsed.value, quotes: quotes(rows), trades: trades(traded), openInterest: 77 }
}

const [CALL, PUT, ONE_SIDED] = ['GOOG160115C00750000', 'GOOG160115P00750000', 'GOOG151224C00755000']
const recorded: RecordedDay = {
  underlying: 'GOOG',
  day: DAY,
  shares: {
    quotes: quotes([['09:30', 7_499_000, 7_490_000, 300, 7_501_000, 7_492_000, 200]]),
    trades: trades([
      ['09:30', 7_491_000, 500],
      ['12:59', 7_484_000, 900],
      ['13:00', 7_470_000, 50],
    ]),
  },
  options: [
    option(PUT!, [['09:31', 100_000, 101_000, 4, 104_000, 105_000, 6]]),
    option(
      CALL!,
      [
        ['09:30', 90_000, 91_000, 3, 95_000, 96_000, 9],
        ['09:45', 80_000, 81_000, 5, 85_000, 86_000, 7],
      ],
      [['09:40', 93_000, 2]],
    ),
    option(ONE_SIDED!, [['09:30', -1, -1, 0, 21_500, 5_000, 19]]),
  ],
  daily: {
    day: [tradingDay('2015-12-22'), tradingDay('2015-12-23'), DAY, tradingDay('2015-12-28')],
    open: Int32Array.of(7_500_000, 7_510_000, 7_490_000, 7_520_000),
    high: Int32Array.of(7_550_000, 7_560_000, 7_495_000, 7_620_000),
    low: Int32Array.of(7_450_000, 7_480_000, 7_480_000, 7_500_000),
    close: Int32Array.of(7_500_000, 7_504_000, 7_484_000, 7_622_000),
    volume: Float64Array.of(1e6, 2e6, 5e5, 3e6),
  },
  dividends: [
    { day: tradingDay('2015-09-24'), amount: price(3_175) },
    { day: tradingDay('2016-01-04'), amount: price(3_200) },
  ],
}
const replay = () => createReplayMarket({ days: [recorded], calendar })

test('a minute shows its first quote, then its last one until the next', () => {
  const market = replay()
  expect(market.now).toBe(at('09:30'))
  expect(market.book(CALL!)).toMatchObject({ bid: 90_000, ask: 95_000, quotedAt: at('09:30'), last: null })
  market.advanceTo(at('09:31'))
  expect(market.book(CALL!)).toMatchObject({
    bid: 91_000,
    ask: 96_000,
    bidSize: 3,
    askSize: 9,
    quotedAt: at('09:31'),
  })
  market.advanceTo(at('09:44'))
  expect(market.book(CALL!)).toMatchObject({ bid: 91_000, quotedAt: at('09:31'), last: 93_000 })
  market.advanceTo(at('09:45'))
  expect(market.book(CALL!)).toMatchObject({ bid: 80_000, bidSize: 3, quotedAt: at('09:45') })
})

test('a missing side stays missing, an option not yet quoted has none', () => {
  const market = replay()
  expect(market.book(ONE_SIDED!)).toMatchObject({ bid: null, bidSize: 0, ask: 21_500, askSize: 19 })
  expect(market.book(PUT!)).toMatchObject({ bid: null, ask: null, last: null })
  expect(market.book('GOOG160115C00760000')).toBeUndefined()
})

test('a half day ends at 13:00 and settles there', () => {
  const market = replay()
  market.advanceTo(at('12:59:59'))
  expect(market.settlementOf(ONE_SIDED!)).toBeNull()
  expect(market.quote('GOOG')).toMatchObject({
    close: null,
    open: 7_491_000,
    last: 7_491_000,
    previousClose: 7_504_000,
  })
  market.advanceTo(at('13:00'))
  expect(market.settlementOf(ONE_SIDED!)).toBe(7_484_000)
  expect(market.quote('GOOG')).toMatchObject({ close: 7_484_000, volume: 1_400, week52High: 7_560_000 })
  market.advanceTo(at('13:30'))
  expect(market.settlementOf(ONE_SIDED!)).toBe(7_484_000)
  expect(market.settlementOf(CALL!)).toBeNull()
})

test('lists what was recorded', () => {
  const market = replay()
  expect(market.expirations('GOOG')).toEqual([
    { day: '2015-12-24', root: 'GOOG', type: 'weeklys', multiplier: 100 },
    { day: '2016-01-15', root: 'GOOG', type: 'standard', multiplier: 100 },
  ])
  expect(market.chain('GOOG', tradingDay('2016-01-15')).map(({ symbol }) => symbol)).toEqual([CALL, PUT])
  expect(market.option(CALL!)).toMatchObject({ openInterest: 77, underlying: 'GOOG' })
  market.advanceTo(instantOf(tradingDay('2015-12-25'), timeOfDay('00:00')))
  expect(market.option(ONE_SIDED!)).toBeUndefined()
  expect(market.expirations('GOOG')).toHaveLength(1)
})

test('bars hold what is over, and nothing of later', () => {
  const market = replay()
  const days = (to: string) =>
    market.dailyBars('GOOG', tradingDay('2015-01-01'), tradingDay(to)).map(({ day }) => day)
  expect(days('2016-12-31')).toEqual(['2015-12-22', '2015-12-23'])
  market.advanceTo(at('09:41'))
  expect(market.dailyBars('GOOG', DAY, DAY)).toMatchObject([{ close: 7_491_000, volume: 500 }])
  expect(market.minuteBars(CALL!, at('09:30'), at('16:00'))).toMatchObject([{ at: at('09:40'), volume: 2 }])
  expect(market.dailyBars(CALL!, DAY, DAY)).toMatchObject([{ close: 93_000 }])
  market.advanceTo(at('13:00'))
  expect(days('2016-12-31')).toEqual(['2015-12-22', '2015-12-23', '2015-12-24'])
})

test('greeks are of the last full hour', () => {
  const market = replay()
  expect(market.greeksOf(ONE_SIDED!)).toBeNull()
  market.advanceTo(at('10:45'))
  const [call, put] = [market.greeksOf(CALL!)!, market.greeksOf(PUT!)!]
  expect(call.updatedAt).toBe(at('10:30'))
  expect(call.delta).toBeGreaterThan(0.3)
  expect(put.delta).toBeLessThan(-0.3)
  expect(put.smvVol).toBe(call.smvVol)
})

test('nothing is replayed of a closed day', () => {
  expect(() =>
    createReplayMarket({ days: [{ ...recorded, day: tradingDay('2015-12-25') }], calendar }),
  ).toThrow(/closed/)
})

test('tells of dividends ten days before, not sooner', () => {
  const market = replay()
  expect(market.dividends('GOOG')).toEqual([{ day: '2015-09-24', amount: 3_175 }])
  market.advanceTo(instantOf(tradingDay('2015-12-25'), timeOfDay('12:00')))
  expect(market.dividends('GOOG').map(({ day }) => day)).toEqual(['2015-09-24', '2016-01-04'])
  expect(market.dividends(CALL!)).toEqual([])
})
