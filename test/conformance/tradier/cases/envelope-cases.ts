import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { controlOf } from '../conformance-target.ts'
import { at, FAR_BUY, place, send } from '../tradier-client.ts'

const PROFILE = 'GET /user/profile'
const tokens = ['tokens'] as const
const control = ['control'] as const

/** Who is let in, in which format, and how often. */
export const ENVELOPE_CASES: readonly ConformanceCase[] = [
  conformanceCase(1, 'JSON when it is asked for', { endpoint: PROFILE, source: '1.2' }, async (target) => {
    const answer = await send(target, 'GET', '/user/profile')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('application/json')
  }),
  conformanceCase(2, 'XML without an Accept header', { endpoint: PROFILE, source: '1.2' }, async (target) => {
    const answer = await send(target, 'GET', '/user/profile', { accept: null })
    expect(answer.headers.get('content-type')).toContain('xml')
    expect(answer.text).toMatch(/<profile>.*<account_number>/s)
  }),
  conformanceCase(3, 'XML for any type', { endpoint: PROFILE, source: '1.2' }, async (target) => {
    const answer = await send(target, 'GET', '/user/profile', { accept: '*/*' })
    expect(answer.text).toContain('<profile>')
  }),
  conformanceCase(4, 'no token is a 401', { endpoint: PROFILE, source: '1.4 b' }, async (target) => {
    expect((await send(target, 'GET', '/user/profile', { token: null })).status).toBe(401)
  }),
  conformanceCase(
    5,
    'a wrong token is a gateway fault',
    { endpoint: PROFILE, source: '1.4 b' },
    async (target) => {
      const answer = await send(target, 'GET', '/user/profile', { token: 'no-such-token' })
      expect(answer.status).toBe(401)
      expect(answer.text).toMatch(/Invalid Access Token/i)
    },
  ),
  conformanceCase(
    6,
    'an expired token is told so, with its errorcode',
    { endpoint: PROFILE, source: '1.4 b', needs: tokens },
    async (target) => {
      const answer = await send(target, 'GET', '/user/profile', { token: 'old-token' })
      expect(answer.status).toBe(401)
      expect(answer.json).toEqual({
        fault: {
          faultstring: 'Access Token expired',
          detail: { errorcode: 'keymanagement.service.access_token_expired' },
        },
      })
    },
  ),
  conformanceCase(
    7,
    'a token belongs to one environment: all four combinations',
    { endpoint: PROFILE, source: '1.2', needs: tokens },
    async (target) => {
      const status = async (host: string, token: string): Promise<number> =>
        (await send(target, 'GET', `https://${host}.tradier.com/v1/user/profile`, { token })).status
      expect([
        await status('sandbox', 'sandbox-token'),
        await status('api', 'sandbox-token'),
        await status('sandbox', 'live-token'),
        await status('api', 'live-token'),
      ]).toEqual([200, 401, 401, 200])
    },
  ),
  conformanceCase(
    8,
    'a foreign account is 401 with a plain text',
    { endpoint: 'GET /accounts/{id}/balances', source: '1.4' },
    async (target) => {
      const answer = await send(target, 'GET', '/accounts/VA99999999/balances')
      expect([answer.status, answer.text.trim()]).toEqual([401, 'Unauthorized Account: VA99999999'])
    },
  ),
  conformanceCase(
    9,
    'rate headers on every answer, the end of the window in 13 digits',
    { endpoint: PROFILE, source: '1.3' },
    async (target) => {
      const { headers } = await send(target, 'GET', '/user/profile')
      const number = (name: string): number => Number(headers.get(`x-ratelimit-${name}`))
      expect(number('allowed')).toBeGreaterThan(0)
      expect(number('used') + number('available')).toBe(number('allowed'))
      expect(headers.get('x-ratelimit-expiry')).toMatch(/^\d{13}$/)
    },
  ),
  conformanceCase(
    10,
    'the 61st request of a sandbox minute is 429, and the next minute is free',
    { endpoint: 'GET /markets/clock', source: '1.3', needs: control },
    async (target) => {
      const statuses: number[] = []
      for (let i = 0; i < 60; i += 1) statuses.push((await send(target, 'GET', '/markets/clock')).status)
      expect(new Set(statuses)).toEqual(new Set([200]))
      const over = await send(target, 'GET', '/markets/clock')
      expect(over.status).toBe(429)
      expect(over.text).toMatch(/^Quota Violation.*\s\d{13}$/)
      expect(over.headers.get('x-ratelimit-available')).toBe('0')
      controlOf(target).advance(60_000)
      expect((await send(target, 'GET', '/markets/clock')).status).toBe(200)
    },
  ),
  conformanceCase(
    11,
    'classes have windows of their own',
    { endpoint: 'GET /markets/clock', source: '1.3', needs: control },
    async (target) => {
      for (let i = 0; i < 61; i += 1) await send(target, 'GET', '/markets/clock')
      expect((await send(target, 'GET', '/user/profile')).headers.get('x-ratelimit-used')).toBe('1')
      const placed = await send(target, 'POST', `/accounts/${target.account}/orders`, { form: FAR_BUY })
      expect(placed.headers.get('x-ratelimit-used')).toBe('1')
    },
  ),
  conformanceCase(
    12,
    'live tokens have 120 reads and 60 orders a minute',
    { endpoint: PROFILE, source: '1.3', needs: tokens },
    async (target) => {
      const ask = { token: 'live-token' }
      const read = await send(target, 'GET', '/user/profile', ask)
      const trade = await send(target, 'DELETE', '/accounts/6YA00042/orders/1', ask)
      expect(read.headers.get('x-ratelimit-allowed')).toBe('120')
      expect(trade.headers.get('x-ratelimit-allowed')).toBe('60')
    },
  ),
  conformanceCase(13, 'an unknown path is 404', { endpoint: 'any', source: '1.4' }, async (target) => {
    expect((await send(target, 'GET', '/no/such/thing')).status).toBe(404)
  }),
  conformanceCase(
    15,
    'unknown parameters and empty ones are overlooked, booleans in any case',
    { endpoint: 'POST /accounts/{id}/orders', source: '1.2' },
    async (target) => {
      const form = {
        ...FAR_BUY,
        option_symbol: '',
        stop: '',
        False: 'False',
        preview: 'False',
        order_id: '1',
      }
      const id = await place(target, form)
      await send(target, 'DELETE', `/accounts/${target.account}/orders/${id}`)
    },
  ),
  conformanceCase(
    16,
    'parameters of an order may be in the query, and the form wins',
    { endpoint: 'POST /accounts/{id}/orders', source: '1.2', needs: control },
    async (target) => {
      const query = new URLSearchParams({ ...FAR_BUY, quantity: '3' }).toString()
      const answer = await send(target, 'POST', `/accounts/${target.account}/orders?${query}`, {
        form: 'quantity=2',
      })
      const { venue } = controlOf(target)
      const order = venue.order(target.account, at(answer.json, 'order.id') as number)
      expect(order).toMatchObject({ request: { quantity: 2, symbol: 'SPY' } })
    },
  ),
  conformanceCase(
    17,
    "an account that exists but is not the token's is foreign for every resource",
    { endpoint: 'any of /accounts/{id}', source: '1.4', needs: tokens },
    async (target) => {
      const mine = await place(target)
      const ask = { token: 'cash-token' }
      for (const path of ['balances', 'positions', 'orders', 'gainloss', `orders/${mine}`]) {
        const answer = await send(target, 'GET', `/accounts/${target.account}/${path}`, ask)
        expect([answer.status, answer.text], path).toEqual([401, `Unauthorized Account: ${target.account}`])
      }
      for (const [method, path] of [
        ['POST', 'orders'],
        ['PUT', `orders/${mine}`],
        ['DELETE', `orders/${mine}`],
      ] as const) {
        const answer = await send(target, method, `/accounts/${target.account}/${path}`, {
          ...ask,
          form: FAR_BUY,
        })
        expect(answer.status, method).toBe(401)
      }
      const own = await send(target, 'DELETE', `/accounts/VA00000043/orders/${mine}`, ask)
      expect(own.status).toBe(401)
      expect(controlOf(target).venue.orders(target.account)).toMatchObject([{ id: mine, status: 'open' }])
    },
  ),
]
