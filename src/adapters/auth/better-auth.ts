import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Ids } from '../../ports/ids.ts'
import type { Log } from '../../ports/log.ts'
import { authPool } from './auth-database.ts'
import { hashedSessions } from './hashed-sessions.ts'
import type { PasswordHasher } from './password-hash.ts'
import { COOKIE_PREFIX } from './sign-in/signed-cookies.ts'

const DAY_S = 86_400

/** What the library needs of us. */
export interface AuthParts {
  readonly pool: pg.Pool
  /** Signs cookies and encrypts second factors; it is not in the database. */
  readonly secret: string
  /** Where browsers reach us, such as `https://legwork.example`; the first is the one that is told to them. */
  readonly origins: readonly [string, ...string[]]
  readonly hasher: PasswordHasher
  readonly ids: Ids
  readonly log: Log
  /** Whether a user may have a session. */
  readonly mayEnter: (username: string) => Promise<boolean>
}

/** As much of the library as we call. */
export interface AuthLibrary {
  readonly handler: (request: Request) => Promise<Response>
}

const NAMES = { createdAt: 'created_at', updatedAt: 'updated_at', userId: 'user_id', expiresAt: 'expires_at' }

const USER = {
  modelName: 'auth_users',
  fields: { emailVerified: 'email_verified', createdAt: NAMES.createdAt, updatedAt: NAMES.updatedAt },
}
const SESSION = {
  modelName: 'auth_sessions',
  fields: { ...NAMES, ipAddress: 'ip_address', userAgent: 'user_agent' },
}
const ACCOUNT = {
  modelName: 'auth_accounts',
  fields: {
    userId: NAMES.userId,
    createdAt: NAMES.createdAt,
    updatedAt: NAMES.updatedAt,
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
  },
}
const VERIFICATION = {
  modelName: 'auth_verifications',
  fields: { createdAt: NAMES.createdAt, updatedAt: NAMES.updatedAt, expiresAt: NAMES.expiresAt },
}
const TWO_FACTOR = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'auth_two_factors',
    fields: {
      userId: NAMES.userId,
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
}
const PASSKEY = {
  passkey: {
    modelName: 'auth_passkeys',
    fields: {
      userId: NAMES.userId,
      createdAt: NAMES.createdAt,
      publicKey: 'public_key',
      credentialID: 'credential_id',
      deviceType: 'device_type',
      backedUp: 'backed_up',
    },
  },
}

/** A passkey stands for a password and a second factor, so the device must have asked for a finger or a number. */
function requireVerified(isVerified: boolean | undefined): void {
  if (isVerified !== true) throw new APIError('BAD_REQUEST', { code: 'PASSKEY_MUST_VERIFY_ITS_USER' })
}

function plugins({ origins }: AuthParts) {
  return [
    twoFactor({ issuer: 'Legwork', schema: TWO_FACTOR }),
    passkey({
      rpID: new URL(origins[0]).hostname,
      rpName: 'Legwork',
      origin: [...origins],
      schema: PASSKEY,
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
      registration: {
        afterVerification: ({ verification }) => requireVerified(verification.registrationInfo?.userVerified),
      },
      authentication: {
        afterVerification: ({ verification }) =>
          requireVerified(verification.authenticationInfo.userVerified),
      },
    }),
  ]
}

/**
 * The library that knows sessions, second factors and passkeys, on our tables and cookies. Nobody signs up through it: who
 * joins is written by us, with the code that lets them.
 */
export function createAuth(parts: AuthParts): AuthLibrary {
  const { pool, secret, origins, hasher, ids, log, mayEnter } = parts
  const db = new Kysely({ dialect: new PostgresDialect({ pool: authPool(pool) }) })
  return betterAuth({
    appName: 'Legwork',
    baseURL: origins[0],
    basePath: '/api/auth',
    secret,
    database: hashedSessions(db),
    trustedOrigins: [...origins],
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      // Without a level of our own: with one, it writes refused requests to the standard error by itself.
      // Its messages are its own words; what it adds may be a request, with all that is in one.
      log: (level, message) =>
        log.write(level === 'error' ? 'error' : 'info', '[auth]', message.slice(0, 200)),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 256,
      password: {
        hash: (password) => hasher.hash(password),
        verify: ({ hash, password }) => hasher.verify(hash, password),
      },
    },
    user: USER,
    // Seven days and no longer. The hours without use are counted by us, and so is what a session must be young for.
    session: { ...SESSION, expiresIn: 7 * DAY_S, disableSessionRefresh: true, freshAge: 0 },
    account: ACCOUNT,
    verification: { ...VERIFICATION, storeIdentifier: 'hashed' },
    databaseHooks: { session: { create: { before: async ({ userId }) => mayEnter(userId) } } },
    advanced: {
      // Said, as the library leaves both out where it believes to be tested.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      // The names carry `__Host-` already, the library would put `__Secure-` before it.
      useSecureCookies: false,
      cookiePrefix: COOKIE_PREFIX,
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'strict', path: '/' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => ids.next() },
    },
    plugins: plugins(parts),
  })
}
