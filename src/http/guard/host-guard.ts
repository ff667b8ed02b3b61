import type { MiddlewareHandler } from 'hono'
import { problem } from '../problem.ts'
import type { GuardEnv } from './guard-env.ts'

/**
 * Answers only to the names that are ours. A page of somebody else can have its own name point to this machine (DNS
 * rebinding), and its browser would then take our answers for the page's own; but the name that it asked for stays in
 * `Host`.
 *
 * @param hosts as they stand in `Host`, with the port: `localhost:8420`
 */
export function hostGuard(hosts: readonly string[]): MiddlewareHandler<GuardEnv> {
  const ours = new Set(hosts.map((host) => host.toLowerCase()))
  return async (c, next) => {
    const host = c.req.header('host')?.toLowerCase()
    if (host === undefined || !ours.has(host)) {
      return problem(c, 421, 'host_must_be_ours', 'This server does not answer to that name.')
    }
    return next()
  }
}
