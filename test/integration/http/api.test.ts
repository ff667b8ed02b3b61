import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import * as trades from '../../../src/contract/api/trade-messages.ts'
import * as accounts from '../../../src/contract/api/account-messages.ts'
import * as records from '../../../src/contract/api/record-messages.ts'
import { ENTRY_GATE } from '../../../src/contract/api/risk-messages.ts'
import { SETTINGS_PAGE } from '../../../src/contract/api/setting-messages.ts'
import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { enterSpread, proposalOf } from '../../support/engine/enter-spread.ts'
import { ACCOUNT } from '../../support/engine/trading-world.ts'
import { apiWorld, type ApiWorld, HOST, NEIGHBOUR } from '../../support/http/api-world.ts'
import { bearer } from '../../support/http/stand-in-people.ts'

const DEBIT = {
  strategy: 'BULL_CALL_DEBIT',
  root: 'SPY',
  expiration: '2026-10-16',
  strikes: [650, 660],
} as const

let keys = 0
const key = () => ({ 'idempotency-key': `test-key-${++keys}` })

const READS: Readonly<Record<string, z.ZodObject>> = {
  '/me': accounts.ME,
  '/accounts': accounts.ACCOUNTS,
  '/status': accounts.STATUS,
  '/balances': accounts.BALANCES_ANSWER,
  '/stats': accounts.STATS,
  '/market': accounts.MARKET,
  '/snapshots': accounts.SNAPSHOTS,
  '/positions': records.POSITIONS,
  '/orders?all=true': records.ORDERS,
  '/trades': trades.TRADE_PAGE,
  '/trades/history': trades.TRADE_PAGE,
  '/proposals': records.PROPOSALS,
  '/breaks': records.BREAKS,
  '/decisions': records.DECISIONS,
  '/cycles': records.CYCLES,
  '/settings': SETTINGS_PAGE,
  '/risk': ENTRY_GATE,
}

describe('reads', () => {
  let api: ApiWorld
  beforeAll(async () => {
    api = await apiWorld()
    await proposalOf(api.world, DEBIT)
    await api.open()
    await runMonitor(api.world.engine)
  })

  it.each(Object.entries(READS))('%s is as its schema says, without a field more', async (path, schema) => {
    const response = await api.ask(`/api/v1${path}`)
    const body: unknown = await response.json()
    expect(response.status, JSON.stringify(body)).toBe(200)
    expect(schema.strict().parse(body)).toEqual(body)
    expect(response.headers.get('x-request-id')).toMatch(/^\w{26}$/)
    expect(response.headers.get('ratelimit-limit')).toBe('1000000')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('shows everything of a trade, and exports it', async () => {
    const { trades: rows } = (await (await api.ask('/api/v1/trades')).json()) as z.output<
      typeof trades.TRADE_PAGE
    >
    expect(rows).toHaveLength(1)
    const detail = await api.ask(`/api/v1/trades/${rows[0]!.id}`)
    const body: unknown = await detail.json()
    expect(trades.TRADE_DETAIL.strict().parse(body)).toEqual(body)
    expect(body).toMatchObject({
      trade: rows[0]!,
      legs: [{ action: 'buy_to_open' }, { action: 'sell_to_open' }],
    })
    const csv = await api.ask('/api/v1/trades/export')
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect((await csv.text()).split('\r\n')).toHaveLength(3)
    const json = (await (await api.ask('/api/v1/trades/export?format=json')).json()) as { id: string }[]
    expect(json.map(({ id }) => id)).toEqual([rows[0]!.id])
    expect((await api.ask('/api/v1/trades?from=2026-02-30')).status).toBe(422)
    expect((await api.ask('/api/v1/trades?cursor=nonsense')).status).toBe(422)
    expect((await api.ask('/api/v1/trades?username=neighbour')).status).toBe(422)
  })

  it('shows prices as decimal texts and money as cents', async () => {
    const { positions } = (await (await api.ask('/api/v1/positions')).json()) as {
      positions: { symbol: string; costBasisCents: number; trades: string[] }[]
    }
    expect(positions.map(({ symbol }) => symbol)).toEqual(['SPY261016C00650000', 'SPY261016C00660000'])
    expect(positions[0]!.costBasisCents).toBeGreaterThan(500_00)
    const { orders } = (await (await api.ask('/api/v1/orders?all=true')).json()) as {
      orders: { limit: { effect: string; amount: string } }[]
    }
    expect(orders[0]!.limit).toEqual({ effect: 'debit', amount: expect.stringMatching(/^\d\.\d\d$/) })
  })

  it('shows a neighbour nothing of it', async () => {
    for (const path of ['/positions', '/orders?all=true', '/proposals', '/decisions']) {
      const body = (await (await api.ask(`/api/v1${path}`, { as: NEIGHBOUR })).json()) as Record<
        string,
        unknown
      >
      expect(Object.values(body).filter(Array.isArray).flat(), path).toEqual([])
    }
  })

  it('tells the market as the calendar has it', async () => {
    const market = (await (await api.ask('/api/v1/market')).json()) as Record<string, unknown>
    expect(market).toMatchObject({ day: '2026-09-22', isOpen: true, isHalfDay: false, reason: null })
    expect(market['nextChangeAt']).toBe(Date.UTC(2026, 8, 22, 20))
  })
})

describe('lists', () => {
  it('answer 304 while nothing has changed, and new bytes after a change', async () => {
    const api = await apiWorld({ now: () => Date.UTC(2026, 8, 22) as never })
    const first = await api.ask('/api/v1/orders?all=true')
    const etag = first.headers.get('etag')!
    expect(etag).toMatch(/^"[\w-]{27}"$/)
    const again = await api.ask('/api/v1/orders?all=true', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    await api.open()
    const changed = await api.ask('/api/v1/orders?all=true', { headers: { 'if-none-match': etag } })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
    expect(((await changed.json()) as { orders: unknown[] }).orders.length).toBeGreaterThan(0)
  })

  it('are never the list of another user, of another query or of another account', async () => {
    const api = await apiWorld({ now: () => Date.UTC(2026, 8, 22) as never })
    await api.open()
    const texts = async (as: string, path: string) => (await api.ask(path, { as })).text()
    const mine = await texts('trader', '/api/v1/orders?all=true')
    expect(await texts(NEIGHBOUR, '/api/v1/orders?all=true')).toBe('{"orders":[]}')
    expect(await texts('trader', '/api/v1/orders')).toBe('{"orders":[]}')
    expect(await texts('trader', '/api/v1/orders?all=true')).toBe(mine)
  })
})

describe('commands', () => {
  it('C-18: the same key does one thing, whatever is repeated; another body is refused; keys are each user’s own', async () => {
    const api = await apiWorld()
    const headers = key()
    const pause = (reason: string, as = 'trader') =>
      api.ask('/api/v1/risk/pause', { method: 'POST', body: { reason }, headers, as })
    const [first, second] = await Promise.all([pause('lunch'), pause('lunch')])
    expect((await pause('lunch')).status).toBe(200)
    expect([first.status, second.status]).toEqual([200, 200])
    expect(await first.text()).toBe(await second.text())
    expect((await pause('dinner')).status).toBe(422)
    expect((await pause('dinner', NEIGHBOUR)).status).toBe(200)
  })

  it('stop entries and release them by the phrase only', async () => {
    const api = await apiWorld()
    const post = (path: string, body: unknown) =>
      api.ask(`/api/v1/risk/${path}`, { method: 'POST', body, headers: key() })
    expect(await (await post('hard-stop', { reason: 'enough' })).json()).toMatchObject({
      open: false,
      flags: [{ flag: 'HARD_STOP', reason: 'enough' }],
    })
    const wrong = await post('release', { typed: 'release' })
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { code: 'confirmation_must_be_typed' }])
    const { phrases } = (await (await api.ask('/api/v1/risk')).json()) as { phrases: { release: string } }
    expect(await (await post('release', { typed: phrases.release })).json()).toMatchObject({ open: true })
  })

  it('flatten closes what is open, by its phrase', async () => {
    const api = await apiWorld()
    const id = await api.open()
    const flatten = (typed: string) =>
      api.ask('/api/v1/flatten', { method: 'POST', body: { typed }, headers: key() })
    expect((await flatten('yes')).status).toBe(422)
    const done = await flatten(`flatten ${ACCOUNT}`)
    expect([done.status, await done.json()]).toMatchObject([200, { closing: [{ tradeId: id }], left: [] }])
  })

  it('refuse an account of money to a scope for paper', async () => {
    const api = await apiWorld()
    const live = { ...api.deps.directory.accountsOf('trader')[0]! }
    const view = { ...live.view, mode: 'LIVE' as const }
    const accounts = [{ ...live, view }]
    const directory = { ...api.deps.directory, accountsOf: () => accounts }
    const guarded = await apiWorld({ directory })
    const headers = { ...key(), ...bearer('trader', ['trade-paper']) }
    const refused = await guarded.ask('/api/v1/risk/resume', { method: 'POST', body: {}, headers })
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'scope_must_allow_it' }])
    const allowed = { ...key(), ...bearer('trader', ['trade-live']) }
    expect(
      (await guarded.ask('/api/v1/risk/resume', { method: 'POST', body: {}, headers: allowed })).status,
    ).toBe(200)
  })
})

const CALL = {
  strategy: 'LONG_CALL',
  root: 'SPY',
  expiration: '2026-10-16',
  strikes: ['650'],
  quantity: 1,
  limit: '5.20',
  stopLoss: '2.50',
  takeProfit: '9.00',
  context: { cardScore: 71, aiVerdict: 'BUY' },
} as const

async function quoted(): Promise<ApiWorld> {
  const api = await apiWorld()
  api.market.set('SPY261016C00650000', 5.0, 5.2)
  return api
}

describe('trades by hand', () => {
  const post = (api: ApiWorld, path: string, body: unknown, headers = key()) =>
    api.ask(`/api/v1/trades${path}`, { method: 'POST', body, headers })
  const placedIn = async (response: Response) => {
    const body = (await response.json()) as z.output<typeof trades.PLACED>
    expect(response.status, JSON.stringify(body)).toBe(201)
    return body
  }

  it('are previewed with every check, then placed, once for the key', async () => {
    const api = await quoted()
    const preview = (await (await post(api, '/preview', CALL, {} as never)).json()) as { checks: unknown[] }
    expect(preview).toMatchObject({
      passed: true,
      limit: { effect: 'debit', amount: '5.20' },
      costCents: 520_00,
    })
    expect(preview.checks.length).toBeGreaterThan(10)
    const headers = key()
    const first = await placedIn(await post(api, '', CALL, headers))
    expect(first.trade).toMatchObject({ strategy: 'LONG_CALL', origin: 'MANUAL', strikes: ['650.00'] })
    const again = await placedIn(await post(api, '', CALL, headers))
    expect(again).toMatchObject({ repeated: true, trade: { id: first.trade.id } })
    expect(await api.world.read((tx) => tx.recentTrades(ACCOUNT, 5))).toHaveLength(1)
    expect((await post(api, '', { ...CALL, quantity: 2 }, headers)).status).toBe(422)
  })

  it('C-17: a close for an old version is refused with the trade as it is, and sends nothing', async () => {
    const api = await quoted()
    const id = await api.open()
    const before = api.world.requests.filter(({ method }) => method === 'POST').length
    const stale = await post(api, `/${id}/close`, { version: 1 })
    expect([stale.status, await stale.json()]).toMatchObject([
      409,
      { code: 'version_must_be_current', state: { trade: { id, status: 'OPEN' } } },
    ])
    expect(api.world.requests.filter(({ method }) => method === 'POST')).toHaveLength(before)
  })

  it('C-37: an implausible ticker is refused before anybody is asked', async () => {
    const api = await quoted()
    const asked = api.world.requests.length
    for (const root of ['MSTRAAPL', '; DROP', 'x'.repeat(500)]) {
      expect((await post(api, '', { ...CALL, root })).status, root).toBe(422)
    }
    expect(api.world.requests).toHaveLength(asked)
  })

  it('C-36: there is no direction to sell a single option', async () => {
    const api = await quoted()
    expect((await post(api, '', { ...CALL, direction: 'SELL' })).status).toBe(422)
    expect((await post(api, '', { ...CALL, strategy: 'SHORT_CALL' })).status).toBe(422)
  })

  it('cannot set what is not theirs to set', async () => {
    const api = await quoted()
    for (const field of [
      'username',
      'account',
      'id',
      'version',
      'status',
      'managed',
      'origin',
      'memo',
      'live',
    ]) {
      expect((await post(api, '', { ...CALL, [field]: 'x' })).status, field).toBe(422)
    }
  })

  it('show the broker’s words when it refuses: 502', async () => {
    const api = await quoted()
    api.world.faults = ({ method, path }) =>
      method === 'POST' && path.endsWith('/orders')
        ? ({ kind: 'status', status: 500, after: true } as never)
        : null
    const response = await post(api, '', CALL)
    expect([502, 503, 504]).toContain(response.status)
  })
})

describe('settings', () => {
  const page = async (response: Response) => (await response.json()) as z.output<typeof SETTINGS_PAGE>
  const put = (api: ApiWorld, body: unknown) =>
    api.ask('/api/v1/settings', { method: 'PUT', body, headers: key() })
  const settingOf = ({ settings }: z.output<typeof SETTINGS_PAGE>, name: string) =>
    settings.find((one) => one.key === name)?.value

  it('C-21: what is saved is what another session reads, with the ranges of one schema', async () => {
    const api = await apiWorld()
    const { version, settings } = await page(await api.ask('/api/v1/settings'))
    expect(settings.find((one) => one.key === 'user.max_positions')).toMatchObject({
      value: '5',
      default: '5',
    })
    const values = { 'user.daily_loss_limit': '150', 'user.max_positions': '5', 'tilt.caution': 'off' }
    const saved = await page(await put(api, { version, values }))
    for (const [name, value] of Object.entries(values)) expect(settingOf(saved, name)).toBe(value)
    expect(await page(await api.ask('/api/v1/settings'))).toEqual(saved)
  })

  it('C-17: a stale version of the settings is refused with the present ones, and nothing is written', async () => {
    const api = await apiWorld()
    const { version } = await page(await api.ask('/api/v1/settings'))
    expect((await put(api, { version, values: { 'user.max_positions': '7' } })).status).toBe(200)
    const stale = await put(api, { version, values: { 'user.max_positions': '9' } })
    expect(stale.status).toBe(409)
    const problem = (await stale.json()) as { code: string; state: z.output<typeof SETTINGS_PAGE> }
    expect(problem.code).toBe('version_must_be_current')
    expect(settingOf(problem.state, 'user.max_positions')).toBe('7')
  })

  it('are written all or none, refused by the key, and taken back', async () => {
    const api = await apiWorld()
    const { version } = await page(await api.ask('/api/v1/settings'))
    const wrong = await put(api, { version, values: { 'user.max_positions': '7', 'risk.heat': '-1' } })
    expect([wrong.status, ((await wrong.json()) as { detail: string }).detail]).toEqual([
      422,
      expect.stringContaining('risk.heat'),
    ])
    const after = await page(await api.ask('/api/v1/settings'))
    expect([after.version, settingOf(after, 'user.max_positions')]).toEqual([version, '5'])
    const set = await page(
      await put(api, { version, values: { 'user.max_positions': '7' }, everywhere: true }),
    )
    const unset = { version: set.version, values: { 'user.max_positions': null }, everywhere: true }
    expect(settingOf(await page(await put(api, unset)), 'user.max_positions')).toBe('5')
  })

  it('of all accounts are those of an account of money as well, and are written by who may trade it', async () => {
    const api = await apiWorld()
    const paper = bearer('trader', ['trade-paper'])
    const wish = async () => {
      const { version } = await page(await api.ask('/api/v1/settings'))
      return { version, values: { 'user.max_positions': '25' }, everywhere: true }
    }
    const putAs = async (headers: Record<string, string>, body: unknown) =>
      (await api.ask('/api/v1/settings', { method: 'PUT', body, headers: { ...headers, ...key() } })).status
    expect(await putAs(paper, { ...(await wish()), values: { 'user.max_positions': '6' } })).toBe(200)
    await api.world.store.transact('trader', (tx) =>
      tx.insertAccount({
        account: 'live:6YA12345',
        key: { environment: 'live', accountId: '6YA12345' },
        epoch: 1,
        lastSequence: 0,
        snapshotId: null,
        createdAt: instant(0),
      }),
    )
    expect(await putAs(paper, await wish())).toBe(403)
    expect(settingOf(await page(await api.ask('/api/v1/settings')), 'user.max_positions')).toBe('6')
    expect(await putAs(paper, { ...(await wish()), everywhere: false })).toBe(200)
    expect(await putAs(bearer('trader', ['trade-live']), await wish())).toBe(200)
  })
})

describe('proposals', () => {
  it('wait for a person when they want it, and are entered or rejected by their word', async () => {
    const api = await apiWorld()
    const act = (id: string, what: string) =>
      api.ask(`/api/v1/proposals/${id}/${what}`, { method: 'POST', body: {}, headers: key() })
    const rejected = await proposalOf(api.world, DEBIT)
    expect((await act(rejected.id, 'reject')).status).toBe(200)
    const again = await act(rejected.id, 'approve')
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'proposal_must_be_ready' }])
    const page = (await (await api.ask('/api/v1/proposals')).json()) as z.output<typeof records.PROPOSALS>
    expect(page.proposals[0]).toMatchObject({ status: 'INVALIDATED', reason: 'rejected_by_person' })
    expect(page.approval).toBe(false)
  })

  it('cannot be approved past a stop', async () => {
    const api = await apiWorld()
    const { id } = await proposalOf(api.world, DEBIT)
    await api.ask('/api/v1/risk/pause', { method: 'POST', body: { reason: 'no' }, headers: key() })
    const refused = await api.ask(`/api/v1/proposals/${id}/approve`, {
      method: 'POST',
      body: {},
      headers: key(),
    })
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'entries_stopped' }])
    expect(await api.world.read((tx) => tx.recentTrades(ACCOUNT, 5))).toEqual([])
  })
})

describe('the server itself', () => {
  it('says that it lives, whether it is of use, and shows its figures without a name', async () => {
    const api = await apiWorld({ ready: async () => ({ store: false }) })
    expect((await api.ask('/healthz')).status).toBe(200)
    expect((await api.ask('/readyz')).status).toBe(503)
    await api.ask('/api/v1/orders')
    const metrics = await (await api.ask('/metrics')).text()
    expect(metrics).toContain(
      'legwork_http_requests_total{method="GET",route="/api/v1/orders",status="200"} 1',
    )
    expect(metrics).toContain('legwork_broker_calls_last_minute{environment="exchange"} 3')
    for (const name of ['trader', NEIGHBOUR, 'VA0000']) expect(metrics).not.toContain(name)
  })

  it('shows the metrics to a scraper of this machine by its token, and to no other', async () => {
    const api = await apiWorld()
    const scrape = (remoteAddress: string, token: string) =>
      api.app.request(
        `http://${HOST}/metrics`,
        { headers: { host: HOST, authorization: `Bearer ${token}` } },
        { incoming: { socket: { remoteAddress } } },
      )
    expect((await scrape('127.0.0.1', 'metrics-token-1')).status).toBe(200)
    expect((await scrape('127.0.0.1', 'metrics-token-2')).status).toBe(401)
    expect((await scrape('192.0.2.1', 'metrics-token-1')).status).toBe(401)
  })

  it('tells a bug by the id of its request and by nothing else; the log has the rest', async () => {
    const people = {
      identify: async () => Promise.reject(new Error('a secret place')),
      handle: async () => new Response(),
    }
    const api = await apiWorld({ people })
    const response = await api.ask('/api/v1/orders')
    expect(response.status).toBe(500)
    const requestId = response.headers.get('x-request-id')
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Internal error',
      status: 500,
      code: 'internal_error',
      requestId,
    })
    const line = api.log.find(({ tag }) => tag === '[http]')
    expect(line?.facts).toMatchObject({ requestId, error: expect.stringContaining('a secret place') })
  })

  it('keeps a person to their rate, and says when to come again', async () => {
    const api = await apiWorld({ limits: { burst: 3, perSecond: 0.5 }, now: () => 1_000 as never })
    const ask = () => api.ask('/api/v1/me')
    const answers = [await ask(), await ask(), await ask(), await ask()]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0', '0'])
    expect(answers[3]!.headers.get('retry-after')).toBe('2')
    expect((await api.ask('/api/v1/me', { as: NEIGHBOUR })).status).toBe(200)
  })

  it('describes itself on a page without a script in it, from files of this machine', async () => {
    const api = await apiWorld()
    const page = await api.ask('/docs')
    const html = await page.text()
    const policy = page.headers.get('content-security-policy')!
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(html).not.toMatch(/<script(?![^>]* src=)|https?:|<[^>]+ (on\w+|style)=/)
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const file = await api.ask(path!)
      expect([path, file.status]).toEqual([path, 200])
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(50)
    }
  })
})

describe('entries of the engine', () => {
  it('are still its own when nobody asked for approval', async () => {
    const api = await apiWorld()
    expect((await enterSpread(api.world, DEBIT)).kind).toBe('sent')
  })
})

describe('a browser that comes by HTTPS', () => {
  it('is told to do so from now on, though this machine itself is reached without', async () => {
    const header = async (origins: readonly string[]) =>
      (await (await apiWorld({ origins })).ask('/healthz')).headers.get('strict-transport-security')
    expect(await header(['https://legwork.example.org', 'http://localhost:8730'])).toBe('max-age=31536000')
    expect(await header(['http://localhost:8730', 'http://127.0.0.1:8730'])).toBeNull()
  })
})
