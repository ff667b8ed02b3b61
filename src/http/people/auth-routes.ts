import { Hono } from 'hono'
import type { PeopleDoor } from '../../service/people/people-door.ts'
import type { GuardEnv } from '../guard/guard-env.ts'

/**
 * Joining, signing in and out, second factors and passkeys: all that is under `/api/auth/`, before anybody is known. To be
 * mounted at the root, behind the guards of hosts, origins and bodies.
 *
 * @param addressOf the sender's address, as the socket or a trusted proxy tells it
 */
export function authRoutes(
  door: Pick<PeopleDoor, 'handle'>,
  addressOf: (headers: Headers, bindings: unknown) => string | null,
): Hono<GuardEnv> {
  const app = new Hono<GuardEnv>()
  app.all('/api/auth/*', (c) => door.handle(c.req.raw, addressOf(c.req.raw.headers, c.env)))
  return app
}
