import type { MiddlewareHandler } from 'hono'
import type { Ids } from '../../ports/ids.ts'
import type { GuardEnv } from './guard-env.ts'

/** Names each request, for the answer and for the log. What a client calls it is not taken over: it could name another's. */
export function requestIdGuard(ids: Ids): MiddlewareHandler<GuardEnv> {
  return async (c, next) => {
    const id = ids.next()
    c.set('requestId', id)
    await next()
    c.header('x-request-id', id)
  }
}
