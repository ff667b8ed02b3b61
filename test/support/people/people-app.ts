import { Hono } from 'hono'
import type pg from 'pg'
import { randomIds } from '../../../src/adapters/system/random-ids.ts'
import { systemClock } from '../../../src/adapters/system/system-clock.ts'
import { newFernetKey } from '../../../src/adapters/vault/fernet.ts'
import { fernetVault } from '../../../src/adapters/vault/fernet-vault.ts'
import { parseKeyRing } from '../../../src/adapters/vault/key-ring.ts'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { bodyGuard } from '../../../src/http/guard/body-guard.ts'
import type { GuardEnv } from '../../../src/http/guard/guard-env.ts'
import { hostGuard } from '../../../src/http/guard/host-guard.ts'
import { identityGuard } from '../../../src/http/guard/identity-guard.ts'
import { sameOriginGuard } from '../../../src/http/guard/same-origin-guard.ts'
import { securityHeaders } from '../../../src/http/guard/security-headers.ts'
import { authRoutes } from '../../../src/http/people/auth-routes.ts'
import { peopleRoutes } from '../../../src/http/people/people-routes.ts'
import type { TokenDesk } from '../../../src/service/people/broker-tokens.ts'
import { Browser, ORIGIN, peopleWorld } from './people-world.ts'

/** Sign-in, guards and routes as one app on a database, with all that was answered and logged. */
export function peopleApp(pool: pg.Pool) {
  const { gate, lines, pass } = peopleWorld(pool)
  const clock = systemClock()
  const store = storeOnPool(pool)
  const usernames = async () => (await gate.store.people()).map(({ username }) => username)
  const vaultKey = newFernetKey()
  const vault = fernetVault({ work: store, usernames, keys: parseKeyRing(vaultKey), clock })
  const desk: TokenDesk = { people: gate.store, clock, ids: randomIds(), vault }
  const app = new Hono<GuardEnv>()
  app.use(securityHeaders(false), hostGuard(['localhost:8420']), sameOriginGuard([ORIGIN]), bodyGuard())
  app.route(
    '/',
    authRoutes(gate, () => '203.0.113.200'),
  )
  app.use('/api/v1/*', identityGuard(gate))
  app.route('/api/v1', peopleRoutes({ desk }))
  const answers: string[] = []
  const ask = async (method: string, path: string, by: Browser | string | null, body?: unknown) => {
    const headers =
      by instanceof Browser
        ? by.headers
        : new Headers(by === null ? { origin: ORIGIN } : { authorization: `Bearer ${by}` })
    headers.set('host', 'localhost:8420')
    if (body !== undefined) headers.set('content-type', 'application/json')
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const response = await app.request(`${ORIGIN}/api/v1${path}`, init)
    const text = await response.text()
    answers.push(text)
    return { status: response.status, body: JSON.parse(text) as Readonly<Record<string, unknown>>, text }
  }
  return {
    gate,
    lines,
    answers,
    desk,
    vault,
    vaultKey,
    usernames,
    ask,
    pass,
    browser: () => new Browser(gate),
  }
}
