import { describe, expect, test } from 'vitest'
import { cents } from '../../../src/domain/money/cents.ts'
import { createTradierFace } from '../../../src/exchange/tradier-api/tradier-face.ts'
import { createVenue } from '../../../src/exchange/venue/create-venue.ts'
import { venueConfig } from '../../../src/exchange/venue/venue-config.ts'
import { ACCOUNT, TOKENS, TUESDAY_10 } from './conformance-target.ts'
import { fixedMarket } from './fixed-market.ts'

const DOOR_TOKEN = 'door-token'

function exchange(withDoor = true, withLevers = true) {
  const market = fixedMarket(TUESDAY_10)
  const venue = createVenue(venueConfig({ calendar: market.calendar }))
  venue.openAccount({ id: ACCOUNT, type: 'margin', optionLevel: 3, openingCash: cents(10_000_000) })
  let speed = 1
  const clock = {
    speed: () => speed,
    runAt: (asked: number) => {
      speed = asked
    },
    goTo: (time: number) => market.advanceTo(time),
  }
  const face = createTradierFace({
    venue,
    ...(withLevers ? { control: venue.control } : {}),
    market,
    tokens: TOKENS,
    ...(withDoor ? { door: { token: DOOR_TOKEN, clock } } : {}),
  })
  const use = async (method: string, lever: string, body?: unknown, token = DOOR_TOKEN) => {
    const answer = await face.fetch(
      new Request(`http://exchange.test/_exchange/${lever}`, {
        method,
        headers: { Authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
    return { status: answer.status, json: (await answer.json().catch(() => null)) as Record<string, unknown> }
  }
  return { market, face, use }
}

describe('the door for tests and demos', () => {
  test('is not there unless it is asked for', async () => {
    expect((await exchange(false).use('GET', 'clock')).status).toBe(404)
  })

  test("opens by its own token only: a trader's does not do", async () => {
    const { use } = exchange()
    for (const token of ['sandbox-token', 'live-token', '']) {
      const { status, json } = await use('GET', 'clock', undefined, token)
      expect([status, json['code']]).toEqual([401, 'token_must_be_of_the_door'])
    }
  })

  test('shows and moves the clock, forward only', async () => {
    const { use, market } = exchange()
    expect((await use('GET', 'clock')).json).toEqual({
      now: TUESDAY_10,
      newYork: '2026-09-22T10:00:00',
      speed: 1,
    })
    await use('POST', 'clock/step', { ms: 60_000 })
    expect(market.now).toBe(TUESDAY_10 + 60_000)
    expect((await use('POST', 'clock/jump', { to: '2026-09-22T15:59' })).json['newYork']).toBe(
      '2026-09-22T15:59:00',
    )
    expect((await use('POST', 'clock/jump', { to: TUESDAY_10 })).json['code']).toBe('time_must_not_go_back')
    expect((await use('POST', 'clock/speed', { speed: 60 })).json['speed']).toBe(60)
  })

  test('sets, shows and clears a plan of faults, which the very next request meets', async () => {
    const { use, face } = exchange()
    const plan = {
      seed: 7,
      rules: [{ fault: { kind: 'status', status: 503, after: false }, chance: 1, times: 1 }],
    }
    expect((await use('PUT', 'faults', plan)).json).toEqual(plan)
    expect((await use('GET', 'faults')).json).toEqual({ plan })
    const ask = () =>
      face.fetch(
        new Request('http://exchange.test/v1/user/profile', {
          headers: { Authorization: 'Bearer sandbox-token' },
        }),
      )
    expect([(await ask()).status, (await ask()).status]).toEqual([503, 200])
    const swarm = (await use('POST', 'faults/swarm', { seed: 3 })).json
    expect((await use('GET', 'faults')).json).toEqual({ plan: swarm })
    expect((await use('DELETE', 'faults')).json).toEqual({ plan: null })
    expect((await ask()).status).toBe(200)
  })

  test('says in one sentence what is wrong with a request', async () => {
    const { use } = exchange()
    const wrong = async (method: string, lever: string, body?: unknown) => {
      const { status, json } = await use(method, lever, body)
      return [status, json['code'], json['detail']]
    }
    expect(await wrong('POST', 'clock/step', '{')).toEqual([
      ...[400, 'body_must_be_json', 'The body is no JSON; send one JSON object.'],
    ])
    expect(await wrong('POST', 'clock/step', { ms: -5 })).toEqual([
      ...[400, 'request_must_be_valid', expect.stringContaining('"ms"')],
    ])
    expect(
      await wrong('PUT', 'faults', { seed: 1, rules: [{ fault: { kind: 'fire' }, chance: 1 }] }),
    ).toEqual([...[400, 'request_must_be_valid', expect.stringContaining('"rules.0.fault.kind"')]])
    expect((await wrong('GET', 'nothing'))[1]).toBe('lever_must_exist')
    expect((await wrong('DELETE', 'clock')).slice(0, 2)).toEqual([405, 'method_must_fit'])
    expect((await wrong('POST', 'venue', { kind: 'wipe' }))[1]).toBe('account_must_be_named')
    expect((await wrong('POST', 'venue', { kind: 'wipe', account: 'VA1' }))[1]).toBe('account_must_exist')
    expect((await wrong('POST', 'venue', { kind: 'hand_close', account: ACCOUNT }))[1]).toBe(
      'position_must_exist',
    )
    const oneShare = { kind: 'hand_trade', account: ACCOUNT, quantity: 1 }
    expect((await wrong('POST', 'venue', { ...oneShare, symbol: 'NOPE' }))[0]).toBe(409)
    expect((await wrong('POST', 'venue', { ...oneShare, symbol: 'SPY', price: 'free' }))[0]).toBe(400)
    expect((await wrong('POST', 'clock/jump', { to: 9e15 }))[1]).toBe('jump_must_be_within_a_year')
    const { use: bare } = exchange(true, false)
    expect((await bare('POST', 'venue', { kind: 'wipe', account: ACCOUNT })).json['code']).toBe(
      'venue_must_have_levers',
    )
  })

  test('trades by hand, changes terms, and shows the truth and the hash of what happened', async () => {
    const { use } = exchange()
    const hash = async () => (await use('GET', 'event-log')).json['hash']
    const before = await hash()
    const trade = { kind: 'hand_trade', account: ACCOUNT, symbol: 'spy', quantity: 10, price: 650.5 }
    expect((await use('POST', 'venue', trade)).json).toEqual({
      symbol: 'SPY',
      quantity: 10,
      price: 6_505_000,
    })
    expect(await hash()).not.toBe(before)
    expect((await use('PUT', 'terms', { account: ACCOUNT, optionLevel: 5 })).json['optionLevel']).toBe(5)
    const truth = (await use('GET', `truth?account=${ACCOUNT}`)).json
    expect(truth).toMatchObject({ terms: { optionLevel: 5 }, positions: [{ symbol: 'SPY', quantity: 10 }] })
    expect(
      (await use('POST', 'venue', { kind: 'split', underlying: 'SPY', newShares: 2, oldShares: 1 })).status,
    ).toBe(200)
    const split = (await use('GET', `truth?account=${ACCOUNT}`)).json
    expect(split).toMatchObject({ positions: [{ symbol: 'SPY', quantity: 20 }] })
  })
})
