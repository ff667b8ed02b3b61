import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { API_LIMITS, type ApiDeps } from './api-deps.ts'
import type { ApiContext, ApiEnv } from './api-env.ts'
import type { ApiMetrics } from './metrics.ts'
import { type ProblemAnswer, problem } from './problem.ts'
import { type BucketVerdict, TokenBuckets } from './token-bucket.ts'

/** What every request goes through first: it gets an id, which its answer shows, a bug's as well, and is counted. */
export function entrance({ ids }: ApiDeps, metrics: ApiMetrics): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const startedAt = performance.now()
    const requestId = ids.next()
    c.set('requestId', requestId)
    await next()
    c.res.headers.set('x-request-id', requestId)
    metrics.answered(c.req.method, routePath(c, -1), c.res.status, performance.now() - startedAt)
  }
}

/** Finds out who sends a request, who pays a token of their bucket. Whether they may do it is for the route (`needs`). */
export function identification(deps: ApiDeps): MiddlewareHandler<ApiEnv> {
  const { burst, perSecond } = { ...API_LIMITS, ...deps.limits }
  const buckets = new TokenBuckets(burst, perSecond)
  return async (c, next) => (await identify(c, deps, buckets)) ?? next()
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
