import { describe, expect, test } from 'vitest'
import { oratsStandIn, STAND_IN_TOKEN } from '../../../test/support/orats-stand-in.ts'
import { memoryStore } from '../../adapters/memory/memory-store.ts'
import { Secrets } from '../../adapters/log/secrets.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { openOrats } from './open-orats.ts'
import { openVolatility } from './open-volatility.ts'
import { oratsChoice } from './orats-choice.ts'

const NOW = instant(Date.UTC(2026, 8, 22, 18, 50))
const calendar = buildMarketCalendar(2025, 2027)
const clock = { now: () => NOW, sleep: async () => undefined }
const RANK = { ticker: 'SPY', tradeDate: '2026-09-22', iv: 14.33, ivRank1y: 22.41, ivPct1y: 56.57 }

describe('the choice', () => {
  test('is none without a token, delayed unless the plan is said to be live', () => {
    expect(oratsChoice({})).toEqual({ ok: true, value: null })
    expect(oratsChoice({ LEGWORK_ORATS_TOKEN: ' ' })).toEqual({ ok: true, value: null })
    const token = STAND_IN_TOKEN
    expect(oratsChoice({ LEGWORK_ORATS_TOKEN: ` ${token}\n` })).toEqual({
      ok: true,
      value: { token, plan: 'delayed' },
    })
    expect(oratsChoice({ LEGWORK_ORATS_TOKEN: token, LEGWORK_ORATS_PLAN: 'live' })).toMatchObject({
      value: { plan: 'live' },
    })
  })

  test('is refused by name, and no refusal repeats a token', () => {
    const two = `${STAND_IN_TOKEN} ${STAND_IN_TOKEN}`
    const refusals = [
      oratsChoice({ LEGWORK_ORATS_TOKEN: STAND_IN_TOKEN, LEGWORK_ORATS_PLAN: 'fast' }),
      oratsChoice({ LEGWORK_ORATS_PLAN: 'live' }),
      oratsChoice({ LEGWORK_ORATS_TOKEN: two }),
    ]
    expect(refusals.map((one) => (one.ok ? null : one.code))).toEqual([
      'orats_plan_must_be_known',
      'orats_plan_needs_a_token',
      'orats_token_must_be_one_word',
    ])
    expect(JSON.stringify(refusals)).not.toContain(STAND_IN_TOKEN)
  })
})

describe('the source', () => {
  const open = (rows: Parameters<typeof oratsStandIn>[0], plan: 'live' | 'delayed' = 'delayed') => {
    const standIn = oratsStandIn(rows)
    return openOrats({ token: STAND_IN_TOKEN, plan }, { clock, calendar, fetch: standIn.fetch })
  }
  const lines: string[] = []
  const log = { write: (_: string, tag: string, message: string) => void lines.push(`${tag} ${message}`) }
  const own = { work: memoryStore(), username: 'trader', clock, calendar }

  test('declares how old its prices are by the plan, and names the token as a secret', () => {
    expect([open({}).market.declaredDelayMs, open({}, 'live').market.declaredDelayMs]).toEqual([
      900_000, 10_000,
    ])
    const secrets = new Secrets()
    for (const secret of open({}).secrets) secrets.add(secret)
    expect(secrets.hide(`GET /datav2/ivrank?token=${STAND_IN_TOKEN}`)).not.toContain(STAND_IN_TOKEN)
  })

  test('ranks by ORATS where it answers; by nothing while neither it nor our own history can', async () => {
    const orats = openVolatility(open({ ivrank: [RANK] }).volatility, own, log)
    expect(await orats.readStanding('SPY', 'scan')).toMatchObject({ value: { rank: 22.41, source: 'orats' } })
    expect(await orats.readStanding('NOPE', 'scan')).toMatchObject({ ok: false, code: 'no_rows' })
    const ours = openVolatility(null, own, log)
    expect(await ours.readStanding('SPY', 'scan')).toMatchObject({
      value: { rank: null, source: 'own', refusal: { code: 'history_must_be_recent' } },
    })
    expect(lines).toEqual([])
  })
})
