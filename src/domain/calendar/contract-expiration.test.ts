import { expect, test } from 'vitest'
import {
  contractCloses,
  type ExpiringContract,
  expirationInstant,
  lastTradingSession,
  settlementSession,
} from './contract-expiration.ts'
import { buildMarketCalendar, sessionOn } from './market-calendar.ts'
import { formatNewYork } from './new-york-time.ts'
import { tradingDay } from './trading-day.ts'

const calendar = buildMarketCalendar()
const contract = (root: string, day: string): ExpiringContract => ({ root, expiration: tradingDay(day) })

function closeOn(root: string, expiration: string, day: string): string | null {
  const session = sessionOn(calendar, tradingDay(day))
  if (session.kind === 'closed') throw new Error(`${day} is closed`)
  const at = contractCloses(calendar, contract(root, expiration), session)
  return at === null ? null : formatNewYork(at).slice(0, 16)
}

test.each([
  // root, expiration of the symbol, last session, instant of expiration
  ['SPX', '2023-10-20', '2023-10-19', '2023-10-20T09:30-04:00'],
  ['SPXW', '2023-10-20', '2023-10-20', '2023-10-20T16:00-04:00'],
  ['SPY', '2023-10-20', '2023-10-20', '2023-10-20T16:00-04:00'],
  ['AAPL', '2026-11-27', '2026-11-27', '2026-11-27T13:00-05:00'],
  ['SPXW', '2026-11-27', '2026-11-27', '2026-11-27T13:00-05:00'],
  ['VIX', '2024-06-18', '2024-06-17', '2024-06-18T09:30-04:00'],
  // Thursday 2025-04-17 stands for Good Friday.
  ['SPX', '2025-04-17', '2025-04-16', '2025-04-17T09:30-04:00'],
  // Saturdays, the second one after Good Friday.
  ['TWX', '2014-06-21', '2014-06-20', '2014-06-20T16:00-04:00'],
  ['TWX', '2014-04-19', '2014-04-17', '2014-04-17T16:00-04:00'],
  ['SPX', '2014-04-19', '2014-04-16', '2014-04-17T09:30-04:00'],
  // A day of mourning that nobody foresaw when the options were listed.
  ['SPXW', '2025-01-09', '2025-01-08', '2025-01-08T16:00-05:00'],
])('%s %s trades until %s and expires at %s', (root, expiration, last, expires) => {
  expect(lastTradingSession(calendar, contract(root, expiration)).day).toBe(last)
  expect(formatNewYork(expirationInstant(calendar, contract(root, expiration)))).toBe(expires)
  expect(settlementSession(calendar, contract(root, expiration)).day).toBe(expires.slice(0, 10))
})

test('index options settled at the close end with the stocks on their last day, those of funds do not', () => {
  expect(closeOn('SPXW', '2023-10-20', '2023-10-19')).toBe('2023-10-19T16:15')
  expect(closeOn('SPXW', '2023-10-20', '2023-10-20')).toBe('2023-10-20T16:00')
  expect(closeOn('XSP', '2026-11-27', '2026-11-27')).toBe('2026-11-27T13:00')
  expect(closeOn('SPXW', '2026-12-31', '2026-11-27')).toBe('2026-11-27T13:15')
  expect(closeOn('SPY', '2023-10-20', '2023-10-20')).toBe('2023-10-20T16:15')
  expect(closeOn('AAPL', '2023-10-20', '2023-10-20')).toBe('2023-10-20T16:00')
})

test('an option settled at the open has its whole last session, and none on its expiration', () => {
  expect(closeOn('SPX', '2023-10-20', '2023-10-19')).toBe('2023-10-19T16:15')
  expect(closeOn('SPX', '2023-10-20', '2023-10-20')).toBeNull()
  expect(closeOn('SPXW', '2023-10-20', '2023-10-23')).toBeNull()
})
