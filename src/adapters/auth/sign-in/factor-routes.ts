import { z } from 'zod'
import { instant } from '../../../domain/calendar/instant.ts'
import { hasFreshProof } from '../../../ports/fresh-proof.ts'
import type { AuthDatabase } from '../auth-database.ts'
import type { AuthLibrary } from '../better-auth.ts'
import { hashSecret } from '../one-time-code.ts'
import type { Proofs } from '../proofs.ts'
import { answer, problemAnswer, tooMany } from './answer.ts'
import type { AuthCall, AuthRoute } from './auth-call.ts'
import { networkOf } from './client-network.ts'
import { callLibrary, type LibraryAnswer, libraryProblem } from './library-call.ts'
import { unlessBusy, withBody } from './password-routes.ts'
import { cookieSetBy, newDeviceCookie, SESSION_COOKIE, sessionTokenOf } from './signed-cookies.ts'
import type { GuessDelay, NetworkLimit } from './throttle.ts'
import type { UsedCodes } from './used-codes.ts'

const WITH_PASSWORD = z.strictObject({ password: z.string().min(1).max(256) })
const WITH_CODE = z.strictObject({ code: z.string().regex(/^[A-Za-z0-9-]{6,20}$/) })
const REGISTRATION = z.strictObject({
  response: z.looseObject({}),
  name: z.string().trim().min(1).max(80).optional(),
})
const AUTHENTICATION = z.strictObject({ response: z.looseObject({ id: z.string().max(1_400) }) })
const WITH_ID = z.strictObject({ id: z.string().min(1).max(100) })

/** What the routes of second factors need. */
export interface FactorRouteParts {
  readonly library: AuthLibrary
  readonly origin: string
  readonly secret: string
  readonly database: AuthDatabase
  readonly proofs: Proofs
  readonly delay: GuessDelay
  readonly networks: NetworkLimit
  readonly usedCodes: UsedCodes
  readonly now: () => number
}

/** A session counts as young for as long as a proof counts as fresh. */
const YOUNG_MS = 10 * 60_000

const STANDING = `select u.two_factor_enabled or exists (
    select from auth_passkeys p where p.user_id = u.id) as "hasFactor", s.created_at > $2 as "isYoung"
  from auth_sessions s join auth_users u on u.id = s.user_id where s.token = $1`

const PERSON_OF_SESSION = `select u.email from auth_sessions s join auth_users u on u.id = s.user_id where s.token = $1`

/** Code generators with backup codes, and passkeys. */
export function factorRoutes(parts: FactorRouteParts): Readonly<Record<string, AuthRoute>> {
  const withPassword = (shape: (body: LibraryAnswer['body']) => unknown): AuthRoute => {
    return (call) => withBody(WITH_PASSWORD, call, (wish) => guarded(parts, call, wish, shape))
  }
  const done = () => ({ status: 'done' })
  const backup = ({ backupCodes }: LibraryAnswer['body']) => ({ backupCodes })
  return {
    'POST /two-factor/enable': withPassword(({ totpURI, backupCodes }) => ({ totpURI, backupCodes })),
    'POST /two-factor/disable': withPassword(done),
    'POST /two-factor/generate-backup-codes': withPassword(backup),
    'POST /two-factor/verify-totp': (call) => withBody(WITH_CODE, call, (wish) => prove(parts, call, wish)),
    'POST /two-factor/verify-backup-code': (call) =>
      withBody(WITH_CODE, call, (wish) => prove(parts, call, wish)),
    ...passkeyRoutes(parts),
  }
}

function passkeyRoutes(parts: FactorRouteParts): Readonly<Record<string, AuthRoute>> {
  return {
    'GET /passkey/generate-register-options': (call) =>
      unlessStale(parts, call, () => pass(parts, call, null)),
    'POST /passkey/verify-registration': (call) =>
      withBody(REGISTRATION, call, (wish) =>
        unlessStale(parts, call, () => pass(parts, call, wish, () => ({ status: 'done' }))),
      ),
    'GET /passkey/generate-authenticate-options': async (call) => {
      const waitMs = parts.networks.admit(networkOf(call.address))
      return waitMs > 0 ? tooMany(waitMs) : pass(parts, call, null)
    },
    'POST /passkey/verify-authentication': (call) =>
      withBody(AUTHENTICATION, call, (wish) => prove(parts, call, wish)),
    'GET /passkey/list-user-passkeys': (call) =>
      pass(parts, call, null, ({ list }) => ({
        passkeys: (Array.isArray(list) ? list : []).map(shownPasskey),
      })),
    'POST /passkey/delete-passkey': (call) =>
      withBody(WITH_ID, call, (wish) =>
        unlessStale(parts, call, () => pass(parts, call, wish, () => ({ status: 'done' }))),
      ),
  }
}

function shownPasskey(passkey: Readonly<Record<string, unknown>>) {
  const { id, name, createdAt } = passkey
  return { id, name, createdAt }
}

/** Passes a request on and shapes the answer. */
async function pass(
  { library, origin }: FactorRouteParts,
  call: AuthCall,
  body: unknown,
  shape: (body: LibraryAnswer['body']) => unknown = (all) => all,
): Promise<Response> {
  // What a GET asks is dropped: nothing of it is needed.
  const heard = await callLibrary(library, call, origin, body)
  return heard.status === 200 ? answer(shape(heard.body), heard.cookies) : libraryProblem(heard)
}

/**
 * Whoever has a second factor must have shown it just now before one is added, taken away or read; whoever has none must
 * have signed in just now. A stolen session could otherwise give itself a factor of its own.
 */
async function unlessStale(
  { database, proofs, now }: FactorRouteParts,
  { identity, request }: AuthCall,
  work: () => Promise<Response>,
): Promise<Response> {
  if (identity === null) return problemAnswer(401, 'sign_in_must_come_first', 'Sign in first.')
  const token = proofs.sessionToken(request.headers)
  const standing = await database.row<{ readonly hasFactor: boolean; readonly isYoung: boolean }>(STANDING, [
    token === null ? null : hashSecret(token),
    new Date(now() - YOUNG_MS),
  ])
  if (standing?.hasFactor === false && !standing.isYoung) {
    return problemAnswer(
      403,
      'session_must_be_fresh',
      'Sign in again first: this session is older than ten minutes.',
    )
  }
  if (standing?.hasFactor !== false && !hasFreshProof(identity, instant(now()))) {
    return problemAnswer(
      403,
      'second_factor_must_be_fresh',
      'Show the second factor again first: a code, or a passkey.',
    )
  }
  return work()
}

/** What needs the password again: guesses inside of a session are delayed as those outside are. */
function guarded(
  parts: FactorRouteParts,
  call: AuthCall,
  body: z.output<typeof WITH_PASSWORD>,
  shape: (body: LibraryAnswer['body']) => unknown,
): Promise<Response> {
  return unlessStale(parts, call, async () => {
    const admission = parts.delay.admit(`inside ${call.identity?.username}`)
    if ('waitMs' in admission) return tooMany(admission.waitMs)
    return unlessBusy(async () => {
      const response = await pass(parts, call, body, shape)
      if (response.ok) admission.attempt.succeed(true)
      return response
    })
  })
}

/** A second factor, or a passkey in place of both: inside of a session it is shown again, outside it signs in. */
async function prove(parts: FactorRouteParts, call: AuthCall, wish: unknown): Promise<Response> {
  const { library, origin, delay, networks, usedCodes } = parts
  const { identity } = call
  const waitMs = identity === null ? networks.admit(networkOf(call.address)) : 0
  if (waitMs > 0) return tooMany(waitMs)
  const admission = identity === null ? null : delay.admit(`factor ${identity.username}`)
  if (admission !== null && 'waitMs' in admission) return tooMany(admission.waitMs)
  const code = WITH_CODE.safeParse(wish).data?.code ?? null
  // A code that somebody has seen over a shoulder counts for half a minute; it counts once.
  if (code !== null && !usedCodes.take(code))
    return problemAnswer(401, 'code_must_match', 'The code is not right.')
  let heard: LibraryAnswer | null = null
  try {
    heard = await callLibrary(library, call, origin, wish)
  } finally {
    if (code !== null && heard?.status !== 200) usedCodes.giveBack(code)
  }
  if (heard.status !== 200) return libraryProblem(heard)
  if (admission !== null) admission.attempt.succeed(true)
  return proved(parts, call, heard)
}

async function proved(
  parts: FactorRouteParts,
  call: AuthCall,
  { cookies, headers }: LibraryAnswer,
): Promise<Response> {
  const { proofs, database, secret } = parts
  const set = cookieSetBy(headers, SESSION_COOKIE)
  const token = set === null ? proofs.sessionToken(call.request.headers) : sessionTokenOf(set, secret)
  if (token === null) return problemAnswer(401, 'sign_in_must_come_first', 'Sign in first.')
  await proofs.noteProof(token)
  if (call.identity !== null) return answer({ status: 'proved' }, cookies)
  const person = await database.row<{ readonly email: string }>(PERSON_OF_SESSION, [hashSecret(token)])
  const device = person === null ? [] : [newDeviceCookie(person.email, secret)]
  return answer({ status: 'signed_in' }, [...cookies, ...device])
}
