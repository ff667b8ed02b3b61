import type { MiddlewareHandler } from 'hono'
import type { Identity, Scope } from '../ports/identity.ts'
import type { TradingMode } from '../domain/settings/trading-mode.ts'
import type { ApiContext, ApiEnv } from './api-env.ts'
import { type ProblemAnswer, problem } from './problem.ts'

/** What a route asks of whoever calls it; `trade` is one of the two trading scopes, by the mode of the account. */
export type Need = 'read' | 'trade' | 'admin'

/** The scopes that contain a need. */
const CONTAINS: Readonly<Record<Need, readonly Scope[]>> = {
  read: ['read', 'trade-paper', 'trade-live'],
  trade: ['trade-paper', 'trade-live'],
  admin: ['admin'],
}

function lacks(c: ApiContext, scope: string): ProblemAnswer {
  return problem(c, 403, 'scope_must_allow_it', `This needs the scope ${scope}.`)
}

/** Lets through who has proved who they are and has a scope that contains the need: else 401, or 403. */
export function needs(need: Need): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const identity = c.get('identity')
    if (identity === null) {
      c.header('www-authenticate', 'Bearer realm="legwork"')
      return problem(c, 401, 'identity_must_be_proved', 'Sign in, or send an API key as a bearer token.')
    }
    const allowed = CONTAINS[need].some((scope) => identity.scopes.includes(scope))
    if (!allowed) return lacks(c, need === 'trade' ? 'trade-paper' : need)
    return next()
  }
}

/** Who sends a request that `needs` let through. */
export function identityOf(c: ApiContext): Identity {
  const identity = c.get('identity')
  if (identity === null) throw new Error('a route without needs() asks who calls it')
  return identity
}

/** The refusal of a command on an account of money by who may trade on paper only; null when they may. */
export function mayTrade(c: ApiContext, mode: TradingMode): ProblemAnswer | null {
  const isAllowed = mode !== 'LIVE' || identityOf(c).scopes.includes('trade-live')
  return isAllowed ? null : lacks(c, 'trade-live')
}
