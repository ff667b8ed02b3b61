import type { AuthLibrary } from '../better-auth.ts'
import { problemAnswer } from './answer.ts'
import type { AuthCall } from './auth-call.ts'

/** Headers that the library is given; what else a request brings is none of its business. */
const PASSED = ['cookie', 'origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'user-agent']

/** What the library answered. */
export interface LibraryAnswer {
  readonly status: number
  readonly cookies: readonly string[]
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * Calls the library with a body of our own making. A browser's `same-origin` stands for the origin: the library wants one
 * of whoever brings a cookie.
 */
export async function callLibrary(
  library: AuthLibrary,
  { request, path }: AuthCall,
  origin: string,
  body: unknown,
): Promise<LibraryAnswer> {
  const headers = new Headers()
  for (const name of PASSED) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (!headers.has('origin') && headers.get('sec-fetch-site') === 'same-origin') headers.set('origin', origin)
  const isPost = request.method === 'POST'
  if (isPost) headers.set('content-type', 'application/json')
  const response = await library.handler(
    new Request(`${origin}/api/auth${path}`, {
      method: request.method,
      headers,
      body: isPost ? JSON.stringify(body) : null,
    }),
  )
  const text = await response.text()
  return {
    status: response.status,
    cookies: response.headers.getSetCookie(),
    headers: response.headers,
    body: parse(text),
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    // A list stays reachable under a name.
    return Array.isArray(value)
      ? { list: value }
      : typeof value === 'object' && value !== null
        ? { ...value }
        : {}
  } catch {
    return {}
  }
}

/** What people are told of the library's refusals; its own words may say more than we would. */
const WORDS: Readonly<Record<string, readonly [status: number, code: string, detail: string]>> = {
  INVALID_EMAIL_OR_PASSWORD: [401, 'credentials_must_match', 'The address or the password is not right.'],
  FAILED_TO_CREATE_SESSION: [401, 'credentials_must_match', 'The address or the password is not right.'],
  INVALID_PASSWORD: [403, 'password_must_match', 'The password is not right.'],
  INVALID_CODE: [401, 'code_must_match', 'The code is not right.'],
  INVALID_BACKUP_CODE: [401, 'code_must_match', 'The code is not right.'],
  INVALID_TWO_FACTOR_COOKIE: [401, 'sign_in_must_be_begun', 'Sign in with the password first.'],
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: [429, 'attempts_must_be_fewer', 'Too many codes; sign in again.'],
  ACCOUNT_TEMPORARILY_LOCKED: [429, 'attempts_must_be_fewer', 'Too many codes; wait a quarter of an hour.'],
  TOTP_ALREADY_ENABLED: [409, 'second_factor_must_be_new', 'A code generator is set up already.'],
  TOTP_NOT_ENABLED: [409, 'second_factor_must_be_set_up', 'No code generator is set up.'],
  PASSKEY_MUST_VERIFY_ITS_USER: [
    400,
    'passkey_must_verify_its_user',
    'The passkey must ask for a finger, a face or a number.',
  ],
}

/** The library's refusal as ours. */
export function libraryProblem({ status, body }: LibraryAnswer): Response {
  const [ours, code, detail] = WORDS[String(body['code'])] ?? []
  if (ours !== undefined && code !== undefined && detail !== undefined)
    return problemAnswer(ours, code, detail)
  if (status === 401) return problemAnswer(401, 'sign_in_must_come_first', 'Sign in first.')
  if (status === 403) return problemAnswer(403, 'request_must_be_allowed', 'That is not allowed from here.')
  if (status >= 500) return problemAnswer(500, 'server_met_a_bug', 'Something went wrong on our side.')
  return problemAnswer(400, 'request_must_be_understood', 'The request is not understood.')
}
