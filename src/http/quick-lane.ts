import type { ApiDeps } from './api-deps.ts'
import { SECURITY_HEADERS } from './guard/security-headers.ts'
import { isKnown, type ListBytes } from './list-cache.ts'
import { contains } from './needs.ts'
import type { SharedParts } from './shared-parts.ts'
import type { BucketVerdict } from './token-bucket.ts'

/** A request as Node's server has it, before anything was made of it. */
export interface PlainRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: {
    readonly host?: string | undefined
    readonly authorization?: string | undefined
    readonly cookie?: string | undefined
    readonly 'if-none-match'?: string | undefined
  }
}

/** An answer for Node's server. */
export interface PlainAnswer {
  readonly status: 200 | 304
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly bytes: Uint8Array | null
}

const LISTS = '/api/v1/'
const EVERY_ANSWER = [
  ...Object.entries(SECURITY_HEADERS).flat(),
  ...['cache-control', 'private, no-cache', 'content-type', 'application/json'],
]

/**
 * Answers a list that is kept and unchanged without the app: most of what screens ask is such a list, and to make a request
 * and an answer of the web's kind for it would cost more than all checks together. The checks are the app's: the host, who
 * asks, what they may do and their rate. Null leaves the request to the app.
 */
export function quickLane(
  { people, changes, now, ids, hosts }: ApiDeps,
  { lists, buckets, metrics }: SharedParts,
): (request: PlainRequest) => Promise<PlainAnswer | null> | null {
  const ours = new Set(hosts.map((host) => host.toLowerCase()))

  async function answer(
    url: string,
    { headers }: PlainRequest,
    startedAt: number,
  ): Promise<PlainAnswer | null> {
    const identity = await people.identify(proofOf(headers))
    if (identity === null || !contains(identity.scopes, 'read')) return null
    const { username } = identity
    const kept = lists.peek(`${username}\n${url}`, changes.of(username), now())
    if (kept === null) return null
    const verdict = buckets.take(username, now())
    // The app says so, with a token that is not there.
    if (!verdict.allowed) return null
    const isTheirs = isKnown(headers['if-none-match'], kept.list.etag)
    const status = isTheirs ? 304 : 200
    metrics.answered('GET', kept.route, status, performance.now() - startedAt)
    return {
      status,
      headers: headersOf(kept.list, ids.next(), verdict, isTheirs),
      bytes: isTheirs ? null : kept.list.bytes,
    }
  }

  return (request) => {
    const { method, url = '', headers } = request
    if (method !== 'GET' || !url.startsWith(LISTS) || !ours.has(headers.host?.toLowerCase() ?? ''))
      return null
    return answer(url, request, performance.now())
  }
}

/** Only what proves somebody. */
function proofOf({ authorization, cookie }: PlainRequest['headers']): Headers {
  const headers = new Headers()
  if (authorization !== undefined) headers.set('authorization', authorization)
  if (cookie !== undefined) headers.set('cookie', cookie)
  return headers
}

function headersOf(
  { etag, bytes }: ListBytes,
  requestId: string,
  { limit, remaining, resetSeconds }: BucketVerdict,
  isTheirs: boolean,
): string[] {
  const headers = [...EVERY_ANSWER, 'etag', etag, 'x-request-id', requestId]
  headers.push('ratelimit-limit', String(limit), 'ratelimit-remaining', String(remaining))
  headers.push('ratelimit-reset', String(resetSeconds))
  if (!isTheirs) headers.push('content-length', String(bytes.length))
  return headers
}
