import { type ClientRequestOptions, hc } from 'hono/client'
import type { ApiApp } from '../../src/http/app.ts'

/**
 * A client of the API: `client.api.v1.trades.$get({ query: { list: 'active' } })`. Its types are the server's own; nothing of
 * the server itself comes along.
 *
 * @param baseUrl `/` for a page of the server itself
 */
export function createClient(baseUrl: string, options: ClientRequestOptions = {}) {
  return hc<ApiApp>(baseUrl, options)
}
