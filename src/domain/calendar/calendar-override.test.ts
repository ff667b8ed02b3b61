import { expect, test } from 'vitest'
import { calendarDifferences, type DayOverride, withOverrides } from './calendar-override.ts'
import { buildMarketCalendar, type MarketCalendar, sessionOn } from './market-calendar.ts'
import { phaseAt } from './market-phase.ts'
import { instantOf } from './new-york-time.ts'
import { nextSession } from './session-lookup.ts'
import { formatTimeOfDay, timeOfDay } from './time-of-day.ts'
import { tradingDay } from './trading-day.ts'

const calendar = buildMarketCalendar(2025, 2027)
const closed = (day: string, reason: string): DayOverride => ({ day: tradingDay(day), closed: reason })
const open = (day: string, opens: string, closes: string): DayOverride => ({
  day: tradingDay(day),
  opens: timeOfDay(opens),
  closes: timeOfDay(closes),
})

function overridden(...overrides: DayOverride[]): MarketCalendar {
  const result = withOverrides(calendar, overrides)
  if (!result.ok) throw new Error(result.message)
  return result.value
}

test('a session that the broker closes is closed for its reason, and the old calendar is as it was', () => {
  const mourning = overridden(closed('2026-12-01', 'Day of mourning'))
  const day = tradingDay('2026-12-01')
  expect(sessionOn(mourning, day)).toEqual({
    kind: 'closed',
    day,
    cause: 'override',
    reason: 'Day of mourning',
  })
  expect(nextSession(mourning, tradingDay('2026-11-30')).day).toBe('2026-12-02')
  expect(sessionOn(calendar, day).kind).toBe('session')
})

test('a day that the broker opens has a session, of its hours', () => {
  const day = tradingDay('2026-12-25')
  const session = sessionOn(overridden(open('2026-12-25', '09:30', '12:00')), day)
  if (session.kind === 'closed') throw new Error('closed')
  expect(session.unusual).toBe('Open 09:30 to 12:00')
  expect(formatTimeOfDay(session.hours.lateCloses)).toBe('12:15')
  expect(formatTimeOfDay(session.hours.afterHoursCloses)).toBe('17:00')
  expect(session.closes).toBe(instantOf(day, timeOfDay('12:00')))
})

test('a half day that the broker does not know is made whole, and the other way round', () => {
  const whole = sessionOn(overridden(open('2026-11-27', '09:30', '16:00')), tradingDay('2026-11-27'))
  expect(whole.kind === 'session' && whole.unusual).toBeNull()
  const half = sessionOn(overridden(open('2026-12-01', '09:30', '13:00')), tradingDay('2026-12-01'))
  expect(half.kind === 'session' && formatTimeOfDay(half.hours.lateCloses)).toBe('13:15')
})

test('what both say alike keeps its name, and takes the finer hours', () => {
  const day = tradingDay('2026-11-27')
  const agreed: DayOverride = {
    day,
    opens: timeOfDay('09:30'),
    closes: timeOfDay('13:00'),
    preMarketOpens: timeOfDay('07:00'),
  }
  const both = overridden(agreed, closed('2026-12-25', 'Market is closed for Christmas'))
  const session = sessionOn(both, day)
  expect(session.kind === 'session' && session.unusual).toBe('Day after Thanksgiving')
  expect(phaseAt(both, instantOf(day, timeOfDay('05:00')), 'regular')).toBe('closed')
  expect(phaseAt(calendar, instantOf(day, timeOfDay('05:00')), 'regular')).toBe('pre_market')
  expect(sessionOn(both, tradingDay('2026-12-25'))).toBe(sessionOn(calendar, tradingDay('2026-12-25')))
})

test('of two for one day the later wins', () => {
  const twice = overridden(closed('2026-12-01', 'Blizzard'), open('2026-12-01', '11:00', '16:00'))
  const session = sessionOn(twice, tradingDay('2026-12-01'))
  expect(session.kind === 'session' && session.unusual).toBe('Open 11:00 to 16:00')
})

test('refuses a day out of reach and hours that end before they begin, and applies none', () => {
  const outside = withOverrides(calendar, [closed('2028-01-03', 'Blizzard')])
  expect(outside.ok ? 'accepted' : outside.code).toBe('override_must_be_in_calendar')
  const backwards = withOverrides(calendar, [
    closed('2026-12-01', 'Blizzard'),
    open('2026-12-02', '16:00', '09:30'),
  ])
  expect(backwards.ok ? 'accepted' : backwards.code).toBe('override_must_open_before_it_closes')
})

test('differences are about whether and when the market trades, not about words', () => {
  const theirs = [
    closed('2026-12-25', 'Market is closed for Christmas'),
    open('2026-11-27', '09:30', '16:00'),
    closed('2026-12-01', 'Blizzard'),
    open('2026-12-02', '09:30', '16:00'),
    closed('2040-01-02', 'out of reach'),
  ]
  expect(calendarDifferences(calendar, theirs)).toEqual([
    { day: '2026-11-27', ours: 'open 09:30 to 13:00', theirs: 'open 09:30 to 16:00' },
    { day: '2026-12-01', ours: 'open 09:30 to 16:00', theirs: 'closed' },
  ])
  expect(calendarDifferences(overridden(...theirs.slice(0, 4)), theirs)).toEqual([])
})
