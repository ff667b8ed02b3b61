import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/**
 * An answer that says what went wrong, as RFC 9457 has it: `application/problem+json`, never to be cached. The code names
 * the rule and the detail is one sentence for a person; neither repeats what was sent.
 */
export function problem(c: Context, status: ContentfulStatusCode, code: string, detail: string): Response {
  return c.body(
    JSON.stringify({
      type: `urn:legwork:problem:${code}`,
      title: code.replaceAll('_', ' '),
      status,
      code,
      detail,
    }),
    status,
    { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  )
}
