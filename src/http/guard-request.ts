import type { ApiContext } from './api-env.ts'
import { type ProblemAnswer, problem } from './problem.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Turns away what no honest client sends, before anything is looked up: a host that is not ours (a name that was pointed
 * here, DNS rebinding), a change that another site asks for, a body that is no JSON.
 */
export function guardRequest(c: ApiContext, hosts: ReadonlySet<string>): ProblemAnswer | null {
  const { method } = c.req
  const host = c.req.header('host') ?? new URL(c.req.url).host
  if (!hosts.has(host))
    return problem(c, 403, 'host_must_be_known', 'This server does not answer under that name.')
  if (SAFE.has(method)) return null
  const crossing = crossSite(c, host)
  if (crossing !== null) return crossing
  const type = c.req.header('content-type')
  if (type !== undefined && !/^application\/json(;|$)/.test(type)) {
    return problem(c, 415, 'body_must_be_json', 'Send the body as application/json.')
  }
  return null
}

/** The refusal of a body that is too long. */
export function tooLarge(c: ApiContext, bodyBytes: number): ProblemAnswer {
  return problem(c, 413, 'body_must_be_short', `A body has at most ${bodyBytes} bytes.`)
}

/**
 * A browser says where a request comes from, and a page cannot make it lie. Who sends neither header is no browser, and has
 * no cookie that another site could use.
 */
function crossSite(c: ApiContext, host: string): ProblemAnswer | null {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const isForeign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`)
  const isBare = site === undefined && origin === undefined && c.req.header('cookie') !== undefined
  if (!isForeign && !isBare) return null
  return problem(c, 403, 'request_must_be_same_origin', 'A change must come from this server’s own pages.')
}
