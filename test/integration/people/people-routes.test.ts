import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { answerPeople } from '../../../src/app/people/answer-people.ts'
import { type EmbeddedDatabase, openEmbeddedDatabase } from '../../../src/adapters/postgres/embedded-store.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { peopleApp } from '../../support/people/people-app.ts'
import type { Browser } from '../../support/people/people-world.ts'
import { AUTH_SECRET } from '../../support/people/people-world.ts'
import { totpOf } from '../../support/people/totp.ts'

const OPENING_MS = 90_000
const TOKEN = 'canary-broker-token-42'
const PASSWORD = 'canary violet umbrella'
const BOB_PASSWORD = 'canary orange bicycle'

let database: EmbeddedDatabase
let app: ReturnType<typeof peopleApp>
let ann: Browser
let bob: Browser
const secrets: string[] = [TOKEN, PASSWORD, BOB_PASSWORD, AUTH_SECRET]

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  database = await openEmbeddedDatabase(null)
  await migrate(database.pool)
  app = peopleApp(database.pool)
  ann = app.browser()
  bob = app.browser()
  const code = await app.gate.firstCode()
  secrets.push(code!)
  expect(
    (await ann.post('/join', { code, email: 'ann@example.com', name: 'Ann', password: PASSWORD })).status,
  ).toBe(200)
}, OPENING_MS)
afterAll(async () => {
  vi.useRealTimers()
  await database.close()
})

const console_ = (request: Parameters<typeof answerPeople>[0]) => answerPeople(request, app, true)

describe('people', () => {
  it('join by an invitation, once, as members with rows of their own', async () => {
    const invited = await app.ask('POST', '/people/invitations', ann, { hours: 1 })
    expect(invited.status).toBe(201)
    const code = invited.body['code']
    const wish = { code, email: 'Bob@Example.com', name: 'Bob', password: BOB_PASSWORD }
    expect(await bob.post('/join', { ...wish, email: 'ann@example.com' })).toMatchObject({
      status: 422,
      body: { code: 'email_must_be_free' },
    })
    expect((await bob.post('/join', wish)).status).toBe(200)
    expect((await app.browser().post('/join', { ...wish, email: 'eve@example.com' })).status).toBe(422)
    const identity = await bob.identity()
    expect(identity?.username).toMatch(/^[0-9a-z]{26}$/)
    expect(identity?.scopes).not.toContain('admin')
  })

  it('cannot join by a code past its time', async () => {
    const { body } = await app.ask('POST', '/people/invitations', ann, { hours: 1 })
    app.pass(3_600_001)
    const late = await app
      .browser()
      .post('/join', { code: body['code'], email: 'c@example.com', name: 'C', password: PASSWORD })
    expect(late).toMatchObject({ status: 422, body: { code: 'code_must_be_valid' } })
  })

  it('see themselves, without the name that owns rows; only an admin sees the others', async () => {
    const me = await app.ask('GET', '/me', bob)
    expect(me.body).toMatchObject({
      name: 'Bob',
      email: 'bob@example.com',
      role: 'member',
      hasSecondFactor: false,
      isFresh: false,
    })
    const everybody = await app.ask('GET', '/people', ann)
    expect(everybody.body['people']).toHaveLength(2)
    for (const username of await app.usernames()) {
      expect(me.text).not.toContain(`"${username}"`)
      expect(everybody.text).not.toContain(`"${username}"`)
    }
    for (const [method, path, body] of [
      ['GET', '/people', undefined],
      ['POST', '/people/invitations', {}],
      ['POST', '/people/disabled', { email: 'ann@example.com', disabled: true }],
      ['POST', '/people/resets', { email: 'ann@example.com' }],
    ] as const) {
      expect((await app.ask(method, path, bob, body)).status, path).toBe(403)
      expect((await app.ask(method, path, null, body)).status, path).toBe(401)
    }
  })

  it('who are disabled are out at once, with session and key; their rows and engines stay', async () => {
    const { body } = await app.ask('POST', '/keys', bob, { name: 'bot', scopes: ['read'] })
    const secret = String(body['secret'])
    await app.vault.put(
      (await bob.identity())!.username,
      { environment: 'sandbox', accountId: 'VA9' },
      'token-of-bob',
    )
    expect((await app.ask('GET', '/me', secret)).status).toBe(200)
    const before = await app.usernames()
    expect(
      (await app.ask('POST', '/people/disabled', ann, { email: 'bob@example.com', disabled: true })).status,
    ).toBe(200)
    expect(await bob.identity()).toBeNull()
    expect((await app.ask('GET', '/me', secret)).status).toBe(401)
    expect(
      await app.browser().post('/sign-in/email', { email: 'bob@example.com', password: BOB_PASSWORD }),
    ).toMatchObject({
      status: 401,
      body: { code: 'credentials_must_match' },
    })
    // What exits trades goes by these, and by the token.
    expect(await app.usernames()).toEqual(before)
    expect(
      await app.vault.get(before.find((one) => one !== 'local')!, {
        environment: 'sandbox',
        accountId: 'VA9',
      }),
    ).toMatchObject({ ok: true })
    await app.ask('POST', '/people/disabled', ann, { email: 'bob@example.com', disabled: false })
    expect(
      (await bob.post('/sign-in/email', { email: 'bob@example.com', password: BOB_PASSWORD })).status,
    ).toBe(200)
    expect((await app.ask('GET', '/me', secret)).status).toBe(200)
  })

  it('are not let in as admins, nor their passwords reset, by a key that somebody took from an admin', async () => {
    const { body } = await app.ask('POST', '/keys', ann, { name: 'ops', scopes: ['admin'] })
    const secret = String(body['secret'])
    expect((await app.ask('GET', '/people', secret)).status).toBe(200)
    expect((await app.ask('POST', '/people/invitations', secret, { hours: 1 })).status).toBe(201)
    for (const [path, wish] of [
      ['/people/invitations', { role: 'admin' }],
      ['/people/resets', { email: 'bob@example.com' }],
    ] as const) {
      expect(await app.ask('POST', path, secret, wish), path).toMatchObject({
        status: 403,
        body: { code: 'admin_must_ask' },
      })
    }
  })

  it('cannot all be disabled: an admin remains, though two disable each other at once', async () => {
    expect(
      (await app.ask('POST', '/people/disabled', ann, { email: 'ann@example.com', disabled: true })).body,
    ).toMatchObject({
      code: 'admin_must_remain',
    })
    const { body } = await app.ask('POST', '/people/invitations', ann, { role: 'admin' })
    const dan = app.browser()
    await dan.post('/join', { code: body['code'], email: 'dan@example.com', name: 'Dan', password: PASSWORD })
    const [one, two] = await Promise.all([
      console_({ ask: 'user_disable', email: 'ann@example.com', disabled: true }),
      console_({ ask: 'user_disable', email: 'dan@example.com', disabled: true }),
    ])
    expect([one.ok, two.ok].toSorted()).toEqual([false, true])
    await console_({ ask: 'user_disable', email: 'ann@example.com', disabled: false })
    await console_({ ask: 'user_disable', email: 'dan@example.com', disabled: true })
    await ann.post('/sign-in/email', { email: 'ann@example.com', password: PASSWORD })
  })

  it('set a password anew by an admin’s code, which ends their sessions', async () => {
    const reset = await console_({ ask: 'user_reset', email: 'bob@example.com' })
    if (!reset.ok || !('code' in reset.value)) throw new Error('there must be a code')
    const { code } = reset.value
    secrets.push(code)
    const browser = app.browser()
    expect((await browser.post('/reset-password', { code, password: 'short' })).status).toBe(422)
    expect(
      (await browser.post('/join', { code, email: 'e@example.com', name: 'E', password: PASSWORD })).status,
    ).toBe(422)
    expect((await browser.post('/reset-password', { code, password: BOB_PASSWORD })).status).toBe(200)
    expect(await bob.identity()).toBeNull()
    expect((await browser.post('/reset-password', { code, password: PASSWORD })).status).toBe(422)
    expect(
      (await bob.post('/sign-in/email', { email: 'bob@example.com', password: BOB_PASSWORD })).status,
    ).toBe(200)
    expect(await console_({ ask: 'user_first_code' })).toMatchObject({
      ok: false,
      code: 'nobody_must_be_there',
    })
  })
})

describe('keys', () => {
  it('A15: do what their scopes allow until they expire or are revoked, and make no keys', async () => {
    const made = await app.ask('POST', '/keys', ann, { name: 'reader', scopes: ['read'], days: 1 })
    expect(made.status).toBe(201)
    const secret = String(made.body['secret'])
    const { id } = made.body['key'] as { readonly id: string }
    secrets.push(secret)
    expect((await app.ask('GET', '/me', secret)).body).toMatchObject({ via: 'api_key', scopes: ['read'] })
    expect((await app.ask('GET', '/people', secret)).status).toBe(403)
    expect((await app.ask('POST', '/keys', secret, { name: 'more', scopes: ['read'] })).body).toMatchObject({
      code: 'key_must_be_asked_for_by_a_person',
    })
    expect((await app.ask('DELETE', `/keys/${id}`, secret)).status).toBe(403)
    expect((await app.ask('PUT', '/broker-tokens/live/VA1', secret, { token: 'x' })).status).toBe(403)
    const listed = await app.ask('GET', '/keys', ann)
    expect(listed.text).toContain(secret.slice(0, 10))
    expect(listed.text).not.toContain(secret)
    // Another's key is as one that never was.
    const [foreign, never] = [
      await app.ask('DELETE', `/keys/${id}`, bob),
      await app.ask('DELETE', '/keys/nothing', bob),
    ]
    expect(foreign.status).toBe(404)
    expect(foreign.text).toBe(never.text)
    expect((await app.ask('GET', '/me', secret)).status).toBe(200)
    expect((await app.ask('DELETE', `/keys/${id}`, ann)).status).toBe(200)
    expect((await app.ask('GET', '/me', secret)).status).toBe(401)
    const short = await app.ask('POST', '/keys', ann, { name: 'short', scopes: ['read'], days: 1 })
    app.pass(24 * 3_600_000 + 1)
    expect((await app.ask('GET', '/me', String(short.body['secret']))).status).toBe(401)
    expect(await ann.identity()).toBeNull()
    for (const one of [ann, bob]) {
      const email = one === ann ? 'ann@example.com' : 'bob@example.com'
      await one.post('/sign-in/email', { email, password: one === ann ? PASSWORD : BOB_PASSWORD })
    }
  })

  it('do no more than their owner may, and nothing that is only said', async () => {
    expect((await app.ask('POST', '/keys', bob, { name: 'x', scopes: ['admin'] })).body).toMatchObject({
      code: 'scope_must_be_held',
    })
    for (const body of [
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['root'] },
      { name: 'x', scopes: ['read'], username: 'local' },
      { name: '', scopes: ['read'] },
      { name: 'x', scopes: ['read'], days: 400 },
    ]) {
      expect((await app.ask('POST', '/keys', bob, body)).status).toBe(422)
    }
    for (const key of ['lwk_short', `lwk_${'A'.repeat(43)}`, 'x'.repeat(300)]) {
      expect((await app.ask('GET', '/me', key)).status).toBe(401)
    }
  })

  it('A15: that trade want a second factor shown just now, of whoever has one; so do broker tokens', async () => {
    const trade = { name: 'trader', scopes: ['trade-live'] }
    expect((await app.ask('POST', '/keys', bob, trade)).status).toBe(201)
    const setUp = await ann.post('/two-factor/enable', { password: PASSWORD })
    const uri = String(setUp.body['totpURI'])
    secrets.push(new URL(uri).searchParams.get('secret')!, ...(setUp.body['backupCodes'] as string[]))
    expect((await ann.post('/two-factor/verify-totp', { code: totpOf(uri) })).status).toBe(200)
    expect((await app.ask('POST', '/keys', ann, trade)).status).toBe(201)
    expect((await app.ask('PUT', '/broker-tokens/sandbox/VA1', ann, { token: TOKEN })).status).toBe(200)
    app.pass(10 * 60_000 + 1)
    for (const scopes of [['trade-live'], ['trade-paper'], ['admin'], ['read', 'trade-paper']]) {
      expect((await app.ask('POST', '/keys', ann, { name: 'x', scopes })).body, scopes.join()).toMatchObject({
        code: 'second_factor_must_be_fresh',
      })
    }
    expect((await app.ask('POST', '/keys', ann, { name: 'reader', scopes: ['read'] })).status).toBe(201)
    expect((await app.ask('PUT', '/broker-tokens/sandbox/VA1', ann, { token: 'other' })).status).toBe(403)
    expect((await ann.post('/two-factor/verify-totp', { code: totpOf(uri) })).status).toBe(200)
    expect((await app.ask('POST', '/keys', ann, trade)).status).toBe(201)
  })
})

describe('a lost second factor', () => {
  it('is dropped at the console, which ends the sessions; the password alone then signs in', async () => {
    expect((await ann.identity())?.provedAt).not.toBeNull()
    const dropped = await console_({ ask: 'user_drop_factors', email: 'ann@example.com' })
    expect(dropped).toMatchObject({ ok: true, value: { hasSecondFactor: false } })
    expect(await ann.identity()).toBeNull()
    expect(await ann.post('/sign-in/email', { email: 'ann@example.com', password: PASSWORD })).toMatchObject({
      body: { status: 'signed_in' },
    })
  })
})

describe('broker tokens', () => {
  it('go in and never out; another’s are as those that never were', async () => {
    const mine = await app.ask('GET', '/broker-tokens', ann)
    expect(mine.body['tokens']).toEqual([
      { environment: 'sandbox', accountId: 'VA1', updatedAt: expect.any(Number), readable: true },
    ])
    const [foreign, never, noPlace] = [
      await app.ask('DELETE', '/broker-tokens/sandbox/VA1', bob),
      await app.ask('DELETE', '/broker-tokens/live/VA7', bob),
      await app.ask('DELETE', '/broker-tokens/elsewhere/VA7', bob),
    ]
    expect(foreign.status).toBe(404)
    expect(never.text).toBe(foreign.text)
    expect(noPlace.text).toBe(foreign.text)
    expect(
      (await app.ask('PUT', '/broker-tokens/sandbox/VA2', bob, { token: `${TOKEN}\r\nHost: evil` })).status,
    ).toBe(422)
    expect(await app.vault.get('local', { environment: 'sandbox', accountId: 'VA1' })).toEqual({
      ok: true,
      value: TOKEN,
    })
  })

  it('are sealed anew and told of at the console', async () => {
    expect(await console_({ ask: 'vault_status' })).toMatchObject({
      ok: true,
      value: { state: 'open', unreadable: 0 },
    })
    expect(await console_({ ask: 'vault_rotate' })).toEqual({ ok: true, value: { changed: 0 } })
  })
})

describe('secrets', () => {
  it('A6, A16: stand in no table, no log line and no answer but the one that gives them', async () => {
    secrets.push(app.vaultKey)
    const { rows: tables } = await database.pool.query<{ readonly name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    )
    expect(tables.length).toBeGreaterThan(30)
    let dump = ''
    for (const { name } of tables) {
      const { rows } = await database.pool.query<{ readonly all: string }>(
        `select t::text as all from ${name} t`,
      )
      dump += rows.map(({ all }) => all).join('\n')
    }
    // It is a dump: what is not secret is there.
    expect(dump).toContain('ann@example.com')
    expect(secrets.length).toBeGreaterThan(15)
    for (const secret of secrets) {
      expect(dump.includes(secret), `${secret.slice(0, 6)} in the tables`).toBe(false)
      expect(app.lines.join('\n').includes(secret), `${secret.slice(0, 6)} in the log`).toBe(false)
      const times = app.answers.filter((answer) => answer.includes(secret)).length
      expect(times, `${secret.slice(0, 6)} in answers`).toBeLessThanOrEqual(secret.startsWith('lwk_') ? 1 : 0)
    }
  })
})
