import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerPeople, isPeopleRequest } from '../../../src/app/people/answer-people.ts'
import { LateLog } from '../../../src/app/people/late-log.ts'
import { type PeopleServices, openPeopleServices } from '../../../src/app/people/people-services.ts'
import { embeddedStore } from '../../../src/adapters/postgres/embedded-store.ts'
import type { PooledStore } from '../../../src/adapters/postgres/postgres-store.ts'
import type { EngineAsker } from '../../../src/cli/engine-door.ts'
import { runInShell } from '../../support/test-shell.ts'
import { Browser, ORIGIN } from '../../support/people/people-world.ts'

const OPENING_MS = 90_000
const folder = mkdtempSync(join(tmpdir(), 'legwork-people-'))
let store: PooledStore
let services: PeopleServices

async function open(environment: Readonly<Record<string, string>> = {}) {
  const place = {
    pool: store.pool,
    work: store,
    dataFolder: folder,
    environment,
    origins: [ORIGIN] as const,
    log: new LateLog(),
  }
  return openPeopleServices(place)
}

beforeAll(async () => {
  store = await embeddedStore(folder)
  const opened = await open()
  if (!opened.ok) throw new Error(opened.message)
  services = opened.value
}, OPENING_MS)
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** Runs a command as at the console of a running process. */
function run(...words: readonly string[]) {
  const askEngine = (async (_, request) => {
    if (!isPeopleRequest(request)) throw new Error(`${request.ask} is not about people`)
    return answerPeople(request, services, true)
  }) as EngineAsker
  return runInShell(words, {}, {}, { askEngine })
}

describe('at the console', () => {
  it('the first person gets a code, joins, and is listed', async () => {
    expect((await run('user', 'list')).out).toContain('Nobody has joined yet')
    const { out } = await run('user', 'first-code')
    const [code] = out.split('\n')
    const ann = new Browser(services.gate)
    const joined = await ann.post('/join', {
      code,
      email: 'ann@example.com',
      name: 'Ann',
      password: 'canary violet umbrella',
    })
    expect(joined.status).toBe(200)
    expect((await run('user', 'list')).out).toMatch(/ann@example\.com\s+Ann\s+admin\s+no/)
    expect(JSON.parse((await run('user', 'list', '--json')).out)).toMatchObject([
      { email: 'ann@example.com', role: 'admin' },
    ])
    expect(await run('user', 'first-code')).toMatchObject({
      code: 2,
      error: expect.stringContaining('joined already'),
    })
  })

  it('people are invited, disabled and reset', async () => {
    const invited = await run('user', 'invite', '--hours', '2', '--json')
    expect(JSON.parse(invited.out)).toMatchObject({ kind: 'join', code: expect.stringMatching(/^lwi_/) })
    expect((await run('user', 'reset-password', 'ann@example.com')).out).toMatch(/^lwi_/)
    expect(await run('user', 'disable', 'ann@example.com')).toMatchObject({
      code: 2,
      error: expect.stringContaining('last admin'),
    })
    expect(await run('user', 'disable', 'nobody@example.com')).toMatchObject({ code: 2 })
    expect(await run('user', 'invite', '--hours', '1000')).toMatchObject({ code: 2 })
    expect(await run('user', 'vanish')).toMatchObject({
      code: 2,
      error: expect.stringContaining('user expects'),
    })
  })

  it('keys are made, listed and revoked; the secret is seen once', async () => {
    const { out } = await run('key', 'create', 'notebook', '--scopes', 'read,trade-paper', '--days', '30')
    const [secret = ''] = out.split('\n')
    expect(secret).toMatch(/^lwk_/)
    const identify = () => services.gate.identify(new Headers({ authorization: `Bearer ${secret}` }))
    expect(await identify()).toMatchObject({
      username: 'local',
      scopes: ['read', 'trade-paper'],
      via: 'api_key',
    })
    const listed = await run('key', 'list', '--json')
    expect(listed.out).not.toContain(secret)
    const [{ id }] = JSON.parse(listed.out) as [{ readonly id: string }]
    expect((await run('key', 'revoke', id)).out).toContain('revoked')
    expect(await identify()).toBeNull()
    expect(await run('key', 'revoke', id)).toMatchObject({ code: 2 })
    expect(await run('key', 'create', 'x', '--scopes', 'root')).toMatchObject({
      code: 2,
      error: expect.stringContaining('--scopes'),
    })
  })

  it('the vault tells how it stands and seals anew', async () => {
    expect((await run('vault')).out).toContain('The vault is open: 0 tokens, 1 keys')
    expect((await run('vault', 'rotate')).out).toContain('0 tokens were sealed anew')
    expect(await run('vault', 'open')).toMatchObject({ code: 2 })
  })
})

describe('the keys of a data folder', () => {
  it('are for its owner alone, and hidden in every log', () => {
    for (const name of ['auth.key', 'vault.key'])
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(services.secrets[0]).toHaveLength(43)
  })

  it('S8: a vault with another key is locked, and people sign in all the same', async () => {
    await services.desk.vault.put('local', { environment: 'sandbox', accountId: 'VA1' }, 'token-of-ann')
    const other = await open({ LEGWORK_VAULT_KEY: `${'A'.repeat(43)}=` })
    if (!other.ok) throw new Error(other.message)
    expect(await other.value.desk.vault.status()).toMatchObject({ state: 'locked', unreadable: 1 })
    expect(await other.value.usernames()).toEqual(['local'])
    expect(await open({ LEGWORK_AUTH_SECRET: 'short' })).toMatchObject({
      ok: false,
      code: 'auth_secret_must_be_long_enough',
    })
  })
})
