import { expect, test } from 'vitest'
import { oratsStandIn, STAND_IN_TOKEN, type StandInRows } from '../../../test/support/orats-stand-in.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { OratsClient } from './client.ts'
import { OratsVolatilityHistory } from './volatility-history.ts'

const NOW = instant(Date.UTC(2026, 8, 22, 18, 50))
const calendar = buildMarketCalendar(2025, 2027)

const RANK = {
  ticker: 'SPY',
  tradeDate: '2026-09-22',
  iv: 14.33,
  ivRank1m: 56.19,
  ivPct1m: 70,
  ivRank1y: 22.41,
  ivPct1y: 56.57,
  updatedAt: '2026-09-22T18:50:02Z',
}
const CORE = { ticker: 'SPY', tradeDate: '2026-09-21', iv30d: 13.8, ivPctile1y: 55.2 }

function setUp(rows: StandInRows, denied: readonly string[] = []) {
  const standIn = oratsStandIn(rows, denied)
  const clock = { now: () => NOW, sleep: async () => {} }
  const client = new OratsClient({ token: STAND_IN_TOKEN, fetch: standIn.fetch, clock })
  return { standIn, history: new OratsVolatilityHistory(client, calendar) }
}

test('rank and percentile of a year, with their window and source', async () => {
  const { history } = setUp({ ivrank: [RANK] })
  expect(await history.readStanding('SPY', 'scan')).toEqual({
    ok: true,
    value: {
      rank: 22.41,
      percentile: 56.57,
      iv: 0.1433,
      window: { sessions: 251, from: '2025-09-23', to: '2026-09-22' },
      source: 'orats',
      asOf: Date.UTC(2026, 8, 22, 18, 50, 2),
    },
  })
  expect(await history.readStanding('NOPE', 'scan')).toMatchObject({ kind: 'rejected', code: 'no_rows' })
})

test('what is missing or no share of a hundred is null, never zero', async () => {
  const bare = { ticker: 'SPY', tradeDate: '2026-09-22', iv: 'NaN', ivRank1y: null, ivPct1y: 101 }
  const { history } = setUp({ ivrank: [bare] })
  expect(await history.readStanding('SPY', 'scan')).toMatchObject({
    value: { rank: null, percentile: null, iv: null, asOf: NOW },
  })
  const far = { ...RANK, tradeDate: '1901-01-01' }
  expect(await setUp({ ivrank: [far] }).history.readStanding('SPY', 'scan')).toMatchObject({
    value: { window: null },
  })
  const broken = setUp({ ivrank: [{ ...RANK, tradeDate: null }] })
  expect(await broken.history.readStanding('SPY', 'scan')).toMatchObject({
    kind: 'malformed',
    code: 'wrong_tradeDate',
  })
})

test('a plan without ranks gives the percentile of the session before, and is asked for ranks once', async () => {
  const { history, standIn } = setUp({ ivrank: [RANK], 'hist/cores': [CORE] }, ['ivrank'])
  const standing = {
    rank: null,
    percentile: 55.2,
    iv: 0.138,
    window: { to: '2026-09-21' },
    source: 'orats_cores',
  }
  expect(await history.readStanding('SPY', 'scan')).toMatchObject({ value: standing })
  expect(await history.readStanding('SPY', 'scan')).toMatchObject({ value: standing })
  const cores =
    'hist/cores?ticker=SPY&tradeDate=2026-09-21&fields=ticker,tradeDate,iv30d,ivPctile1y,updatedAt'
  expect(standIn.asked).toEqual(['ivrank?ticker=SPY', cores, cores])
})

test('cores that are not there yet are those of the session before, and older ones are none', async () => {
  const friday = { ...CORE, tradeDate: '2026-09-18' }
  const { history } = setUp({ 'hist/cores': [friday] }, ['ivrank'])
  expect(await history.readStanding('SPY', 'scan')).toMatchObject({ value: { window: { to: '2026-09-18' } } })
  const old = setUp({ 'hist/cores': [{ ...CORE, tradeDate: '2026-09-17' }] }, ['ivrank'])
  expect(await old.history.readStanding('SPY', 'scan')).toMatchObject({ code: 'no_rows' })
})

test('a fault is a fault: no other source is asked for a token that is not accepted or a service that is down', async () => {
  const { history, standIn } = setUp({ ivrank: [RANK], 'hist/cores': [CORE] })
  standIn.answerWith({ status: 401, body: '{"message":"no"}' })
  expect(await history.readStanding('SPY', 'scan')).toMatchObject({ kind: 'unauthorized', code: 'http_401' })
  standIn.answerWith({ status: 503 }, { status: 503 }, { status: 503 })
  expect(await history.readStanding('SPY', 'scan')).toMatchObject({ kind: 'unavailable' })
  expect(await history.readStanding('SPY', 'scan')).toMatchObject({ value: { source: 'orats' } })
})
