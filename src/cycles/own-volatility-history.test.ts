import { describe, expect, test } from 'vitest'
import { buildMarketCalendar } from '../domain/calendar/market-calendar.ts'
import { instantOf } from '../domain/calendar/new-york-time.ts'
import { sessionsBetween } from '../domain/calendar/session-lookup.ts'
import { timeOfDay } from '../domain/calendar/time-of-day.ts'
import { type TradingDay, tradingDay } from '../domain/calendar/trading-day.ts'
import type { VolatilityRecord } from '../ports/store/volatility-store.ts'
import type { IvStanding, VolatilityHistory } from '../ports/volatility-history.ts'
import { ownVolatilityHistory } from './own-volatility-history.ts'
import { vendorOrOwnVolatility } from './vendor-or-own-volatility.ts'

const calendar = buildMarketCalendar(2024, 2027)
const TODAY = tradingDay('2026-09-23')
const YESTERDAY = tradingDay('2026-09-22')
const MORNING = instantOf(TODAY, timeOfDay('09:45'))
/** The year that ends with yesterday. */
const YEAR = sessionsBetween(calendar, tradingDay('2025-08-01'), YESTERDAY)
  .map(({ day }) => day)
  .slice(-252)

function recordOf(day: TradingDay, volatility: number, source = 'own'): VolatilityRecord {
  const recordedAt = instantOf(day, timeOfDay('16:18'))
  return { underlying: 'SPY', day, volatility, source, quality: 'interpolated', recordedAt }
}

function historyOf(records: readonly VolatilityRecord[]): VolatilityHistory {
  return ownVolatilityHistory({
    username: 'trader',
    calendar,
    clock: { now: () => MORNING, sleep: async () => undefined },
    work: {
      transact: (_, work) =>
        work({
          putVolatility: async () => undefined,
          volatilities: async (underlying, from, to) =>
            records.filter((one) => one.underlying === underlying && one.day >= from && one.day <= to),
        }),
    },
  })
}

async function standing(records: readonly VolatilityRecord[], underlying = 'SPY'): Promise<IvStanding> {
  const answer = await historyOf(records).readStanding(underlying, 'scan')
  if (!answer.ok) throw new Error(answer.message)
  return answer.value
}

/** From 10 % by 0.2 points a day, and 35.1 % yesterday. */
const RISING = YEAR.map((day, i) => recordOf(day, i === 251 ? 0.351 : 0.1 + 0.002 * i))

describe('our own history', () => {
  test('ranks the newest day in a year that ends with it, by source and window', async () => {
    const found = await standing(RISING)
    expect(found).toMatchObject({
      iv: 0.351,
      source: 'own',
      window: { sessions: 252, from: YEAR[0], to: YESTERDAY },
      asOf: instantOf(YESTERDAY, timeOfDay('16:18')),
    })
    // Lowest 0.1, highest 0.1 + 0.002 × 250 = 0.6; 126 days are below 0.351, those of 0.1 to 0.35.
    expect(found.rank).toBeCloseTo((100 * 0.251) / 0.5, 9)
    expect(found.percentile).toBeCloseTo((100 * 126) / 252, 9)
    expect(found.refusal).toBeUndefined()
  })

  test('B-30 with 199 sessions there is no rank and the reason is named; with 200 there is one', async () => {
    const short = await standing(RISING.slice(-199))
    expect(short).toMatchObject({ rank: null, percentile: null, window: null, iv: 0.351, source: 'own' })
    expect(short.refusal).toMatchObject({ code: 'history_must_have_enough_sessions' })
    expect(short.refusal?.message).toContain('199')
    expect((await standing(RISING.slice(-200))).rank).not.toBeNull()
  })

  test('B-30 nothing written down, or nothing lately, is unknown and not the last value', async () => {
    const nothing = { rank: null, percentile: null, iv: null, window: null }
    const code = 'history_must_be_recent'
    expect(await standing(RISING, 'QQQ')).toMatchObject({ ...nothing, asOf: MORNING, refusal: { code } })
    expect(await standing(RISING.slice(0, -2))).toMatchObject({ ...nothing, refusal: { code } })
    const evening = await standing(RISING.slice(0, -1))
    expect(evening).toMatchObject({ window: { to: '2026-09-21' } })
    expect(evening.rank).not.toBeNull()
  })

  test('names the vendors that stand in for days of the window, and for no others', async () => {
    const before = recordOf(tradingDay('2025-09-18'), 0.9, 'other')
    const mixed = RISING.map((one, i) => (i === 5 ? { ...one, source: 'tradier' } : one))
    expect(YEAR[0]! > before.day).toBe(true)
    expect(await standing([before, ...mixed])).toMatchObject({ source: 'own+tradier' })
  })
})

describe('a vendor before our own history', () => {
  const log: string[] = []
  const vendors = (answer: Awaited<ReturnType<VolatilityHistory['readStanding']>>, own: VolatilityHistory) =>
    vendorOrOwnVolatility({ readStanding: async () => answer }, own, {
      write: (_level, _tag, message, facts) => void log.push(`${message}: ${facts?.['vendor']}`),
    }).readStanding('SPY', 'scan')
  const ofVendor: IvStanding = {
    rank: 40,
    percentile: 55,
    iv: 0.2,
    window: null,
    source: 'orats',
    asOf: MORNING,
  }
  const cores = { ok: true, value: { ...ofVendor, rank: null, source: 'orats_cores' } } as const
  const fault = { ok: false, kind: 'unavailable', code: 'http_503', message: 'down', retryAt: null } as const

  test('the vendor answers where it has a rank', async () => {
    const answer = { ok: true, value: ofVendor } as const
    expect(await vendors(answer, historyOf(RISING))).toBe(answer)
    expect(log).toEqual([])
  })

  test('ours stands in where the vendor has none or cannot be read, and both the standing and the log say so', async () => {
    for (const answer of [cores, fault]) {
      expect(await vendors(answer, historyOf(RISING))).toMatchObject({ ok: true, value: { source: 'own' } })
    }
    const said = "our own history of SPY stands in for the vendor's"
    expect(log).toEqual([`${said}: orats_cores has no rank`, `${said}: http_503`])
  })

  test('without a rank of ours either, the answer of the vendor stands', async () => {
    for (const answer of [cores, fault]) expect(await vendors(answer, historyOf([]))).toBe(answer)
  })
})
