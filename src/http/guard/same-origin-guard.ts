import type { MiddlewareHandler } from 'hono'
import { problem } from '../problem.ts'
import type { GuardEnv } from './guard-env.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Wants a proof of every change that a page of ours asked for it: `Origin`, which no page can forge, or the browser's word
 * that it is `same-origin`. A program with a key and no cookie needs none, since no browser sends a key by itself. A
 * sign-in needs one as well: signing somebody in as another is an attack too.
 *
 * @param origins such as `http://localhost:8420`
 */
export function sameOriginGuard(origins: readonly string[]): MiddlewareHandler<GuardEnv> {
  const ours = new Set(origins)
  return async (c, next) => {
    if (READS.has(c.req.method)) return next()
    const hasKey = /^bearer /i.test(c.req.header('authorization') ?? '')
    if (hasKey && c.req.header('cookie') === undefined) return next()
    const origin = c.req.header('origin')
    const isOurs = origin === undefined ? c.req.header('sec-fetch-site') === 'same-origin' : ours.has(origin)
    if (isOurs) return next()
    return problem(
      c,
      403,
      'origin_must_be_ours',
      'A change must come from a page of this server; a program sends its own Origin, or a key and no cookie.',
    )
  }
}
