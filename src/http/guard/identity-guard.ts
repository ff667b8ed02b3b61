import type { MiddlewareHandler } from 'hono'
import type { Scope } from '../../ports/identity.ts'
import type { PeopleDoor } from '../../service/people/people-door.ts'
import { scopesAllow } from '../../service/people/scope-rule.ts'
import { problem } from '../problem.ts'
import type { GuardEnv } from './guard-env.ts'

/** Lets in whoever proves who they are, and leaves the identity behind. There is no default one: without a proof it is 401. */
export function identityGuard(door: Pick<PeopleDoor, 'identify'>): MiddlewareHandler<GuardEnv> {
  return async (c, next) => {
    const identity = await door.identify(c.req.raw.headers)
    if (identity === null) {
      c.header('www-authenticate', 'Bearer')
      return problem(c, 401, 'sign_in_must_come_first', 'Sign in, or send a key that still counts.')
    }
    c.set('identity', identity)
    return next()
  }
}

/** Lets in whoever was granted the scope; it stands behind `identityGuard`. */
export function scopeGuard(scope: Scope): MiddlewareHandler<GuardEnv> {
  return async (c, next) => {
    if (scopesAllow(c.get('identity').scopes, scope)) return next()
    return problem(c, 403, 'scope_must_be_granted', `This needs the scope ${scope}.`)
  }
}
