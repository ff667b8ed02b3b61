import { expect, expectTypeOf, it } from 'vitest'
import { createClient } from '../../../web/api/client.ts'
import { apiWorld, HOST } from '../../support/http/api-world.ts'
import { bearer } from '../../support/http/stand-in-people.ts'

it('the typed client asks and is answered as the types say', async () => {
  const api = await apiWorld()
  const id = await api.open()
  const client = createClient(`http://${HOST}`, {
    fetch: ((input: string | URL | Request, init?: RequestInit) =>
      api.app.request(input, init)) as typeof fetch,
    headers: { host: HOST, ...bearer('trader') },
  })
  const page = await client.api.v1.trades.$get({ query: { list: 'active' } })
  if (page.status !== 200) throw new Error('the page is refused')
  const { trades } = await page.json()
  const [trade] = trades
  expectTypeOf(trade!.realizedCents).toEqualTypeOf<number | null>()
  expectTypeOf(trade!.mark).toEqualTypeOf<string | null>()
  expect(trades.map((one) => one.id)).toEqual([id])
  const closed = await client.api.v1.trades[':id'].close.$post({
    param: { id },
    query: {},
    header: { 'idempotency-key': 'typed-client-1' },
    json: { version: 1 },
  })
  expect(closed.status).toBe(409)
  if (closed.status === 200) throw new Error('a stale version is taken')
  const problem = await closed.json()
  expectTypeOf(problem.code).toEqualTypeOf<string>()
  expect(problem.code).toBe('version_must_be_current')
})
