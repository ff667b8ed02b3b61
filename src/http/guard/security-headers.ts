import type { MiddlewareHandler } from 'hono'
import type { GuardEnv } from './guard-env.ts'

/** Nothing inline, nothing from elsewhere, in nobody's frame. */
export const STRICT_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** What every answer has, by whichever way it goes out. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': STRICT_CSP,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/**
 * Puts on every answer what keeps a browser from being turned against its user; an answer that has one of them already
 * keeps its own. What says nothing of being kept is not kept.
 *
 * @param isHttps whether browsers reach us by HTTPS: they are then told to do so from now on
 */
export function securityHeaders(isHttps: boolean): MiddlewareHandler<GuardEnv> {
  const all = isHttps
    ? { ...SECURITY_HEADERS, 'strict-transport-security': 'max-age=31536000' }
    : SECURITY_HEADERS
  const entries = Object.entries({ ...all, 'cache-control': 'no-store' })
  return async (c, next) => {
    await next()
    for (const [name, value] of entries) {
      if (!c.res.headers.has(name)) c.header(name, value)
    }
  }
}
