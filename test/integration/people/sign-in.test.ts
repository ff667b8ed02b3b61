import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type EmbeddedDatabase, openEmbeddedDatabase } from '../../../src/adapters/postgres/embedded-store.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { AUTH_SECRET, Browser, type PeopleWorld, peopleWorld } from '../../support/people/people-world.ts'
import { totpOf } from '../../support/people/totp.ts'

const OPENING_MS = 90_000
const PASSWORD = 'canary violet umbrella'
const ANN = { email: 'ann@example.com', name: 'Ann' }
const SESSION = '__Host-legwork.session_token'
const DEVICE = '__Host-legwork.device'
const HOUR_MS = 3_600_000

let database: EmbeddedDatabase
let world: PeopleWorld
let ann: Browser
let totpUri = ''

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  database = await openEmbeddedDatabase(null)
  await migrate(database.pool)
  world = peopleWorld(database.pool)
  ann = new Browser(world.gate)
}, OPENING_MS)
afterAll(async () => {
  vi.useRealTimers()
  await database.close()
})

const credentials = { email: ANN.email, password: PASSWORD }

/** A browser that signed in with a password. */
async function signedIn(address?: string): Promise<Browser> {
  const browser = new Browser(world.gate, address)
  expect(await browser.post('/sign-in/email', credentials)).toMatchObject({
    status: 200,
    body: { status: 'signed_in' },
  })
  return browser
}

describe('the first person', () => {
  it('S2: nobody is somebody: without a proof there is no identity, and every path but those of sign-in says 401', async () => {
    const nobody = new Browser(world.gate)
    expect(await nobody.identity()).toBeNull()
    for (const path of [
      '/change-password',
      '/two-factor/enable',
      '/passkey/delete-passkey',
      '/sign-out-everywhere',
    ]) {
      expect(await nobody.post(path), path).toMatchObject({
        status: 401,
        body: { code: 'sign_in_must_come_first' },
      })
    }
    expect(await nobody.get('/passkey/list-user-passkeys')).toMatchObject({ status: 401 })
  })

  it('joins with the code of the console only, once, as the admin named local', async () => {
    const code = (await world.gate.firstCode())!
    expect(code).toMatch(/^lwi_/)
    const wish = { ...ANN, code, password: PASSWORD }
    expect(await ann.post('/join', { ...wish, code: code.replace(/.$/, '!') })).toMatchObject({ status: 422 })
    expect(await ann.post('/join', { ...wish, password: 'too short' })).toMatchObject({
      body: { code: 'password_must_be_long_enough' },
    })
    expect(await ann.post('/join', { ...wish, password: 'qwertyuiopasdf' })).toMatchObject({
      body: { code: 'password_must_not_be_common' },
    })
    expect(await ann.post('/join', { ...wish, role: 'admin' })).toMatchObject({ status: 422 })
    const both = [new Browser(world.gate), new Browser(world.gate)]
    const answers = await Promise.all(both.map((one) => one.post('/join', wish)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
    ann = both[answers.findIndex(({ status }) => status === 200)]!
    expect(await ann.identity()).toMatchObject({
      username: 'local',
      name: 'Ann',
      via: 'session',
      provedAt: null,
    })
    expect((await ann.identity())?.scopes).toContain('admin')
    expect(await world.gate.firstCode()).toBeNull()
    expect(await new Browser(world.gate).post('/join', { ...wish, email: 'b@example.com' })).toMatchObject({
      status: 422,
      body: { code: 'code_must_be_valid' },
    })
  })

  it('A8: has cookies of this host alone, out of reach of scripts and of other sites', async () => {
    const { headers } = await new Browser(world.gate).post('/sign-in/email', credentials)
    const lines = headers.getSetCookie()
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) {
      expect(line).toMatch(/^__Host-legwork\./)
      expect(line).toMatch(/; Path=\/;/)
      for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict']) expect(line).toContain(attribute)
      expect(line).not.toMatch(/domain=/i)
    }
  })
})

describe('signing in', () => {
  it('A10: says the same of a wrong password and of an unknown address, at the same cost', async () => {
    const browser = new Browser(world.gate, '198.51.100.1')
    const before = world.gate.hashes()
    const wrong = await browser.post('/sign-in/email', { ...credentials, password: 'not the password' })
    const between = world.gate.hashes()
    const unknown = await browser.post('/sign-in/email', { ...credentials, email: 'nobody@example.com' })
    expect(wrong.status).toBe(401)
    expect(unknown.text).toBe(wrong.text)
    expect([between - before, world.gate.hashes() - between]).toEqual([1, 1])
    expect(wrong.headers.getSetCookie()).toEqual([])
  })

  it('gives a new session each time; a cookie that was there before is worth nothing more than it was', async () => {
    const browser = await signedIn()
    const first = browser.cookies.get(SESSION)
    await browser.post('/sign-in/email', credentials)
    expect(browser.cookies.get(SESSION)).not.toBe(first)
  })

  it('A6: what stands in the database opens nothing: the cookie wants a signature, whose key is elsewhere', async () => {
    await signedIn()
    const { rows } = await database.pool.query<{ token: string }>('select token from auth_sessions')
    for (const { token } of rows) {
      const thief = new Browser(world.gate)
      for (const value of [token, `${token}.`, `${token}.${'A'.repeat(43)}%3D`]) {
        thief.cookies.set(SESSION, value)
        expect(await thief.identity()).toBeNull()
      }
    }
  })

  it('A6: nor does it with the key of the cookies: a session is stored as a hash of its token', async () => {
    const browser = await signedIn()
    const { rows } = await database.pool.query<{ token: string }>('select token from auth_sessions')
    expect(rows.length).toBeGreaterThan(0)
    for (const { token } of rows) {
      expect(decodeURIComponent(browser.cookies.get(SESSION)!)).not.toContain(token)
      const thief = new Browser(world.gate)
      const signature = createHmac('sha256', AUTH_SECRET).update(token).digest('base64')
      thief.cookies.set(SESSION, encodeURIComponent(`${token}.${signature}`))
      expect(await thief.identity()).toBeNull()
      expect((await thief.get('/passkey/list-user-passkeys')).status).toBe(401)
    }
    expect(await browser.identity()).not.toBeNull()
  })

  it('ends by signing out, at once and for good', async () => {
    const browser = await signedIn()
    const copy = new Browser(world.gate)
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
    expect(await copy.identity()).not.toBeNull()
    expect(await browser.post('/sign-out')).toMatchObject({ status: 200 })
    expect(browser.cookies.has(SESSION)).toBe(false)
    expect(await copy.identity()).toBeNull()
  })

  it('ends everywhere, at once', async () => {
    const [one, two] = [await signedIn(), await signedIn()]
    expect(await two.identity()).not.toBeNull()
    expect(await one.post('/sign-out-everywhere')).toMatchObject({ status: 200 })
    expect(await two.identity()).toBeNull()
    expect(await one.identity()).toBeNull()
    ann = await signedIn()
  })

  it('ends after twelve hours without use and after seven days with it', async () => {
    const [used, idle] = [await signedIn(), await signedIn()]
    for (let hours = 0; hours < 24 * 7 - 6; hours += 6) {
      expect(await used.identity(), `${hours} h`).not.toBeNull()
      world.pass(6 * HOUR_MS)
    }
    expect(await idle.identity()).toBeNull()
    expect(await used.identity()).not.toBeNull()
    world.pass(7 * HOUR_MS)
    expect(await used.identity()).toBeNull()
    // The library, which counts by the wall, must not think otherwise.
    expect(
      await used.post('/change-password', { currentPassword: PASSWORD, newPassword: PASSWORD }),
    ).toMatchObject({
      status: 401,
    })
    ann = await signedIn()
  })

  it('changes the password with the old one, which ends the other sessions', async () => {
    const other = await signedIn()
    const next = 'another canary umbrella'
    const change = (currentPassword: string, newPassword: string) =>
      ann.post('/change-password', { currentPassword, newPassword })
    expect(await change('not the password', next)).toMatchObject({
      status: 403,
      body: { code: 'password_must_match' },
    })
    expect(await change(PASSWORD, 'ann@example.com')).toMatchObject({
      body: { code: 'password_must_not_be_a_name' },
    })
    expect(await change(PASSWORD, next)).toMatchObject({ status: 200 })
    expect(await other.identity()).toBeNull()
    expect(await ann.identity()).not.toBeNull()
    expect(await new Browser(world.gate).post('/sign-in/email', credentials)).toMatchObject({ status: 401 })
    expect(await change(next, PASSWORD)).toMatchObject({ status: 200 })
  })
})

describe('guessing', () => {
  it('A10: is delayed more each time for strangers, from any number of networks, but not for a known device', async () => {
    const home = await signedIn('192.0.2.9')
    await home.post('/sign-out')
    home.keep(DEVICE)
    let waits = 0
    for (let i = 0; i < 40; i++) {
      const stranger = new Browser(world.gate, `10.0.${i}.1`)
      const { status, headers } = await stranger.post('/sign-in/email', {
        ...credentials,
        password: `guess number ${i}`,
      })
      if (status === 429) {
        waits += 1
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      }
    }
    expect(waits).toBeGreaterThan(30)
    // Even the right password waits from an unknown device: else it could be told from a wrong one.
    expect(await new Browser(world.gate, '10.9.9.9').post('/sign-in/email', credentials)).toMatchObject({
      status: 429,
    })
    expect(await home.post('/sign-in/email', credentials)).toMatchObject({ status: 200 })
    world.pass(15 * 60_000)
    expect(await new Browser(world.gate, '10.9.9.8').post('/sign-in/email', credentials)).toMatchObject({
      status: 200,
    })
    world.pass(24 * HOUR_MS)
    ann = await signedIn()
  })

  it('A10: is limited for a whole IPv6 /64 together, whatever it is about', async () => {
    const answers: number[] = []
    for (let i = 0; i < 25; i++) {
      const browser = new Browser(world.gate, `2001:db8:0:7::${i.toString(16)}`)
      answers.push((await browser.post('/join', { code: 'lwi_x', ...ANN, password: PASSWORD })).status)
    }
    expect(answers.filter((status) => status === 429)).toHaveLength(5)
    const neighbour = new Browser(world.gate, '2001:db8:0:8::1')
    expect((await neighbour.post('/join', { code: 'lwi_x', ...ANN, password: PASSWORD })).status).toBe(422)
  })

  it('a device of somebody else is a stranger', async () => {
    const other = new Browser(world.gate, '198.51.100.44')
    other.cookies.set(DEVICE, ann.cookies.get(DEVICE)!)
    for (let i = 0; i < 6; i++) {
      await other.post('/sign-in/email', { email: 'eve@example.com', password: 'some long guess' })
    }
    expect(
      await other.post('/sign-in/email', { email: 'eve@example.com', password: 'some long guess' }),
    ).toMatchObject({
      status: 429,
    })
    expect(await ann.post('/sign-in/email', credentials)).toMatchObject({ status: 200 })
  })
})

describe('a second factor', () => {
  it('is set up with the password and a first code', async () => {
    ann = await signedIn()
    expect(await ann.post('/two-factor/enable', { password: 'not the password' })).toMatchObject({
      status: 403,
    })
    const { body } = await ann.post('/two-factor/enable', { password: PASSWORD })
    totpUri = String(body['totpURI'])
    expect(body['backupCodes']).toHaveLength(10)
    expect(await ann.post('/two-factor/verify-totp', { code: '000000' })).toMatchObject({ status: 401 })
    expect(await ann.post('/two-factor/verify-totp', { code: totpOf(totpUri) })).toMatchObject({
      status: 200,
      body: { status: 'proved' },
    })
    expect((await ann.identity())?.provedAt).toBeGreaterThan(0)
  })

  it('A15: is asked for after the password, which alone gives no session; a code counts once', async () => {
    world.pass(3 * 60_000)
    const browser = new Browser(world.gate)
    expect(await browser.post('/sign-in/email', credentials)).toMatchObject({
      status: 200,
      body: { status: 'second_factor_required' },
    })
    expect(browser.cookies.has(SESSION)).toBe(false)
    expect(await browser.identity()).toBeNull()
    const code = totpOf(totpUri)
    expect(await browser.post('/two-factor/verify-totp', { code })).toMatchObject({
      status: 200,
      body: { status: 'signed_in' },
    })
    expect((await browser.identity())?.provedAt).not.toBeNull()
    const second = new Browser(world.gate)
    await second.post('/sign-in/email', credentials)
    expect(await second.post('/two-factor/verify-totp', { code })).toMatchObject({ status: 401 })
  })

  it('A15: counts once as well when several show it at the same moment', async () => {
    world.pass(3 * 60_000)
    const browsers = [new Browser(world.gate), new Browser(world.gate), new Browser(world.gate)]
    for (const browser of browsers) await browser.post('/sign-in/email', credentials)
    const code = totpOf(totpUri)
    const answers = await Promise.all(
      browsers.map((browser) => browser.post('/two-factor/verify-totp', { code })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
  })

  it('A15: must be fresh before it is changed, and guessing it inside a session is delayed', async () => {
    world.pass(11 * 60_000)
    for (const path of ['/two-factor/disable', '/two-factor/generate-backup-codes']) {
      expect(await ann.post(path, { password: PASSWORD }), path).toMatchObject({
        status: 403,
        body: { code: 'second_factor_must_be_fresh' },
      })
    }
    expect(await ann.get('/passkey/generate-register-options')).toMatchObject({ status: 403 })
    const answers: number[] = []
    for (let i = 0; i < 8; i++)
      answers.push((await ann.post('/two-factor/verify-totp', { code: '123456' })).status)
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    world.pass(60_000)
    expect(await ann.post('/two-factor/verify-totp', { code: totpOf(totpUri) })).toMatchObject({
      status: 200,
    })
    const options = await ann.get('/passkey/generate-register-options')
    expect(options.body).toMatchObject({
      rp: { id: 'localhost' },
      authenticatorSelection: { userVerification: 'required' },
    })
    expect(options.text).not.toContain('local"')
  })

  it('has backup codes, each for one use', async () => {
    const made = await ann.post('/two-factor/generate-backup-codes', { password: PASSWORD })
    const [code] = made.body['backupCodes'] as string[]
    const enter = async () => {
      const browser = new Browser(world.gate)
      await browser.post('/sign-in/email', credentials)
      return browser.post('/two-factor/verify-backup-code', { code })
    }
    expect(await enter()).toMatchObject({ status: 200, body: { status: 'signed_in' } })
    world.pass(3 * 60_000)
    expect(await enter()).toMatchObject({ status: 401 })
  })

  it('can be given up with a fresh proof and the password', async () => {
    expect(await ann.post('/two-factor/disable', { password: PASSWORD })).toMatchObject({ status: 200 })
    ann = await signedIn()
  })
})

describe('what the library could do besides', () => {
  it('A11: is closed: no other path of it answers, and no field of its own is passed on', async () => {
    for (const path of [
      '/sign-up/email',
      '/update-user',
      '/delete-user',
      '/change-email',
      '/request-password-reset',
      '/revoke-session',
      '/sign-in/social',
      '/two-factor/send-otp',
      '/list-sessions',
      '/constructor',
      '/../v1/me',
    ]) {
      expect(await ann.post(path), path).toMatchObject({ status: 404 })
    }
    for (const more of [
      { rememberMe: false },
      { callbackURL: 'https://evil.example' },
      { username: 'x' },
      { role: 'admin' },
    ]) {
      expect(await ann.post('/sign-in/email', { ...credentials, ...more })).toMatchObject({ status: 422 })
    }
    expect(await ann.get('/get-session')).toMatchObject({ status: 404 })
  })

  it('A8: is refused to other sites that bring a cookie', async () => {
    const headers = ann.headers
    headers.set('origin', 'https://evil.example')
    const answer = await world.gate.handle(
      new Request('http://localhost:8420/api/auth/sign-in/email', {
        method: 'POST',
        headers,
        body: JSON.stringify(credentials),
      }),
      null,
    )
    expect(answer.status).toBe(403)
  })
})
