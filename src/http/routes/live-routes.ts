import { Hono, type MiddlewareHandler } from 'hono'
import { LIVE_BODY } from '../../contract/api/live-messages.ts'
import type { Result } from '../../domain/refusal.ts'
import type { Identity } from '../../ports/identity.ts'
import { type LiveDeps, switchLiveOff, switchLiveOn } from '../../service/accounts/switch-live.ts'
import type { GuardEnv } from '../guard/guard-env.ts'
import { scopeGuard } from '../guard/identity-guard.ts'
import { notFound, problem, refused } from '../problem.ts'

/** What switching money on and off needs. */
export interface LiveRouteParts {
  readonly live: LiveDeps
  /** Ends the cycles of an account whose money was switched off. */
  readonly close: (username: string, account: string) => Promise<Result<true>>
}

/**
 * `PUT /accounts/:id/live`: the person's own switch for money, touched by who may trade money alone: off as well, since
 * nothing exits the account's trades from then on. To be mounted with a proof of who asks.
 */
export function liveRoutes(
  { live, close }: LiveRouteParts,
  guard: MiddlewareHandler<GuardEnv>,
): Hono<GuardEnv> {
  const app = new Hono<GuardEnv>()
  app.put('/accounts/:id/live', guard, scopeGuard('trade-live'), async (c) => {
    const read = LIVE_BODY.safeParse(await c.req.json().catch(() => null))
    if (!read.success) {
      return problem(
        c,
        422,
        'body_must_be_understood',
        'Expected on (true or false), and typed to switch on.',
      )
    }
    const account = c.req.param('id')
    const identity: Identity = c.get('identity')
    if (!read.data.on) {
      if (!account.startsWith('live:')) return notFound(c)
      const choice = await switchLiveOff(live, identity.username, account)
      await close(identity.username, account)
      return c.json({ account, on: choice.live !== null }, 200)
    }
    const switched = await switchLiveOn(live, identity, { account, typed: read.data.typed })
    return switched.ok ? c.json({ account, on: true }, 200) : refused(c, switched)
  })
  return app
}
