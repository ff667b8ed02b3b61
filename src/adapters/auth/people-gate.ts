import type pg from 'pg'
import type { Identity } from '../../ports/identity.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Log } from '../../ports/log.ts'
import type { PeopleStore } from '../../ports/people-store.ts'
import { AuthDatabase } from './auth-database.ts'
import { type AuthLibrary, createAuth } from './better-auth.ts'
import { PasswordHasher } from './password-hash.ts'
import { peopleRows } from './people-rows.ts'
import { ProofCache } from './proof-cache.ts'
import { Proofs } from './proofs.ts'
import { answer, problemAnswer } from './sign-in/answer.ts'
import type { AuthCall, AuthRoute } from './sign-in/auth-call.ts'
import { factorRoutes } from './sign-in/factor-routes.ts'
import { FirstCode } from './sign-in/first-code.ts'
import { Joining } from './sign-in/joining.ts'
import { callLibrary } from './sign-in/library-call.ts'
import { passwordRoutes } from './sign-in/password-routes.ts'
import { GuessDelay, NetworkLimit } from './sign-in/throttle.ts'
import { UsedCodes } from './sign-in/used-codes.ts'

/** What the gate needs. The pool is its owner's; its database is migrated. */
export interface GateParts {
  readonly pool: pg.Pool
  /** At least 32 characters of chance, kept outside of the database: whoever has it can make sessions. */
  readonly secret: string
  /** Where browsers reach us; the first is the one that is told to them. */
  readonly origins: readonly [string, ...string[]]
  readonly ids: Ids
  readonly log: Log
  readonly now: () => number
}

/** Proves identities and lets people in. */
export interface PeopleGate {
  readonly store: PeopleStore
  identify(headers: Headers): Promise<Identity | null>
  handle(request: Request, address: string | null): Promise<Response>
  /** A code for the first person, to be shown at the console; null when somebody is there already. */
  firstCode(): Promise<string | null>
  /** Clears away what has ended by itself; whether it counts does not depend on it. */
  sweep(): Promise<void>
  /** How many password hashes were computed so far. */
  hashes(): number
}

const BASE = '/api/auth'
/** What somebody may ask before a session is there. */
const OPEN = new Set([
  'POST /sign-in/email',
  'POST /join',
  'POST /reset-password',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
  'POST /sign-out',
])

/** The gate on a migrated database. */
export function openGate(parts: GateParts): PeopleGate {
  const { pool, secret, origins, ids, log, now } = parts
  const database = new AuthDatabase(pool)
  const cache = new ProofCache(now)
  const proofs = new Proofs(database, cache, secret, now)
  const hasher = new PasswordHasher()
  const first = new FirstCode()
  const mayEnter = async (username: string): Promise<boolean> =>
    (await database.row('select id from auth_users where id = $1 and disabled_at is null', [username])) !==
    null
  const library = createAuth({ pool, secret, origins, hasher, ids, log, mayEnter })
  const store = peopleRows(database, cache)
  const [origin] = origins
  const [delay, networks, usedCodes] = [new GuessDelay(now), new NetworkLimit(now), new UsedCodes(now)]
  const joining = new Joining(database, hasher, ids, now, first)
  const basic = { library, origin, secret, database, delay, networks }
  const routes: Readonly<Record<string, AuthRoute>> = {
    ...passwordRoutes({ ...basic, joining }),
    ...factorRoutes({ ...basic, proofs, usedCodes, now }),
    ...signOutRoutes(library, store, origin),
  }
  return {
    store,
    identify: (headers) => proofs.identify(headers),
    async handle(request, address) {
      const response = await dispatch(routes, proofs, request, address)
      // Whatever a request changed, what was proved before it is looked at again.
      if (request.method === 'POST' && response.ok) cache.forget()
      return response
    },
    async firstCode() {
      const someone = await database.row('select id from auth_users limit 1')
      return someone === null ? first.make() : null
    },
    async sweep() {
      const moment = new Date(now())
      await database.write('delete from auth_sessions where expires_at < $1', [moment])
      await database.write('delete from auth_verifications where expires_at < $1', [moment])
    },
    hashes: () => hasher.computed,
  }
}

/** Ends one session, or all of a person's. */
function signOutRoutes(
  library: AuthLibrary,
  store: PeopleStore,
  origin: string,
): Readonly<Record<string, AuthRoute>> {
  return {
    'POST /sign-out': async (call) => {
      const { cookies } = await callLibrary(library, call, origin, {})
      return answer({ status: 'done' }, cookies)
    },
    'POST /sign-out-everywhere': async (call) => {
      if (call.identity !== null) await store.endSessions(call.identity.username)
      const { cookies } = await callLibrary(library, { ...call, path: '/sign-out' }, origin, {})
      return answer({ status: 'done' }, cookies)
    },
  }
}

async function dispatch(
  routes: Readonly<Record<string, AuthRoute>>,
  proofs: Proofs,
  request: Request,
  address: string | null,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  const path = pathname.slice(BASE.length)
  const name = `${request.method} ${path}`
  const route = pathname.startsWith(`${BASE}/`) && Object.hasOwn(routes, name) ? routes[name] : undefined
  if (route === undefined) return problemAnswer(404, 'page_must_exist', 'There is nothing here.')
  if (request.headers.has('authorization')) {
    return problemAnswer(403, 'session_must_be_a_persons', 'A key signs nobody in or out; use a session.')
  }
  const identity = await proofs.identify(request.headers)
  const token = identity === null ? proofs.sessionToken(request.headers) : null
  // The library knows nothing of hours without use, and would go on with a session that has had too many.
  if (token !== null) await proofs.bury(token)
  if (identity === null && !OPEN.has(name)) {
    return problemAnswer(401, 'sign_in_must_come_first', 'Sign in first.')
  }
  const body = request.method === 'POST' ? await bodyOf(request) : null
  if (body === undefined) return problemAnswer(400, 'body_must_be_json', 'The body must be JSON.')
  return route({ request, path, body, address, identity } satisfies AuthCall)
}

/** The JSON of the body, an empty object for none, undefined for what is not JSON. */
async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
