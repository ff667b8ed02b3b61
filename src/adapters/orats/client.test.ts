import { describe, expect, test } from 'vitest'
import { oratsStandIn, STAND_IN_TOKEN, type StandInAnswer } from '../../../test/support/orats-stand-in.ts'
import { instant } from '../../domain/calendar/instant.ts'
import type { Clock } from '../../ports/clock.ts'
import { OratsClient } from './client.ts'

const START = instant(1_790_103_000_000)

function setUp(terms: { token?: string; timeoutMs?: number; callsPerMinute?: number } = {}) {
  let now: number = START
  const slept: number[] = []
  const clock: Clock = {
    now: () => instant(now),
    sleep: async (ms) => {
      slept.push(ms)
      now += ms
    },
  }
  const standIn = oratsStandIn({ ivrank: [{ ticker: 'SPY', tradeDate: '2026-09-22', iv: 14.33 }] })
  const client = new OratsClient({ token: STAND_IN_TOKEN, fetch: standIn.fetch, clock, ...terms })
  const read = (priority: 'scan' | 'exit' = 'scan', ticker = 'SPY') =>
    client.read('ivrank', { ticker }, priority)
  const pass = (ms: number) => {
    now += ms
  }
  return { standIn, read, slept, pass }
}

async function faultOf(...answers: StandInAnswer[]) {
  const { standIn, read, slept } = setUp({ timeoutMs: 20 })
  standIn.answerWith(...answers)
  const answer = await read()
  if (answer.ok) throw new Error('no fault')
  return { ...answer, calls: standIn.asked.length, slept }
}

test('reads rows with the token in the query', async () => {
  const { standIn, read } = setUp()
  expect(await read()).toEqual({
    ok: true,
    value: [{ ticker: 'SPY', tradeDate: '2026-09-22', iv: 14.33 }],
  })
  expect(standIn.asked).toEqual(['ivrank?ticker=SPY'])
  expect(await read('scan', 'NOPE')).toEqual({ ok: true, value: [] })
})

describe('faults', () => {
  test('a token that is not accepted, and one that may not', async () => {
    const { read } = setUp({ token: 'other-token-of-someone' })
    const answer = await read()
    expect(answer).toMatchObject({ ok: false, kind: 'unauthorized', code: 'http_401' })
    // The gateway repeats the token; nobody else does.
    expect(JSON.stringify(answer)).not.toContain('other-token')
    expect(JSON.stringify(answer)).toContain('token *** is not known')
    const denied = await faultOf({ status: 403, body: '{"Message":"explicit deny"}' })
    expect(denied).toMatchObject({ kind: 'unauthorized', code: 'http_403', calls: 1 })
    expect(denied.message).toContain('explicit deny')
  })

  test('a limit that is reached closes the way until it opens', async () => {
    const { standIn, read, pass } = setUp()
    standIn.answerWith({ status: 429, headers: { 'retry-after': '7' } })
    expect(await read()).toMatchObject({ kind: 'rate_limited', code: 'http_429', retryAt: START + 7_000 })
    expect(await read('exit')).toMatchObject({ kind: 'rate_limited', retryAt: START + 7_000 })
    expect(standIn.asked).toHaveLength(1)
    pass(7_000)
    expect(await read()).toMatchObject({ ok: true })
    expect(await faultOf({ status: 429 })).toMatchObject({ retryAt: START + 60_000 })
  })

  test('our own budget keeps a tenth for exits', async () => {
    const { standIn, read, pass } = setUp({ callsPerMinute: 10 })
    for (let call = 0; call < 9; call += 1) expect(await read()).toMatchObject({ ok: true })
    pass(1_000)
    const refused = { kind: 'rate_limited', code: 'request_budget', retryAt: START + 60_000 }
    expect(await read()).toMatchObject(refused)
    expect(await read('exit')).toMatchObject({ ok: true })
    expect(await read('exit')).toMatchObject(refused)
    expect(standIn.asked).toHaveLength(10)
    pass(59_000)
    expect(await read()).toMatchObject({ ok: true })
  })

  test('server errors and silence are tried twice more', async () => {
    const failing = { status: 503, body: '<html>down</html>' }
    expect(await faultOf(failing, failing, failing)).toMatchObject({
      kind: 'unavailable',
      code: 'http_503',
      calls: 3,
      slept: [250, 1_000],
    })
    const { standIn, read } = setUp({ timeoutMs: 20 })
    standIn.answerWith({ hangs: true }, { status: 500, body: '{"message":"Internal server error"}' })
    expect(await read()).toMatchObject({ ok: true })
    expect(await faultOf({ hangs: true }, { hangs: true }, { hangs: true })).toMatchObject({
      kind: 'unavailable',
      code: 'timeout',
      calls: 3,
    })
  })

  test('of a broken connection only the code is told', async () => {
    const cause = Object.assign(new Error(`connect to ?token=${STAND_IN_TOKEN}`), { code: 'ECONNREFUSED' })
    const error = Object.assign(new TypeError(`failed at ?token=${STAND_IN_TOKEN}`), { cause })
    const fault = await faultOf({ error }, { error }, { error })
    expect(fault).toMatchObject({ kind: 'unavailable', code: 'econnrefused' })
    expect(JSON.stringify(fault)).not.toContain(STAND_IN_TOKEN)
  })

  test('a request that is wrong is not repeated', async () => {
    const wrong = { status: 400, body: '{"error":"Too many tickers; the limit is 10."}' }
    expect(await faultOf(wrong)).toMatchObject({ kind: 'rejected', code: 'http_400', calls: 1 })
  })

  test('an answer that cannot be read is no empty one', async () => {
    for (const [body, code] of [
      ['<html></html>', 'body_is_markup'],
      ['{"data":[{"ticker":"SPY"', 'body_is_no_json'],
      ['', 'body_is_no_json'],
      ['{"rows":[]}', 'body_has_no_data'],
      ['{"data":null}', 'body_has_no_data'],
      ['[]', 'body_has_no_data'],
      ['fine', 'body_has_no_data'],
      ['null', 'body_has_no_data'],
    ] as const) {
      expect([body, await faultOf({ body })]).toMatchObject([body, { kind: 'malformed', code, calls: 1 }])
    }
  })
})

test('404 in words means that there are no rows, a page means nothing', async () => {
  const { standIn, read } = setUp()
  standIn.answerWith({ status: 404, body: 'Not found.' })
  expect(await read()).toEqual({ ok: true, value: [] })
  expect(await faultOf({ status: 404, body: '<html></html>' })).toMatchObject({
    kind: 'rejected',
    code: 'http_404',
  })
})

test('numbers that are none become null', async () => {
  const { standIn, read } = setUp()
  standIn.answerWith({ body: '{"data":[{"iv":NaN,"low":-Infinity,"note":"NaN stays, and \\"NaN\\" too"}]}' })
  expect(await read()).toEqual({
    ok: true,
    value: [{ iv: null, low: null, note: 'NaN stays, and "NaN" too' }],
  })
})

test('a redirect is followed at home and nowhere else', async () => {
  const { standIn, read } = setUp()
  standIn.answerWith({ status: 301, headers: { location: '/datav2/ivrank?ticker=SPY' } })
  expect(await read()).toMatchObject({ ok: true, value: [{ iv: 14.33 }] })
  for (const location of [
    'https://api.orats.io.example.com/',
    'http://api.orats.io/datav2/ivrank',
    '//x.y/',
  ]) {
    const away = { status: 302, headers: { location } }
    expect(await faultOf(away, away, away)).toMatchObject({ code: 'redirect_elsewhere' })
  }
})

test('a token that is none is a bug that does not show it', () => {
  for (const token of ['', 'two words', 'line\nbreak']) {
    expect(() => setUp({ token })).toThrow(/one word of visible characters$/)
  }
})
