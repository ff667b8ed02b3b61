import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildMarketCalendar } from '../calendar/market-calendar.ts'
import { sessionsBetween } from '../calendar/session-lookup.ts'
import { tradingDay } from '../calendar/trading-day.ts'
import { type DailyVolatility, ivRank } from './iv-rank.ts'

const calendar = buildMarketCalendar(2025, 2026)
const TO = tradingDay('2026-09-22')
const days = sessionsBetween(calendar, tradingDay('2025-09-01'), TO).map(({ day }) => day)
const year = days.slice(-252)

function rankOf(history: readonly DailyVolatility[], current: number, to = TO) {
  return ivRank({ history, current, calendar, to })
}

describe('a year of known days', () => {
  // From 10 % on the first day to 60.2 % on the last.
  const history = year.map((day, i) => ({ day, volatility: 0.1 + 0.002 * i }))

  test('rank is the place between the extremes, percentile the share of lower days', () => {
    const found = rankOf(history, 0.351)
    expect(found).toMatchObject({
      ok: true,
      value: { window: { sessions: 252, from: year[0], to: TO }, missing: [] },
    })
    if (!found.ok) return
    expect(found.value.rank).toBeCloseTo((100 * 0.251) / 0.502, 9)
    expect(found.value.percentile).toBeCloseTo((100 * 126) / 252, 9)
  })

  test('the two differ: one calm year with one shock', () => {
    const shock = year.map((day, i) => ({ day, volatility: i === 40 ? 0.8 : 0.12 + 0.0001 * (i % 5) }))
    const found = rankOf(shock, 0.13)
    if (!found.ok) throw new Error(found.message)
    expect(found.value.rank).toBeCloseTo((100 * 0.01) / 0.68, 6)
    expect(found.value.percentile).toBeCloseTo((100 * 251) / 252, 6)
  })

  test('a record is 0 or 100, a flat year has a percentile only', () => {
    expect(rankOf(history, 0.9)).toMatchObject({ value: { rank: 100, percentile: 100 } })
    expect(rankOf(history, 0.05)).toMatchObject({ value: { rank: 0, percentile: 0 } })
    const flat = year.map((day) => ({ day, volatility: 0.2 }))
    expect(rankOf(flat, 0.2)).toMatchObject({ value: { rank: null, percentile: 0 } })
  })

  test('a record is 100 to the last bit, whatever the extremes', () => {
    const [lowest, record] = [0.01, 1.9999999999999913]
    expect((100 * (record - lowest)) / (record - lowest)).toBeGreaterThan(100)
    const low = year.map((day) => ({ day, volatility: lowest }))
    expect(rankOf(low, record)).toMatchObject({ value: { rank: 100 } })
  })

  test('what lies outside of the window does not count', () => {
    const before = { day: days[days.length - 253]!, volatility: 9 }
    const holiday = { day: tradingDay('2026-07-03'), volatility: 9 }
    expect(rankOf([before, holiday, ...history], 0.351)).toEqual(rankOf(history, 0.351))
  })

  test('a window that ends on a closed day ends on the session before', () => {
    const found = rankOf(history, 0.3, tradingDay('2026-09-20'))
    expect(found).toMatchObject({ value: { window: { to: '2026-09-18' } } })
  })
})

describe('what is missing', () => {
  test('is named', () => {
    const history = year
      .map((day, i) => ({ day, volatility: i === 7 ? Number.NaN : i === 9 ? 0 : 0.2 }))
      .filter((_, i) => i !== 3)
    const found = rankOf(history, 0.3)
    expect(found).toMatchObject({
      value: { missing: [year[3], year[7], year[9]], window: { sessions: 249, from: year[0] } },
    })
  })

  test('too short a past is refused, by how much', () => {
    const history = year.slice(-199).map((day) => ({ day, volatility: 0.2 }))
    const found = rankOf(history, 0.3)
    expect(found).toMatchObject({ ok: false, code: 'history_must_have_enough_sessions' })
    expect(found.ok ? '' : found.message).toContain('of 199 is known; 200 are needed')
    expect(rankOf([], 0.3)).toMatchObject({ ok: false })
    expect(ivRank({ history: [], current: 0.3, calendar, to: TO, leastSessions: 0 })).toMatchObject({
      ok: false,
    })
  })

  test('a volatility of today that is none is refused', () => {
    const history = year.map((day) => ({ day, volatility: 0.2 }))
    for (const current of [Number.NaN, 0, -1, Number.POSITIVE_INFINITY]) {
      expect(rankOf(history, current)).toMatchObject({ ok: false, code: 'volatility_must_be_positive' })
    }
  })
})

test('rank and percentile lie between 0 and 100, and do not fall when volatility rises', () => {
  const volatility = fc.double({ min: 0.01, max: 2, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(volatility, { minLength: 200, maxLength: 252 }),
      volatility,
      volatility,
      (values, a, b) => {
        const history = values.map((value, i) => ({ day: year[i]!, volatility: value }))
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((current) => rankOf(history, current))
        if (!low?.ok || !high?.ok) throw new Error('refused')
        for (const { rank, percentile } of [low.value, high.value]) {
          expect(rank === null || (rank >= 0 && rank <= 100)).toBe(true)
          expect(percentile >= 0 && percentile <= 100).toBe(true)
        }
        expect(high.value.percentile).toBeGreaterThanOrEqual(low.value.percentile)
        expect(high.value.rank ?? 0).toBeGreaterThanOrEqual((low.value.rank ?? 0) - 1e-9)
      },
    ),
  )
})
