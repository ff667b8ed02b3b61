import fc from 'fast-check'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { instant } from '../../domain/calendar/instant.ts'
import type { Identity, Scope } from '../../ports/identity.ts'
import { bodyGuard, LONGEST_BODY_BYTES } from './body-guard.ts'
import { clientAddress } from './client-address.ts'
import type { GuardEnv } from './guard-env.ts'
import { hostGuard } from './host-guard.ts'
import { identityGuard, scopeGuard } from './identity-guard.ts'
import { jsonDepth } from './json-depth.ts'
import { requestIdGuard } from './request-id-guard.ts'
import { sameOriginGuard } from './same-origin-guard.ts'
import { securityHeaders } from './security-headers.ts'
import { timeoutGuard } from './timeout-guard.ts'

const ORIGIN = 'http://localhost:8420'

/** An app of all guards, whose only page counts how often it was reached. */
function guarded(identity: Identity | null = null, timeoutMs = 1_000) {
  const reached: unknown[] = []
  const app = new Hono<GuardEnv>()
  let made = 0
  app.use(requestIdGuard({ next: () => `r${made++}` }))
  app.use(securityHeaders(true))
  app.use(timeoutGuard(timeoutMs, ['/endless']))
  app.use(hostGuard(['localhost:8420', '127.0.0.1:8420']))
  app.use(sameOriginGuard([ORIGIN]))
  app.use(bodyGuard())
  app.all('/open', async (c) => {
    reached.push(c.req.method === 'POST' ? await c.req.json() : null)
    return c.text('reached')
  })
  app.get('/slow', () => new Promise<Response>(() => {}))
  app.get('/endless', async (c) => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return c.text('ended')
  })
  app.use('/mine', identityGuard({ identify: async () => identity }))
  app.get('/mine', (c) => c.text(c.get('identity').name))
  app.use('/trade', identityGuard({ identify: async () => identity }), scopeGuard('trade-paper'))
  app.all('/trade', (c) => c.text('traded'))
  const ask = (path: string, init: RequestInit = {}, headers: Readonly<Record<string, string>> = {}) =>
    app.request(path, { ...init, headers: { host: 'localhost:8420', ...headers } })
  const post = (body: NonNullable<RequestInit['body']>, headers: Readonly<Record<string, string>> = {}) =>
    ask('/open', { method: 'POST', body }, { origin: ORIGIN, 'content-type': 'application/json', ...headers })
  return { ask, post, reached }
}

async function codeOf(response: Response): Promise<unknown> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const body = (await response.json()) as { readonly code: string; readonly status: number }
  expect(body.status).toBe(response.status)
  return body.code
}

describe('the guards', () => {
  it('A8: answer to our own names only (DNS rebinding)', async () => {
    const { ask, reached } = guarded()
    for (const host of [
      'evil.example',
      'evil.example:8420',
      'localhost',
      'localhost:8421',
      'localhost:8420.evil.example',
      '',
    ]) {
      const response = await ask('/open', {}, { host })
      expect(response.status, host).toBe(421)
      expect(await codeOf(response)).toBe('host_must_be_ours')
    }
    expect(reached).toEqual([])
    for (const host of ['localhost:8420', 'LOCALHOST:8420', '127.0.0.1:8420']) {
      expect((await ask('/open', {}, { host })).status, host).toBe(200)
    }
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:9999' }],
    ['no scheme of ours', { origin: 'https://localhost:8420' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nobody', {}],
    ['a sibling that says so', { 'sec-fetch-site': 'same-site' }],
    ['a typed address', { 'sec-fetch-site': 'none' }],
    ['another site beside our word', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['a page that stole a key but brings its cookie', { authorization: 'Bearer lwk_x', cookie: 'a=b' }],
    ['another kind of key', { authorization: 'Basic YTpi' }],
  ])('A8, S9: refuse a change that comes from %s', async (_, headers) => {
    const { ask, reached } = guarded()
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await ask(
        '/open',
        { method, body: '{}' },
        { 'content-type': 'application/json', ...headers },
      )
      expect(response.status).toBe(403)
      expect(await codeOf(response)).toBe('origin_must_be_ours')
    }
    expect(reached).toEqual([])
  })

  it.each([
    ['our page', { origin: ORIGIN, cookie: 'a=b' }],
    ['our page, by the browser’s word', { 'sec-fetch-site': 'same-origin', cookie: 'a=b' }],
    ['a program with a key and no cookie', { authorization: 'Bearer lwk_x' }],
  ])('let through a change that comes from %s', async (_, headers) => {
    const { ask } = guarded()
    const init = { method: 'POST', body: '{}' }
    expect((await ask('/open', init, { 'content-type': 'application/json', ...headers })).status).toBe(200)
  })

  it('A12: take 64 KiB and not a byte more, said or not said beforehand', async () => {
    const { post, reached } = guarded()
    const text = (bytes: number) => `"${'a'.repeat(bytes - 2)}"`
    expect((await post(text(LONGEST_BODY_BYTES))).status).toBe(200)
    expect(reached).toEqual(['a'.repeat(LONGEST_BODY_BYTES - 2)])
    const tooLong = await post(text(LONGEST_BODY_BYTES + 1))
    expect(tooLong.status).toBe(413)
    expect(await codeOf(tooLong)).toBe('body_must_be_short')
    const lying = await post(text(LONGEST_BODY_BYTES + 1), { 'content-length': '10' })
    expect(lying.status).toBe(413)
    expect((await post('{}', { 'content-length': '70000' })).status).toBe(413)
    expect(reached).toHaveLength(1)
  })

  it('A12: take JSON only, twenty brackets deep, whole and not compressed', async () => {
    const { post, reached } = guarded()
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect((await post(nested(20))).status).toBe(200)
    for (const [body, headers, status] of [
      [nested(21), {}, 400],
      [nested(30_000), {}, 400],
      ['{"a":', {}, 400],
      ['{"a":1}x', {}, 400],
      [new Uint8Array([0x22, 0xff, 0x22]), {}, 400],
      ['a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
      ['{}', { 'content-type': 'text/plain' }, 415],
      ['{}', { 'content-type': 'application/json; charset=utf-16' }, 415],
      ['{}', { 'content-encoding': 'gzip' }, 415],
    ] as const) {
      const response = await post(body, headers)
      expect(response.status).toBe(status)
      await codeOf(response)
    }
    expect(reached).toHaveLength(1)
  })

  it('put the strict headers on every answer, refusals too', async () => {
    const { ask } = guarded()
    for (const response of [
      await ask('/open'),
      await ask('/nowhere'),
      await ask('/open', {}, { host: 'x' }),
    ]) {
      const csp = response.headers.get('content-security-policy') ?? ''
      expect(csp).toContain("default-src 'none'")
      expect(csp).toContain("frame-ancestors 'none'")
      expect(csp).not.toContain('unsafe')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('strict-transport-security')).toContain('max-age')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
      expect(response.headers.get('x-request-id')).toMatch(/^r\d+$/)
    }
    const named = await ask('/open', {}, { 'x-request-id': 'forged' })
    expect(named.headers.get('x-request-id')).not.toBe('forged')
  })

  it('answer for whoever does not, but not for what has no end', async () => {
    const { ask } = guarded(null, 20)
    const response = await ask('/slow')
    expect(response.status).toBe(503)
    expect(await codeOf(response)).toBe('answer_must_come_in_time')
    expect(await (await ask('/endless')).text()).toBe('ended')
  })

  it('S2, S12: say 401 in JSON to nobody, and know no default identity', async () => {
    const { ask } = guarded(null)
    for (const path of ['/mine', '/trade', '/mine?x=.js', '/mine#a.css']) {
      const response = await ask(path)
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect(await codeOf(response)).toBe('sign_in_must_come_first')
    }
  })

  it.each<[readonly Scope[], number]>([
    [['read'], 403],
    [['admin'], 403],
    [[], 403],
    [['trade-paper'], 200],
    [['trade-live'], 200],
    [['admin', 'trade-live'], 200],
  ])('A15: let %j do what the scopes allow', async (scopes, status) => {
    const identity: Identity = { username: 'u', name: 'Ann', scopes, via: 'api_key', provedAt: instant(1) }
    const { ask } = guarded(identity)
    expect((await ask('/mine')).status).toBe(200)
    const response = await ask('/trade')
    expect(response.status).toBe(status)
    if (status === 403) expect(await codeOf(response)).toBe('scope_must_be_granted')
  })

  it('judge the depth of a text as a parser would meet it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        const depth = (value: unknown): number =>
          typeof value === 'object' && value !== null
            ? 1 + Math.max(0, ...Object.values(value).map(depth))
            : 0
        expect(jsonDepth(text)).toBe(depth(JSON.parse(text)))
      }),
    )
  })
})

describe('where a request comes from', () => {
  it.each([
    ['nobody in between', '198.51.100.1', null, '198.51.100.1'],
    ['a list that a stranger wrote', '198.51.100.1', '1.1.1.1', '198.51.100.1'],
    ['a proxy of ours', '10.0.0.5', '198.51.100.1', '198.51.100.1'],
    ['a proxy of ours that heard a forged list', '10.0.0.5', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['two proxies of ours', '::ffff:10.0.0.5', '198.51.100.1, 10.0.0.9', '198.51.100.1'],
    ['a proxy that says nonsense', '10.0.0.5', 'unknown', '10.0.0.5'],
    ['nobody knows', null, '198.51.100.1', null],
  ])('%s', (_, peer, list, expected) => {
    expect(clientAddress(['10.0.0.0/8', '::1'])(peer, list)).toBe(expected)
  })

  it('trusts no proxy unless it is told to, and nothing that is no address', () => {
    expect(clientAddress([])('127.0.0.1', '1.1.1.1')).toBe('127.0.0.1')
    expect(() => clientAddress(['proxy.example'])).toThrow(TypeError)
  })
})
