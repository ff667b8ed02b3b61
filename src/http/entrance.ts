import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { API_LIMITS, type ApiDeps } from './api-deps.ts'
import type { ApiContext, ApiEnv } from './api-env.ts'
import { guardRequest } from './guard-request.ts'
import type { ApiMetrics } from './metrics.ts'
import { type ProblemAnswer, problem } from './problem.ts'
import { type BucketVerdict, TokenBuckets } from './token-bucket.ts'

const HEADERS: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['x-frame-options', 'DENY'],
]
const POLICY = "default-src 'none'; frame-ancestors 'none'"

/** What every request goes through first: it gets an id, and its answer, a bug's as well, what every answer has. */
export function entrance({ ids }: ApiDeps, metrics: ApiMetrics): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const startedAt = performance.now()
    const requestId = ids.next()
    c.set('requestId', requestId)
    await next()
    const { headers } = c.res
    headers.set('x-request-id', requestId)
    for (const [name, value] of HEADERS) headers.set(name, value)
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', POLICY)
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
    metrics.answered(c.req.method, routePath(c, -1), c.res.status, performance.now() - startedAt)
  }
}

/**
 * Judges the host and the origin of a request, and finds out who sends it, who pays a token of their bucket. Whether they
 * may do what they ask is for the route (`needs`).
 */
export function gate(deps: ApiDeps): MiddlewareHandler<ApiEnv> {
  const { burst, perSecond } = { ...API_LIMITS, ...deps.limits }
  const hosts = new Set(deps.hosts)
  const buckets = new TokenBuckets(burst, perSecond)
  return async (c, next) => {
    const stopped = guardRequest(c, hosts) ?? (await identify(c, deps, buckets))
    return stopped ?? next()
  }
}

async function identify(
  c: ApiContext,
  { people, now }: ApiDeps,
  buckets: TokenBuckets,
): Promise<ProblemAnswer | null> {
  const identity = await people.identify(c.req.raw.headers)
  c.set('identity', identity)
  if (identity === null) return null
  const verdict = buckets.take(identity.username, now())
  tellLimits(c, verdict)
  if (verdict.allowed) return null
  c.header('retry-after', String(verdict.resetSeconds))
  return problem(c, 429, 'rate_must_be_kept', 'Too many requests; wait as long as Retry-After says.')
}

function tellLimits(c: ApiContext, { limit, remaining, resetSeconds }: BucketVerdict): void {
  c.header('ratelimit-limit', String(limit))
  c.header('ratelimit-remaining', String(remaining))
  c.header('ratelimit-reset', String(resetSeconds))
}
