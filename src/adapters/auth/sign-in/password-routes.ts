import { z } from 'zod'
import type { AuthLibrary } from '../better-auth.ts'
import { HashingBusyError } from '../password-hash.ts'
import { judgePassword } from '../password-rule.ts'
import type { AuthDatabase } from '../auth-database.ts'
import { answer, problemAnswer, tooMany } from './answer.ts'
import type { AuthCall, AuthRoute } from './auth-call.ts'
import { networkOf } from './client-network.ts'
import type { Joining } from './joining.ts'
import { callLibrary, type LibraryAnswer, libraryProblem } from './library-call.ts'
import { knownDevice, newDeviceCookie } from './signed-cookies.ts'
import type { GuessDelay, NetworkLimit } from './throttle.ts'

const EMAIL = z.email().max(254)
const PASSWORD = z.string().min(1).max(256)
const NAME = z
  .string()
  .trim()
  .min(1)
  .max(80)
  // Control characters would end up in logs and terminals.
  .regex(/^[^\p{Cc}\p{Cf}<>]+$/u)

export const SIGN_IN = z.strictObject({ email: EMAIL, password: PASSWORD })
export const JOIN = z.strictObject({
  code: z.string().max(100),
  email: EMAIL,
  name: NAME,
  password: PASSWORD,
})
export const RESET = z.strictObject({ code: z.string().max(100), password: PASSWORD })
export const CHANGE = z.strictObject({ currentPassword: PASSWORD, newPassword: PASSWORD })

/** What the routes of passwords need. */
export interface PasswordRouteParts {
  readonly library: AuthLibrary
  readonly origin: string
  readonly secret: string
  readonly joining: Joining
  readonly database: AuthDatabase
  readonly delay: GuessDelay
  readonly networks: NetworkLimit
}

/** Reads a body, or says that it is not understood without repeating it. */
export async function withBody<Value>(
  schema: z.ZodType<Value>,
  { body }: AuthCall,
  work: (value: Value) => Promise<Response>,
): Promise<Response> {
  const read = schema.safeParse(body)
  if (read.success) return work(read.data)
  const fields = read.error.issues
    .map(({ path }) => path.join('.'))
    .filter((field) => /^[a-zA-Z.]{1,40}$/.test(field))
  const which =
    fields.length === 0
      ? 'The request is not understood.'
      : `Not as expected: ${[...new Set(fields)].join(', ')}.`
  return problemAnswer(422, 'request_must_be_understood', which)
}

/** Too many hashes at once are the machine's limit, not the caller's fault. */
export async function unlessBusy(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof HashingBusyError) {
      return problemAnswer(503, 'server_must_be_less_busy', error.message, { 'retry-after': '2' })
    }
    throw error
  }
}

/** Joining, signing in by password, and changing or resetting it. */
export function passwordRoutes(parts: PasswordRouteParts): Readonly<Record<string, AuthRoute>> {
  const { joining, networks } = parts
  const byCode = (work: (call: AuthCall) => Promise<Response>): AuthRoute => {
    return async (call) => {
      const waitMs = networks.admit(networkOf(call.address))
      return waitMs > 0 ? tooMany(waitMs) : unlessBusy(() => work(call))
    }
  }
  return {
    'POST /sign-in/email': (call) => withBody(SIGN_IN, call, (wish) => signIn(parts, call, wish)),
    'POST /join': byCode((call) =>
      withBody(JOIN, call, async (wish) => {
        const joined = await joining.join(wish)
        if (!joined.ok) return problemAnswer(422, joined.code, joined.message)
        const { email, password } = wish
        const entered = await callLibrary(parts.library, { ...call, path: '/sign-in/email' }, parts.origin, {
          email,
          password,
        })
        return entered.status === 200 ? signedIn(parts, entered, email, call) : libraryProblem(entered)
      }),
    ),
    'POST /reset-password': byCode((call) =>
      withBody(RESET, call, async ({ code, password }) => {
        const reset = await joining.reset(code, password)
        return reset.ok ? answer({ status: 'done' }) : problemAnswer(422, reset.code, reset.message)
      }),
    ),
    'POST /change-password': (call) => withBody(CHANGE, call, (wish) => changePassword(parts, call, wish)),
  }
}

async function signIn(
  parts: PasswordRouteParts,
  call: AuthCall,
  { email, password }: z.output<typeof SIGN_IN>,
): Promise<Response> {
  const { library, origin, secret, delay, networks } = parts
  const address = email.toLowerCase()
  const device = knownDevice(call.request.headers, address, secret)
  // Strangers share a count for each account; a device that was here before has its own, and no stranger fills it.
  const waitMs = device === null ? networks.admit(networkOf(call.address)) : 0
  if (waitMs > 0) return tooMany(waitMs)
  const admission = delay.admit(device === null ? `stranger ${address}` : `device ${device}`)
  if ('waitMs' in admission) return tooMany(admission.waitMs)
  return unlessBusy(async () => {
    const entered = await callLibrary(library, call, origin, { email: address, password })
    if (entered.status !== 200) return libraryProblem(entered)
    admission.attempt.succeed(device !== null)
    if (entered.body['twoFactorRedirect'] === true) {
      return answer({ status: 'second_factor_required' }, entered.cookies)
    }
    return signedIn(parts, entered, address, call)
  })
}

function signedIn(
  { secret }: PasswordRouteParts,
  { cookies }: LibraryAnswer,
  email: string,
  { request }: AuthCall,
): Response {
  const address = email.toLowerCase()
  const isKnown = knownDevice(request.headers, address, secret) !== null
  return answer({ status: 'signed_in' }, isKnown ? cookies : [...cookies, newDeviceCookie(address, secret)])
}

async function changePassword(
  { library, origin, delay, database }: PasswordRouteParts,
  call: AuthCall,
  { currentPassword, newPassword }: z.output<typeof CHANGE>,
): Promise<Response> {
  const username = call.identity?.username ?? ''
  const person = await database.row<{ readonly name: string; readonly email: string }>(
    'select name, email from auth_users where id = $1',
    [username],
  )
  const judged = judgePassword(newPassword, person === null ? [] : [person.name, person.email])
  if (!judged.ok) return problemAnswer(422, judged.code, judged.message)
  const admission = delay.admit(`inside ${username}`)
  if ('waitMs' in admission) return tooMany(admission.waitMs)
  return unlessBusy(async () => {
    const body = { currentPassword, newPassword, revokeOtherSessions: true }
    const changed = await callLibrary(library, call, origin, body)
    if (changed.status !== 200) return libraryProblem(changed)
    admission.attempt.succeed(true)
    return answer({ status: 'done' }, changed.cookies)
  })
}
