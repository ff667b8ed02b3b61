import { expect, it } from 'vitest'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { checkClosingDay, checkExpirationDay } from './session-days.ts'

const calendar = buildMarketCalendar(2010, 2027)
const expires = (day: string): string => {
  const checked = checkExpirationDay(calendar, tradingDay(day))
  return checked.ok ? 'accepted' : checked.message
}

it.each([
  ['2026-12-18', 'accepted'],
  ['2026-12-19', 'Nothing expires on 2026-12-19 (Saturday); the nearest session is 2026-12-18.'],
  ['2026-12-20', 'Nothing expires on 2026-12-20 (Sunday); the nearest session is 2026-12-21.'],
  ['2025-04-18', 'Nothing expires on 2025-04-18 (Good Friday); the nearest session is 2025-04-17.'],
  // As near to the one as to the other.
  ['2026-11-26', 'Nothing expires on 2026-11-26 (Thanksgiving Day); the nearest session is 2026-11-25.'],
  ['2015-01-17', 'accepted'],
  ['2015-02-21', 'Nothing expires on 2015-02-21 (Saturday); the nearest session is 2015-02-20.'],
  ['2015-01-18', 'Nothing expires on 2015-01-18 (Sunday); the nearest session is 2015-01-16.'],
  // A day of mourning: its options were listed before anyone knew.
  ['2025-01-09', 'accepted'],
  ['2030-01-05', 'accepted'],
  ['2010-01-01', "Nothing expires on 2010-01-01 (New Year's Day); the nearest session is 2010-01-04."],
])('expiration %s: %s', (day, sentence) => {
  expect(expires(day)).toBe(sentence)
})

it('wants a day with a close, and names the session before', () => {
  const checked = checkClosingDay(calendar, tradingDay('2026-12-20'))
  expect(checked).toMatchObject({ ok: false, code: 'day_must_have_a_close' })
  expect(!checked.ok && checked.message).toMatch(/\(Sunday\); the session before it is 2026-12-18\.$/)
  expect(checkClosingDay(calendar, tradingDay('2026-12-18')).ok).toBe(true)
  expect(checkClosingDay(calendar, tradingDay('2030-01-05')).ok).toBe(true)
})
