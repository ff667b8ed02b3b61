import { Buffer } from 'node:buffer'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** The beginning of every cookie of ours: `__Host-` binds it to this host, to HTTPS (or the machine itself) and to `/`. */
export const COOKIE_PREFIX = '__Host-legwork'
/** The cookie of a session. */
export const SESSION_COOKIE = `${COOKIE_PREFIX}.session_token`
/** The cookie of a device from which somebody signed in before. */
export const DEVICE_COOKIE = `${COOKIE_PREFIX}.device`

const DEVICE_DAYS = 400
const DEVICE_SHAPE = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

/** The value of one cookie of a request as it was sent, or null. Of several of one name the first counts. */
export function cookieOf(headers: Headers, name: string): string | null {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at !== -1 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}

/** The value that a cookie of one name is set to by `set-cookie` headers; null when it is not set or taken away. */
export function cookieSetBy(headers: Headers, name: string): string | null {
  for (const line of headers.getSetCookie().toReversed()) {
    if (line.startsWith(`${name}=`)) return line.slice(name.length + 1).split(';')[0] || null
  }
  return null
}

/**
 * The token inside of a session's cookie, `token.signature` by HMAC-SHA-256 as the library signs it; null unless the
 * signature is ours. So no made-up cookie costs a look into the database.
 */
export function sessionTokenOf(cookie: string, secret: string): string | null {
  const value = decoded(cookie)
  const dot = value?.lastIndexOf('.') ?? -1
  if (value === null || dot < 1) return null
  const token = value.slice(0, dot)
  const wanted = createHmac('sha256', secret).update(token).digest()
  return same(Buffer.from(value.slice(dot + 1), 'base64'), wanted) ? token : null
}

/** The id of a device that the cookie shows to have signed in as this address before; null for a stranger. */
export function knownDevice(headers: Headers, email: string, secret: string): string | null {
  const [, id, proof] = DEVICE_SHAPE.exec(cookieOf(headers, DEVICE_COOKIE) ?? '') ?? []
  if (id === undefined || proof === undefined) return null
  return same(Buffer.from(proof, 'base64url'), deviceProof(id, email, secret)) ? id : null
}

/** A `set-cookie` line by which a device is known as one of this address from now on. */
export function newDeviceCookie(email: string, secret: string): string {
  const id = randomBytes(16).toString('base64url')
  const value = `${id}.${deviceProof(id, email, secret).toString('base64url')}`
  return `${DEVICE_COOKIE}=${value}; Max-Age=${DEVICE_DAYS * 86_400}; Path=/; HttpOnly; Secure; SameSite=Strict`
}

function deviceProof(id: string, email: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`device\n${id}\n${email}`).digest()
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
