import { expect, test } from 'vitest'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { instantOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { type ChainRow, chainOfRows } from '../../../test/support/chain-of-rows.ts'
import { createRecordedMarket } from './recorded-market.ts'

const calendar = buildMarketCalendar(2023, 2024)
const at = (day: string, time: string) => instantOf(tradingDay(day), timeOfDay(time))
const [FIRST, SECOND] = ['2023-09-13', '2023-09-14'] as const
const CALL = 'SPXW230915C04500000'

function seen(day: string, time: string, spot: number, last: number, volume?: number): ChainRow {
  const minute = timeOfDay(time) / 60_000
  const contract = {
    underlying: 'SPX',
    root: 'SPXW',
    expiration: '2023-09-15',
    strike: 4500,
    type: 'C',
  } as const
  return {
    ...contract,
    american: false,
    day,
    minute,
    spot,
    bid: last,
    ask: last + 1,
    last,
    ...(volume === undefined ? {} : { volume }),
  }
}

const market = createRecordedMarket({
  calendar,
  chain: chainOfRows([
    seen(FIRST, '10:00', 4400, 30, 0),
    seen(FIRST, '10:01', 4410, 12, 5),
    seen(FIRST, '10:02', 4405, 15, 7),
    seen(FIRST, '10:03', 4406, 15, 7),
    seen(FIRST, '15:00', 4420, 9, 40),
    seen(SECOND, '10:00', 4430, 9, 0),
    seen(SECOND, '10:01', 4431, 9),
    seen(SECOND, '10:02', 4432, 11, 3),
  ]),
})
const bars = (symbol: string) => market.dailyBars(symbol, tradingDay(FIRST), tradingDay(SECOND))
const minutes = (symbol: string) => market.minuteBars(symbol, at(FIRST, '09:30'), at(SECOND, '16:00'))

test('an option has a bar for each day on which it traded, of the prices that were seen', () => {
  expect(bars(CALL)).toEqual([])
  market.advanceTo(at(FIRST, '10:01'))
  expect(bars(CALL)).toMatchObject([{ day: FIRST, open: 120_000, close: 120_000, volume: 5 }])
  market.advanceTo(at(FIRST, '16:00'))
  // 30 was the last price of a day before: on this one nothing had traded yet.
  const first = { day: FIRST, open: 120_000, high: 150_000, low: 90_000, close: 90_000, volume: 40 }
  expect(bars(CALL)).toEqual([first])
  market.advanceTo(at(SECOND, '10:01'))
  expect(bars(CALL)).toEqual([first])
  market.advanceTo(at(SECOND, '16:00'))
  expect(bars(CALL)).toEqual([
    first,
    { ...first, day: SECOND, open: 110_000, high: 110_000, low: 110_000, close: 110_000, volume: 3 },
  ])
  expect(bars('SPXW230915P04500000')).toEqual([])
  expect(bars('nonsense')).toEqual([])
})

test('minutes are told where the chain was recorded at both of their ends', () => {
  const flat = (price: number) => ({ open: price, high: price, low: price, close: price })
  expect(minutes(CALL)).toEqual([
    { at: at(FIRST, '10:00'), ...flat(120_000), volume: 5 },
    { at: at(FIRST, '10:01'), ...flat(150_000), volume: 2 },
  ])
  expect(minutes('SPX').map(({ at: begins }) => begins)).toEqual([
    at(FIRST, '10:00'),
    at(FIRST, '10:01'),
    at(FIRST, '10:02'),
    at(SECOND, '10:00'),
    at(SECOND, '10:01'),
  ])
  expect(minutes('SPX')[1]).toEqual({
    at: at(FIRST, '10:01'),
    open: 44_100_000,
    high: 44_100_000,
    low: 44_050_000,
    close: 44_050_000,
    volume: 0,
  })
  const past = market.asOf(at(FIRST, '10:01:59'))
  expect(past.minuteBars(CALL, at(FIRST, '09:30'), at(SECOND, '16:00'))).toHaveLength(1)
})
