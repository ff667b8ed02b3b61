import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmbeddedDatabase, openEmbeddedDatabase } from '../../../src/adapters/postgres/embedded-store.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { Browser, ORIGIN, type PeopleWorld, peopleWorld } from '../../support/people/people-world.ts'
import { SoftwarePasskey } from '../../support/people/software-passkey.ts'

const OPENING_MS = 90_000

let database: EmbeddedDatabase
let world: PeopleWorld
let ann: Browser
const passkey = new SoftwarePasskey(ORIGIN)

beforeAll(async () => {
  database = await openEmbeddedDatabase(null)
  await migrate(database.pool)
  world = peopleWorld(database.pool)
  ann = new Browser(world.gate)
  const code = await world.gate.firstCode()
  const wish = { code, email: 'ann@example.com', name: 'Ann', password: 'canary violet umbrella' }
  expect((await ann.post('/join', wish)).status).toBe(200)
}, OPENING_MS)
afterAll(() => database.close())

async function register(key: SoftwarePasskey) {
  const { body } = await ann.get('/passkey/generate-register-options')
  return ann.post('/passkey/verify-registration', {
    response: key.register(String(body['challenge'])),
    name: 'laptop',
  })
}

/** A browser that shows a passkey. */
async function enter(key: SoftwarePasskey, origin?: string) {
  const browser = new Browser(world.gate)
  const { body } = await browser.get('/passkey/generate-authenticate-options')
  const answer = await browser.post('/passkey/verify-authentication', {
    response: key.authenticate(String(body['challenge']), origin),
  })
  return { browser, answer }
}

it('a passkey is registered, signs in by itself, and counts as a second factor just shown', async () => {
  expect(await register(passkey)).toMatchObject({ status: 200 })
  const { browser, answer } = await enter(passkey)
  expect(answer).toMatchObject({ status: 200, body: { status: 'signed_in' } })
  expect(answer.text).not.toContain('ann@')
  const identity = await browser.identity()
  expect(identity).toMatchObject({ username: 'local', via: 'session' })
  expect(identity?.provedAt).toBeGreaterThan(Date.now() - 60_000)
  expect((await world.gate.store.person('local'))?.hasSecondFactor).toBe(true)
})

it('one that did not ask its user is refused, at its making and at its use', async () => {
  // Whoever has one must have shown it before another is added.
  expect(await register(new SoftwarePasskey(ORIGIN))).toMatchObject({
    status: 403,
    body: { code: 'second_factor_must_be_fresh' },
  })
  ann = (await enter(passkey)).browser
  expect(await register(new SoftwarePasskey(ORIGIN, false))).toMatchObject({ status: 400 })
})

it('a signature for another site, by another key or used again opens nothing', async () => {
  expect((await enter(passkey, 'https://evil.example')).answer.status).toBe(400)
  const { browser, answer } = await enter(new SoftwarePasskey(ORIGIN))
  expect(answer.status).toBe(401)
  expect(await browser.identity()).toBeNull()
  const { body } = await browser.get('/passkey/generate-authenticate-options')
  const response = passkey.authenticate(String(body['challenge']))
  expect((await browser.post('/passkey/verify-authentication', { response })).status).toBe(200)
  const thief = new Browser(world.gate)
  expect((await thief.post('/passkey/verify-authentication', { response })).status).toBe(400)
  expect(await thief.identity()).toBeNull()
})

it('is listed without its key, and can be given up', async () => {
  ann = (await enter(passkey)).browser
  const { body, text } = await ann.get('/passkey/list-user-passkeys')
  const [mine] = body['passkeys'] as { readonly id: string; readonly name: string }[]
  expect(mine).toEqual({ id: expect.any(String), name: 'laptop', createdAt: expect.any(String) })
  expect(text).not.toContain('ublic')
  expect((await ann.post('/passkey/delete-passkey', { id: mine?.id })).status).toBe(200)
  expect((await enter(passkey)).answer.status).toBe(401)
})
