import { API_LIMITS, type ApiDeps } from './api-deps.ts'
import { ListCache } from './list-cache.ts'
import { type ApiMetrics, createMetrics } from './metrics.ts'
import { TokenBuckets } from './token-bucket.ts'

/** What the two ways to an answer share: the app, and the quick lane before it. */
export interface SharedParts {
  readonly metrics: ApiMetrics
  readonly lists: ListCache
  readonly buckets: TokenBuckets
}

/** New parts for an API. */
export function sharedParts({ limits }: Pick<ApiDeps, 'limits'>): SharedParts {
  const { burst, perSecond, listMs } = { ...API_LIMITS, ...limits }
  return {
    metrics: createMetrics(),
    lists: new ListCache(listMs),
    buckets: new TokenBuckets(burst, perSecond),
  }
}
