import { beforeAll, describe, expect, it } from 'vitest'
import { apiWorld, type ApiWorld, HOST, NEIGHBOUR } from '../../support/http/api-world.ts'
import { everyRoute, PUBLIC, type Route, requestFor } from '../../support/http/every-route.ts'
import { bearer } from '../../support/http/stand-in-people.ts'

describe('every route of the API', () => {
  let api: ApiWorld
  let routes: readonly Route[]
  beforeAll(async () => {
    api = await apiWorld()
    routes = everyRoute(api.app)
  })

  const each = async (wanted: (route: Route) => boolean, check: (route: Route) => Promise<void>) => {
    const asked = routes.filter(wanted)
    expect(asked.length).toBeGreaterThan(0)
    for (const route of asked) await check(route)
  }
  const isPrivate = ({ path }: Route): boolean => !PUBLIC.has(path)
  const isChange = ({ method }: Route): boolean => method !== 'GET'
  const problemOf = async (response: Response): Promise<unknown> => {
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    return response.json()
  }

  it('is found in the app itself, and described in its document', async () => {
    const document = (await (await api.ask('/api/v1/openapi.json')).json()) as {
      readonly openapi: string
      readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
    }
    expect(document.openapi).toBe('3.1.0')
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const found = routes
      .filter(({ path }) => path.startsWith('/api/v1/') && !PUBLIC.has(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    expect(found.toSorted()).toEqual(described.toSorted())
    expect(found.length).toBeGreaterThan(25)
  })

  it('asks nobody for nothing: 401', () =>
    each(isPrivate, async (route) => {
      const response = await api.app.request(`http://${HOST}${requestFor(route).path}`, {
        method: route.method,
        headers: { host: HOST, origin: `http://${HOST}`, 'content-type': 'application/json' },
        ...(isChange(route) ? { body: '{}' } : {}),
      })
      expect(response.status, `${route.method} ${route.path}`).toBe(401)
      expect(await problemOf(response)).toMatchObject({ code: 'identity_must_be_proved' })
    }))

  it('refuses a scope that does not contain it: 403', () =>
    each(isPrivate, async (route) => {
      const scopes = route.path === '/metrics' || isChange(route) ? (['read'] as const) : (['admin'] as const)
      const { path, body } = requestFor(route)
      const response = await api.ask(path, {
        method: route.method,
        headers: bearer('trader', scopes),
        ...(isChange(route) ? { body } : {}),
      })
      expect(response.status, `${route.method} ${route.path}`).toBe(403)
      expect(await problemOf(response)).toMatchObject({ code: 'scope_must_allow_it' })
    }))

  it('refuses a change that another site asks for: 403', () =>
    each(isChange, async (route) => {
      const { path, body } = requestFor(route)
      const crossing: readonly Record<string, string>[] = [
        { origin: 'https://evil.test' },
        { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'null' },
        {},
      ]
      for (const more of crossing) {
        // With a cookie, as a browser sends it by itself; no page can send a key that it does not know.
        const headers = { authorization: '', cookie: 'session=trader.read+trade-live+admin', ...more }
        const response = await api.ask(path, { method: route.method, headers, body })
        expect(response.status, `${route.method} ${route.path} ${JSON.stringify(more)}`).toBe(403)
        expect(await problemOf(response)).toMatchObject({ code: 'origin_must_be_ours' })
      }
    }))

  it('answers under no other host: 421', () =>
    each(
      () => true,
      async (route) => {
        const response = await api.ask(requestFor(route).path, {
          method: route.method,
          headers: { host: 'rebound.test' },
        })
        expect(response.status, `${route.method} ${route.path}`).toBe(421)
      },
    ))

  it('refuses a body that is too long: 413', () =>
    each(isChange, async (route) => {
      const { path, headers } = requestFor(route)
      const response = await api.ask(path, {
        method: route.method,
        headers: { ...headers, 'content-length': String(70_000) },
        body: `{"reason":"${'x'.repeat(69_980)}"}`,
      })
      expect(response.status, `${route.method} ${route.path}`).toBe(413)
    }))

  it('refuses a malformed body, unknown fields and a missing key by name', () =>
    each(
      (route) => isChange(route) && requestFor(route).body !== undefined,
      async (route) => {
        const { path, headers, body } = requestFor(route)
        const name = `${route.method} ${route.path}`
        const ask = (given: unknown, more = headers) =>
          api.ask(path, { method: route.method, headers: more, body: given })
        for (const malformed of ['{', 'null', '[]', '"x"', '7']) {
          const response = await ask(malformed)
          expect([400, 422], `${name} ${malformed}`).toContain(response.status)
          await problemOf(response)
        }
        const extra = await ask({ ...(body as object), username: 'neighbour' })
        expect(extra.status, name).toBe(422)
        const keyless = await ask(body, {})
        // What sends nothing needs none.
        if (!route.path.endsWith('/preview')) expect(keyless.status, name).toBe(422)
      },
    ))

  it('answers alike for what is another’s and what never was: 404, the same bytes', async () => {
    const theirs = await api.open()
    await each(
      ({ path }) => path.includes(':'),
      async (route) => {
        const { headers, body } = requestFor(route)
        const ask = async (id: string, account: string) => {
          const path = `${route.path.replace(/:\w+/, encodeURIComponent(id))}${account}`
          const response = await api.ask(path, {
            method: route.method,
            as: NEIGHBOUR,
            headers: { ...headers, 'idempotency-key': `k-${Math.random().toString(36).slice(2)}` },
            ...(isChange(route) && body !== undefined ? { body } : {}),
          })
          return { status: response.status, text: await response.text() }
        }
        const foreign = await ask(route.path.includes('accounts') ? 'exchange:VA00000001' : theirs, '')
        const never = await ask('never-was', '')
        const foreignAccount = await ask('never-was', '?account=exchange:VA00000001')
        const noAccount = await ask('never-was', '?account=exchange:NEVER')
        expect(never.status, `${route.method} ${route.path}`).toBe(404)
        expect(foreign).toEqual(never)
        expect(foreignAccount).toEqual(noAccount)
      },
    )
  })

  it('answers alike for an account that is another’s and one that never was', () =>
    each(
      (route) => isPrivate(route) && route.path !== '/metrics' && !route.path.includes(':'),
      async (route) => {
        const { path, headers, body } = requestFor(route)
        const ask = async (account: string) => {
          const response = await api.ask(`${path}?account=${account}`, {
            method: route.method,
            as: NEIGHBOUR,
            headers,
            ...(isChange(route) && body !== undefined ? { body } : {}),
          })
          return { status: response.status, text: response.body === null ? '' : await bounded(response) }
        }
        expect(await ask('exchange:VA00000001'), path).toEqual(await ask('exchange:NEVER'))
      },
    ))
})

/** A stream of events has no end: its beginning must do. */
async function bounded(response: Response): Promise<string> {
  if (response.headers.get('content-type') !== 'text/event-stream') return response.text()
  await response.body!.cancel()
  return ''
}
