import { expect, test } from 'vitest'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { sessionsBetween } from '../../domain/calendar/session-lookup.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { listedExpirations } from './listed-expirations.ts'
import { SYNTHETIC_UNIVERSE } from './synthetic-universe.ts'

const calendar = buildMarketCalendar(2025, 2030)
const DAY = tradingDay('2026-09-22')
const listed = (symbol: string, day = DAY) => {
  const spec = SYNTHETIC_UNIVERSE.find((one) => one.symbol === symbol)!
  return listedExpirations(calendar, spec, day)
}
const rootsOf = (symbol: string) => [...new Set(listed(symbol).map(({ root }) => root))].sort()

test('an index has its monthly root and its weekly one', () => {
  expect(rootsOf('SPX')).toEqual(['SPX', 'SPXW'])
  expect(rootsOf('NDX')).toEqual(['NDX', 'NDXP'])
  expect(rootsOf('RUT')).toEqual(['RUT', 'RUTW'])
  expect(rootsOf('VIX')).toEqual(['VIX', 'VIXW'])
  expect(rootsOf('SPY')).toEqual(['SPY'])
})

test('SPXW ends on every session of five weeks, SPX on third Fridays', () => {
  const weekly = listed('SPX').filter(({ root }) => root === 'SPXW')
  const sessions = sessionsBetween(calendar, DAY, tradingDay('2026-10-27')).map(({ day }) => day)
  expect(weekly.map(({ day }) => day).slice(0, sessions.length)).toEqual(sessions)
  const monthly = listed('SPX').filter(({ root }) => root === 'SPX')
  expect(monthly.slice(0, 3).map(({ day }) => day)).toEqual(['2026-10-16', '2026-11-20', '2026-12-18'])
  expect(monthly.every(({ type }) => type === 'standard')).toBe(true)
})

test('what is listed stays listed until it ends', () => {
  for (const { symbol } of SYNTHETIC_UNIVERSE) {
    let before = listed(symbol)
    for (const { day } of sessionsBetween(calendar, tradingDay('2026-09-23'), tradingDay('2027-01-29'))) {
      const now = listed(symbol, day)
      const names = new Set(now.map((row) => `${row.day} ${row.root}`))
      const lost = before.filter((row) => row.day >= day && !names.has(`${row.day} ${row.root}`))
      expect([symbol, day, lost]).toEqual([symbol, day, []])
      before = now
    }
  }
})
