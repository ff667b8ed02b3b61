import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openHost, type OpenedProcess } from '../../../src/app/host/open-host.ts'
import { type ApiServer, serveApi } from '../../../src/app/http/serve-api.ts'
import { systemClock } from '../../../src/adapters/system/system-clock.ts'
import type { PooledStore } from '../../../src/adapters/postgres/postgres-store.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { refuse } from '../../../src/domain/refusal.ts'
import { HttpVisitor } from '../../support/http/http-visitor.ts'
import { totpOf } from '../../support/people/totp.ts'

const OPENING_MS = 120_000
const CALENDAR = buildMarketCalendar(2024, 2030)
const PASSWORD = 'canary-password violet umbrella'
const BROKER_TOKEN = 'canarybrokertoken0123456789'
/** Every secret slot of the environment, with a value that is found again. */
const ENVIRONMENT = {
  LEGWORK_AUTH_SECRET: 'canary-auth-secret-0123456789abcdefgh',
  DIRECT_URL: 'postgresql://owner:canary-direct-password@localhost:1/legwork',
  BACKUP_DATABASE_URL: 'postgresql://keeper:canary-backup-password@localhost:1/legwork',
  LEGWORK_ALERT_URL: 'https://hooks.invalid/canary-alert-path?key=canary-alert-key',
  LEGWORK_DEADMAN_URL: 'https://hooks.invalid/canary-deadman-path',
  LEGWORK_ORATS_TOKEN: 'canary-orats-token',
} as const
/** As they are, and what of them opens something by itself. */
const CONFIGURED = [
  ...Object.values(ENVIRONMENT),
  'canary-direct-password',
  'canary-backup-password',
  'canary-alert-path',
  'canary-alert-key',
  'canary-deadman-path',
]

const folder = mkdtempSync(join(tmpdir(), 'legwork-canary-'))
const shown: string[] = []
/** Slot by slot, filled as they are issued. */
const secrets = new Map<string, readonly string[]>()
/** What each secret was told in, which is the one answer that may hold it. */
const issued: string[] = []

let opened: OpenedProcess
let server: ApiServer
let ann: HttpVisitor
let key: string

/** Where a secret stands that must not be there, by slot; a text may be bytes of a file, read as latin1. */
function leaks(where: string, text: string): string[] {
  return [...secrets].flatMap(([slot, values]) =>
    values.some((value) => text.includes(value)) ? [`${where}: ${slot}`] : [],
  )
}

/** Keeps the answer that tells a secret apart from all others. */
function tell<Answer extends { readonly text: string }>(visitor: HttpVisitor, answer: Answer): Answer {
  issued.push(visitor.answers.pop()!)
  return answer
}

beforeAll(async () => {
  // The worst hook there is: what goes wrong with it says where it was.
  const real = globalThis.fetch
  vi.stubGlobal('fetch', async (address: string | URL | Request, init?: RequestInit) => {
    const url = address instanceof Request ? address.url : String(address)
    if (url.startsWith('http://127.0.0.1:')) return real(address, init)
    throw new TypeError(`cannot reach ${url} with ${JSON.stringify(init)}`)
  })
  const wish = {
    ...{ dataFolder: folder, broker: null, market: null, day: null, speed: Infinity, seed: 11, preset: null },
    ...{ account: null, api: true, port: 0 },
  }
  const started = await openHost(
    wish,
    { onEvent: (event) => void shown.push(JSON.stringify(event)), onLogLine: null },
    {
      calendar: CALENDAR,
      now: () => instant(Date.now()),
      environment: ENVIRONMENT,
      connectTradier: () => refuse('broker_must_be_given', 'There is no broker in this test.'),
    },
  )
  if (!started.ok) throw new Error(started.message)
  opened = started.value
  const served = await serveApi(opened.config.api!, opened, () => instant(Date.now()))
  if (!served.ok) throw new Error(served.message)
  server = served.value
  ann = new HttpVisitor(server.url)
  secrets.set('configuration', CONFIGURED)
  secrets.set('vault key', [readFileSync(join(folder, 'vault.key'), 'utf8').trim()])
  secrets.set('password', [PASSWORD, encodeURIComponent(PASSWORD)])
  secrets.set('broker token', [BROKER_TOKEN])
  await fillSlots()
}, OPENING_MS)
afterAll(async () => {
  vi.unstubAllGlobals()
  await server?.close()
  await opened?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function fillSlots(): Promise<void> {
  const first = (await opened.people.signIn!.gate.firstCode())!
  secrets.set('first code', [first])
  const who = { email: 'ann@example.com', name: 'Ann', password: PASSWORD }
  expect((await ann.post('/api/auth/join', { ...who, code: first })).status).toBe(200)
  const enabled = tell(ann, await ann.post('/api/auth/two-factor/enable', { password: PASSWORD }))
  expect(enabled.status).toBe(200)
  const uri = String(enabled.body['totpURI'])
  secrets.set('second factor', [new URL(uri).searchParams.get('secret')!])
  secrets.set('backup codes', enabled.body['backupCodes'] as string[])
  expect((await ann.post('/api/auth/two-factor/verify-totp', { code: totpOf(uri) })).status).toBe(200)
  const cookie = decodeURIComponent(ann.cookie('__Host-legwork.session_token'))
  secrets.set('session', [cookie.slice(0, cookie.lastIndexOf('.'))])
  const made = await ann.post('/api/v1/keys', { name: 'bot', scopes: ['read', 'trade-live', 'admin'] })
  key = String(tell(ann, made).body['secret'])
  secrets.set('API key', [key])
  const invited = tell(ann, await ann.post('/api/v1/people/invitations', { hours: 1 }))
  secrets.set('invitation', [String(invited.body['code'])])
  const reset = tell(ann, await ann.post('/api/v1/people/resets', { email: 'ann@example.com' }))
  secrets.set('reset code', [String(reset.body['code'])])
  const stored = await ann.visit('/api/v1/broker-tokens/sandbox/VA12345678', {
    method: 'PUT',
    body: { token: BROKER_TOKEN },
  })
  expect(stored.status).toBe(200)
}

/** Every path that is described or mounted beside, each with a body that holds a secret where none belongs. */
async function visitEverything(): Promise<void> {
  const document = (await ann.visit('/api/v1/openapi.json')).body as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  }
  const described = Object.entries(document.paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => [method.toUpperCase(), path] as const))
    .filter(([, path]) => !path.endsWith('/events'))
  const beside = [
    ...['/me', '/keys', '/people', '/broker-tokens', '/options/SPY', '/no-such-thing'].map((p) => ['GET', p]),
    ...['/keys', '/people/invitations', '/people/disabled', '/people/resets'].map((path) => ['POST', path]),
    ['PUT', '/broker-tokens/sandbox/VA1'],
    ['PUT', '/accounts/live:VA1/live'],
    ['DELETE', '/keys/none'],
  ].map(([method, path]) => [method!, `/api/v1${path}`] as const)
  const auth = ['/sign-in/email', '/join', '/reset-password', '/change-password', '/two-factor/enable']
  const inside = ['/two-factor/verify-totp', '/two-factor/verify-backup-code', '/passkey/delete-passkey']
  const doors = [...auth, ...inside].map((path) => ['POST', `/api/auth${path}`] as const)
  const open = ['/healthz', '/readyz', '/metrics', '/docs'].map((path) => ['GET', path] as const)
  const everything = [...new Set([...secrets.values()].flat())]
  for (const [method, path] of [...described, ...beside, ...doors, ...open]) {
    const place = path.replaceAll(/\{\w+\}/g, 'none')
    // Values go where names and values of other kinds are expected.
    const body = method === 'GET' ? undefined : { password: everything, code: everything, token: everything }
    const headers = { 'idempotency-key': 'canary-of-a-command' }
    await ann.visit(place, { method, body, headers })
    await ann.visit(place, { method, body, headers, key })
  }
  // Keys that are none, as a key and in an address that is not there.
  await ann.visit('/api/v1/me', { key: `${key}x` })
  await ann.visit('/api/v1/status', { headers: { cookie: `__Host-legwork.session_token=${PASSWORD}` } })
}

/** Every row of every table, past all policies. */
async function tables(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ readonly name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  expect(rows.length).toBeGreaterThan(20)
  const texts: string[] = []
  for (const { name } of rows) {
    texts.push(`${name} ${JSON.stringify((await pool.query(`select * from "${name}"`)).rows)}`)
  }
  return texts.join('\n')
}

/** The files below a folder, without the database and the two keys, which are secrets themselves. */
function filesBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const below = join(path, entry.name)
    if (entry.isDirectory()) return entry.name === 'database' ? [] : filesBelow(below)
    return entry.isFile() ? [below] : []
  })
}

describe('A16: a canary in every secret slot', () => {
  it('is in no answer but the one that issues it, nor in metrics, documents or pages', async () => {
    expect([...secrets.values()].flat().every((value) => value.length > 5)).toBe(true)
    await visitEverything()
    const all = ann.answers.join('\n')
    expect(ann.answers.length).toBeGreaterThan(100)
    expect(ann.answers.filter((one) => / 500 \[/.test(one))).toEqual([])
    // Who is sent away for asking too often is told nothing, and so proves nothing.
    expect(ann.answers.filter((one) => one.includes('rate_must_be_kept'))).toEqual([])
    for (const one of ['legwork_http_requests_total', '"openapi":"3.1.0"', 'swagger-ui', 'VA12345678']) {
      expect(all).toContain(one)
    }
    expect(leaks('answers', all)).toEqual([])
    // What issues a secret does hold it, so that the search is one that finds.
    expect(leaks('issued', issued.join('\n')).toSorted()).toEqual(
      ['API key', 'backup codes', 'invitation', 'reset code', 'second factor'].map((one) => `issued: ${one}`),
    )
  }, 60_000)

  it('is in no line of the log, however it comes there, when it is configured, sealed or of our making', () => {
    const log = opened.log.ofProcess(systemClock())
    for (const slot of ['configuration', 'vault key', 'API key', 'invitation', 'reset code', 'first code']) {
      for (const value of secrets.get(slot)!) {
        log.write('error', '[test]', `it met ${value} there`, { why: `Error: at ${value}` })
      }
    }
    const text = readFileSync(opened.log.path, 'utf8')
    expect(text).toContain('it met [hidden] there')
    expect(leaks('log', text)).toEqual([])
    expect(leaks('screen', shown.join('\n'))).toEqual([])
  })

  it('is in no row of any table', async () => {
    const text = await tables((opened.store as PooledStore).pool)
    expect(text).toContain('ann@example.com')
    expect(text).toMatch(/broker_tokens \[\{.*gAAAA/)
    expect(leaks('tables', text)).toEqual([])
  })

  it('is in no byte of a backup, nor of any other file of the data folder, all of which are their owner’s alone', async () => {
    const made = await opened.backup(null)
    if (!made.ok) throw new Error(made.message)
    const bytes = gunzipSync(readFileSync(made.value.file)).toString('latin1')
    expect(bytes).toContain('ann@example.com')
    expect(leaks('backup', bytes)).toEqual([])
    const files = filesBelow(folder)
    expect(files.length).toBeGreaterThan(4)
    expect(statSync(folder).mode & 0o077).toBe(0)
    // The lock holds nothing, and is inside of a folder that is its owner's alone.
    const open = files.filter((path) => (statSync(path).mode & 0o077) !== 0)
    expect(open.filter((path) => !/\/lock(-journal)?$/.test(path))).toEqual([])
    const others = files.filter((path) => !path.endsWith('.key') && path !== made.value.file)
    for (const path of others) expect(leaks(path, readFileSync(path, 'latin1'))).toEqual([])
  })
})
